// SPDX-License-Identifier: MIT
// Writing systems: which way a text runs and what a shaper must be told.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace securebase::devices {

enum class Direction : std::uint8_t { left_to_right, right_to_left };

/// ISO 15924 code of a character's script ("Latn", "Arab"); null for what belongs to none
/// (spaces, digits, punctuation).
char const* script_of(char32_t code_point);

/// A stretch of a line that runs one way.
struct DirectedRun {
    std::string_view text;
    Direction direction = Direction::left_to_right;
};

/// The direction of the first letter that has one; left to right when none has.
Direction base_direction(std::string_view text);

/// The runs of one line in the order they stand on the screen, from the left. Letters keep their
/// direction, digits with their signs run left to right, and everything else goes with its
/// neighbours when these agree and with the base direction when they do not.
/// Source: a simplification of the Unicode Bidirectional Algorithm (UAX 9) without embedding.
std::vector<DirectedRun> visual_order(std::string_view line, Direction base);

} // namespace securebase::devices
