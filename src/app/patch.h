// SPDX-License-Identifier: MIT
// The corner of the screen that a light sensor looks at.
#pragma once

#include "base/result.h"
#include "ports/display.h"

#include <cstdint>
#include <string>
#include <vector>

namespace securebase::app {

/// As the command line names them.
std::vector<std::string> patch_corners();

/// A square of `side` pixels in that corner of the screen. Errors: larger than the screen.
base::Result<ports::Box>
patch_box(std::string const& corner, std::int32_t side, ports::DisplayFacts const& display);

/// JSON for the header of a session.
std::string to_json(ports::Box const& patch);

} // namespace securebase::app
