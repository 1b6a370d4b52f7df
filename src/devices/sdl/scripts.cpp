// SPDX-License-Identifier: MIT
// Script ranges and the order of mixed directions.
#include "devices/sdl/scripts.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <optional>

namespace securebase::devices {

namespace {

struct ScriptRange {
    char32_t first;
    char32_t last;
    char const* script;
};

constexpr std::array script_ranges{
    ScriptRange{0x0041, 0x005A, "Latn"},   ScriptRange{0x0061, 0x007A, "Latn"},
    ScriptRange{0x00AA, 0x00AA, "Latn"},   ScriptRange{0x00BA, 0x00BA, "Latn"},
    ScriptRange{0x00C0, 0x024F, "Latn"},   ScriptRange{0x0250, 0x02AF, "Latn"},
    ScriptRange{0x0370, 0x03FF, "Grek"},   ScriptRange{0x0400, 0x052F, "Cyrl"},
    ScriptRange{0x0531, 0x058F, "Armn"},   ScriptRange{0x0591, 0x05F4, "Hebr"},
    ScriptRange{0x0610, 0x065F, "Arab"},   ScriptRange{0x066E, 0x06EF, "Arab"},
    ScriptRange{0x06FA, 0x06FF, "Arab"},   ScriptRange{0x0700, 0x074F, "Syrc"},
    ScriptRange{0x0750, 0x077F, "Arab"},   ScriptRange{0x0780, 0x07BF, "Thaa"},
    ScriptRange{0x07C0, 0x07FF, "Nkoo"},   ScriptRange{0x08A0, 0x08FF, "Arab"},
    ScriptRange{0x0900, 0x097F, "Deva"},   ScriptRange{0x0980, 0x09FF, "Beng"},
    ScriptRange{0x0A00, 0x0A7F, "Guru"},   ScriptRange{0x0A80, 0x0AFF, "Gujr"},
    ScriptRange{0x0B00, 0x0B7F, "Orya"},   ScriptRange{0x0B80, 0x0BFF, "Taml"},
    ScriptRange{0x0C00, 0x0C7F, "Telu"},   ScriptRange{0x0C80, 0x0CFF, "Knda"},
    ScriptRange{0x0D00, 0x0D7F, "Mlym"},   ScriptRange{0x0D80, 0x0DFF, "Sinh"},
    ScriptRange{0x0E01, 0x0E7F, "Thai"},   ScriptRange{0x0E80, 0x0EFF, "Laoo"},
    ScriptRange{0x0F00, 0x0FFF, "Tibt"},   ScriptRange{0x1000, 0x109F, "Mymr"},
    ScriptRange{0x10A0, 0x10FF, "Geor"},   ScriptRange{0x1100, 0x11FF, "Hang"},
    ScriptRange{0x1200, 0x139F, "Ethi"},   ScriptRange{0x1780, 0x17FF, "Khmr"},
    ScriptRange{0x1800, 0x18AF, "Mong"},   ScriptRange{0x1E00, 0x1EFF, "Latn"},
    ScriptRange{0x1F00, 0x1FFF, "Grek"},   ScriptRange{0x3041, 0x309F, "Hira"},
    ScriptRange{0x30A0, 0x30FF, "Kana"},   ScriptRange{0x3130, 0x318F, "Hang"},
    ScriptRange{0x3400, 0x9FFF, "Hani"},   ScriptRange{0xA960, 0xA97F, "Hang"},
    ScriptRange{0xAC00, 0xD7FF, "Hang"},   ScriptRange{0xF900, 0xFAFF, "Hani"},
    ScriptRange{0xFB1D, 0xFB4F, "Hebr"},   ScriptRange{0xFB50, 0xFDFF, "Arab"},
    ScriptRange{0xFE70, 0xFEFC, "Arab"},   ScriptRange{0xFF21, 0xFF5A, "Latn"},
    ScriptRange{0x20000, 0x3FFFD, "Hani"},
};

constexpr std::array<std::string_view, 5> right_to_left_scripts{
    "Hebr", "Arab", "Syrc", "Thaa", "Nkoo"};

bool is_digit(char32_t code_point)
{
    return (code_point >= '0' && code_point <= '9') ||
           (code_point >= 0x0660 && code_point <= 0x0669) ||
           (code_point >= 0x06F0 && code_point <= 0x06F9);
}

/// Signs that run with the number they touch.
bool is_number_sign(char32_t code_point)
{
    constexpr std::u32string_view signs = U"%‰$€£¥°#+-±";
    return signs.find(code_point) != std::u32string_view::npos;
}

std::optional<Direction> letter_direction(char32_t code_point)
{
    char const* const script = script_of(code_point);
    if (script == nullptr) {
        return std::nullopt;
    }
    return std::ranges::find(right_to_left_scripts, std::string_view(script)) ==
                   right_to_left_scripts.end()
               ? Direction::left_to_right
               : Direction::right_to_left;
}

using Directions = std::vector<std::optional<Direction>>;

Directions strong_directions(std::vector<char32_t> const& line)
{
    Directions directions;
    for (char32_t const code_point : line) {
        directions.push_back(is_digit(code_point) ? Direction::left_to_right
                                                  : letter_direction(code_point));
    }
    for (std::size_t i = 0; i < line.size(); ++i) {
        bool const touches =
            (i > 0 && is_digit(line[i - 1])) || (i + 1 < line.size() && is_digit(line[i + 1]));
        if (!directions[i] && touches && is_number_sign(line[i])) {
            directions[i] = Direction::left_to_right;
        }
    }
    return directions;
}

void settle_neutrals(Directions& directions, Direction base)
{
    for (std::size_t i = 0; i < directions.size();) {
        if (directions[i]) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < directions.size() && !directions[end]) {
            ++end;
        }
        Direction const before = i == 0 ? base : *directions[i - 1];
        Direction const after = end == directions.size() ? base : *directions[end];
        std::fill(directions.begin() + static_cast<std::ptrdiff_t>(i),
                  directions.begin() + static_cast<std::ptrdiff_t>(end),
                  before == after ? before : base);
        i = end;
    }
}

} // namespace

