// SPDX-License-Identifier: MIT
// The window that was asked for on the command line.
#pragma once

#include "base/result.h"
#include "devices/sdl/session.h"

#include <string>

namespace securebase::app {

/// "1280x720" on a monitor; empty: the whole of it. Errors: no size.
base::Result<devices::SdlOptions> window_options(std::string const& size, int monitor);

} // namespace securebase::app
