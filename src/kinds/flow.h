// SPDX-License-Identifier: MIT
// Text that flows into lines, with bold words in it.
#pragma once

#include "kinds/markdown.h"
#include "kinds/studio.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace securebase::kinds {

/// One line; its sprites are placed from (0, 0), its top left corner.
struct FlowLine {
    Look look;
    std::int32_t width = 0;
    std::int32_t height = 0;
    Range range; ///< Of the text.
};

/// Whether the first letter is one of Hebrew, Arabic and their kin.
bool reads_right_to_left(std::string_view text);

/// Lines no wider than `width`. Those that read from right to left are exactly that wide and end at
/// the right edge.
std::vector<FlowLine> flow(Studio& studio,
                           StyledText const& text,
                           std::int32_t width,
                           std::int32_t size,
                           ports::Color const& color);

/// The look with every sprite moved.
Look moved(Look look, std::int32_t x, std::int32_t y);

} // namespace securebase::kinds