char const* script_of(char32_t code_point)
{
    auto const after = std::ranges::upper_bound(script_ranges, code_point, {}, &ScriptRange::first);
    if (after == script_ranges.begin()) {
        return nullptr;
    }
    ScriptRange const& range = *(after - 1);
    bool const sign = code_point == 0xD7 || code_point == 0xF7; // × and ÷ stand among letters.
    return code_point <= range.last && !sign ? range.script : nullptr;
}

Direction base_direction(std::string_view text)
{
    constexpr char32_t right_to_left_mark = 0x200F;
    for (char32_t const code_point : base::code_points(text)) {
        if (code_point == right_to_left_mark) {
            return Direction::right_to_left;
        }
        if (auto const direction = letter_direction(code_point)) {
            return *direction;
        }
    }
    return Direction::left_to_right;
}

std::vector<DirectedRun> visual_order(std::string_view line, Direction base)
{
    std::vector<char32_t> const characters = base::code_points(line);
    Directions directions = strong_directions(characters);
    settle_neutrals(directions, base);
    std::vector<DirectedRun> runs;
    std::size_t byte = 0;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        std::string encoded;
        base::append_utf8(encoded, characters[i]);
        if (runs.empty() || runs.back().direction != *directions[i]) {
            runs.push_back({line.substr(byte, 0), *directions[i]});
        }
        std::size_t const begin = byte - runs.back().text.size();
        byte += encoded.size();
        runs.back().text = line.substr(begin, byte - begin);
    }
    if (base == Direction::right_to_left) {
        std::ranges::reverse(runs);
    }
    return runs;
}

} // namespace securebase::devices
