// SPDX-License-Identifier: MIT
// Upper and lower case from the regular stretches of Unicode.
#include "model/letter_case.h"

#include "base/text.h"

#include <cstdint>

namespace securebase::model {

namespace {

/// Capitals `first`..`last`; each small letter stands `distance` after its capital.
struct Stretch {
    char32_t first;
    char32_t last;
    char32_t distance;
};

constexpr Stretch stretches[] = {
    {U'A', U'Z', 32},
    {0xC0, 0xD6, 32}, // Latin-1 around the multiplication sign
    {0xD8, 0xDE, 32},
    {0x391, 0x3A1, 32}, // Greek around the final sigma
    {0x3A3, 0x3AB, 32},
    {0x388, 0x38A, 37}, // Greek with an accent
    {0x386, 0x386, 38},
    {0x38C, 0x38C, 64},
    {0x38E, 0x38F, 63},
    {0x410, 0x42F, 32}, // Cyrillic
    {0x400, 0x40F, 80},
};

/// Stretches in which capital and small letter alternate; capitals have the parity of `first`.
constexpr Stretch alternating[] = {
    {0x100, 0x12F, 1},
    {0x132, 0x137, 1},
    {0x139, 0x148, 1},
    {0x14A, 0x177, 1},
    {0x179, 0x17E, 1},
    {0x460, 0x481, 1},
    {0x48A, 0x4BF, 1},
    {0x4D0, 0x4FF, 1},
    {0x1E00, 0x1E95, 1},
    {0x1EA0, 0x1EFF, 1},
};

constexpr char32_t capital_y_diaeresis = 0x178; // its small letter is in Latin-1
constexpr char32_t small_y_diaeresis = 0xFF;
constexpr char32_t final_sigma = 0x3C2;
constexpr char32_t capital_sigma = 0x3A3;

char32_t upper_of(char32_t c)
{
    for (Stretch const& s : stretches) {
        if (c >= s.first + s.distance && c <= s.last + s.distance) {
            return c - s.distance;
        }
    }
    for (Stretch const& s : alternating) {
        if (c >= s.first && c <= s.last && (c - s.first) % 2 == 1) {
            return c - 1;
        }
    }
    if (c == small_y_diaeresis) {
        return capital_y_diaeresis;
    }
    return c == final_sigma ? capital_sigma : c;
}

char32_t lower_of(char32_t c)
{
    for (Stretch const& s : stretches) {
        if (c >= s.first && c <= s.last) {
            return c + s.distance;
        }
    }
    for (Stretch const& s : alternating) {
        if (c >= s.first && c <= s.last && (c - s.first) % 2 == 0) {
            return c + 1;
        }
    }
    return c == capital_y_diaeresis ? small_y_diaeresis : c;
}

template <class Map> std::string map_letters(std::string_view utf8, Map map)
{
    std::string out;
    out.reserve(utf8.size());
    for (char32_t const c : base::code_points(utf8)) {
        base::append_utf8(out, map(c));
    }
    return out;
}

} // namespace

std::string to_upper(std::string_view utf8)
{
    return map_letters(utf8, upper_of);
}

std::string to_lower(std::string_view utf8)
{
    return map_letters(utf8, lower_of);
}

} // namespace securebase::model
