// SPDX-License-Identifier: MIT
// A button with its looks.
#pragma once

#include "kinds/studio.h"

#include <cstdint>
#include <string_view>

namespace securebase::kinds {

enum class ButtonSort : std::uint8_t { main, plain };
enum class ButtonState : std::uint8_t { idle, hover, off };

struct Button {
    ports::Box box;
    Look idle;
    Look hover;
    Look off; ///< Pressing it would have no effect now.
    Look ring;

    void draw(std::vector<ports::Sprite>& out, ButtonState state, bool has_focus) const;
};

/// How wide a button with these words wants to be, and how high all are.
std::int32_t button_width(Studio& studio, std::string_view words);
std::int32_t button_height(Studio const& studio);
Button make_button(Studio& studio, std::string_view words, ports::Box const& box, ButtonSort sort);

} // namespace securebase::kinds
