// SPDX-License-Identifier: MIT
// The kernel's numbers of keys.
#include "devices/linux/kernel_keys.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace securebase::devices {

namespace {

/// The kernel's number for each HID usage from Key::a on.
constexpr std::array<std::uint8_t, 97> kernel_keys{
    30, 48, 46,  32,  18,  33,  34,  35,  23,  36,  37,  38,  50,  49, 24, 25, // A to P
    16, 19, 31,  20,  22,  47,  17,  45,  21,  44,                             // Q to Z
    2,  3,  4,   5,   6,   7,   8,   9,   10,  11,                             // 1 to 0
    28, 1,  14,  15,  57,  12,  13,  26,  27,  43,  43,  39,  40,  41, 51, 52, // Enter to .
    53, 58, 59,  60,  61,  62,  63,  64,  65,  66,  67,  68,  87,  88,         // / to F12
    99, 70, 119, 110, 102, 104, 111, 107, 109, 106, 105, 108, 103,             // to Up
    69, 98, 55,  74,  78,  96,  79,  80,  81,  75,  76,  77,  71,  72, 73, 82,
    83, 86}; // The key beside a European left shift.
constexpr std::array<std::uint8_t, 8> kernel_modifiers{29, 42, 56, 125, 97, 54, 100, 126};

constexpr auto first_key = static_cast<std::size_t>(ports::Key::a);
constexpr auto first_modifier = static_cast<std::size_t>(ports::Key::left_control);

std::array<ports::Key, 256> keys_by_number()
{
    std::array<ports::Key, 256> keys{};
    // Backwards: where two positions share a number (ANSI and ISO backslash) the first is meant.
    for (std::size_t i = kernel_keys.size(); i > 0; --i) {
        keys[kernel_keys[i - 1]] = static_cast<ports::Key>(first_key + i - 1);
    }
    for (std::size_t i = 0; i < kernel_modifiers.size(); ++i) {
        keys[kernel_modifiers[i]] = static_cast<ports::Key>(first_modifier + i);
    }
    return keys;
}

} // namespace

unsigned kernel_number_of(ports::Key key)
{
    auto const usage = static_cast<std::size_t>(key);
    if (usage >= first_modifier && usage - first_modifier < kernel_modifiers.size()) {
        return kernel_modifiers[usage - first_modifier];
    }
    if (usage >= first_key && usage - first_key < kernel_keys.size()) {
        return kernel_keys[usage - first_key];
    }
    return 0;
}

ports::Key key_of_kernel(unsigned number)
{
    static std::array<ports::Key, 256> const keys = keys_by_number();
    return number < keys.size() ? keys[number] : ports::Key::none;
}

} // namespace securebase::devices
