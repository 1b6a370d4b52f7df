// SPDX-License-Identifier: MIT
// Which X keycode is at which position of a keyboard.
#pragma once

#include "ports/input.h"

namespace securebase::devices {

/// The X keycode at a key's position; 0 when there is none.
unsigned keycode_of(ports::Key key);
/// The inverse; Key::none for keycodes at no known position.
ports::Key key_at(unsigned keycode);

} // namespace securebase::devices
