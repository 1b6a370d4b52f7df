// SPDX-License-Identifier: MIT
// Which X keycode is at which position of a keyboard.
#pragma once

#include "devices/linux/kernel_keys.h"

namespace securebase::devices {

/// X keycodes are the kernel's numbers plus 8.
constexpr unsigned keycode_offset = 8;

/// The X keycode at a key's position; 0 when there is none.
inline unsigned keycode_of(ports::Key key)
{
    unsigned const number = kernel_number_of(key);
    return number == 0 ? 0 : number + keycode_offset;
}

/// The inverse; Key::none for keycodes at no known position.
inline ports::Key key_at(unsigned keycode)
{
    return keycode < keycode_offset ? ports::Key::none : key_of_kernel(keycode - keycode_offset);
}

} // namespace securebase::devices
