// SPDX-License-Identifier: MIT
// Ports: how a text breaks into lines, the same rule in every workshop.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace securebase::ports {

/// Width of a stretch of text in pixels.
using MeasureText = std::function<std::int32_t(std::string_view)>;

/// A line's height as a share of the em, in all pictures of text.
constexpr double line_height_em = 1.35;

/// Height of one line in pixels for an em of `size` pixels.
std::int32_t line_height(std::int32_t size);

/// Lines of `text` (UTF-8), as views into it, each no wider than `max_width` pixels where that is
/// possible. '\n' always breaks; otherwise as many words as fit stay together. Spaces at a break
/// vanish. Between two CJK characters a line may break too, but not before closing or after opening
/// punctuation; a word wider than a whole line breaks between characters. `max_width` 0: only '\n'.
std::vector<std::string_view>
wrap(std::string_view text, std::int32_t max_width, MeasureText const& measure);

/// Chinese, Japanese and Korean characters and their full-width punctuation: one em wide.
bool is_wide(char32_t code_point);
/// Marks and joiners that belong to the character before them.
bool joins_previous(char32_t code_point);

} // namespace securebase::ports
