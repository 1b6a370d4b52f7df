// SPDX-License-Identifier: MIT
// The numbers under which the kernel knows the positions of a keyboard.
#pragma once

#include "ports/input.h"

namespace securebase::devices {

/// The kernel's number of a key (linux/input-event-codes.h); 0 when there is none.
unsigned kernel_number_of(ports::Key key);
/// The inverse; Key::none for numbers at no known position.
ports::Key key_of_kernel(unsigned number);

} // namespace securebase::devices
