// SPDX-License-Identifier: MIT
// Keys pressed by a program, and how they were stamped.
#pragma once

#include "app/real_screen.h"
#include "ports/clock.h"
#include "rig/facts.h"

#include <optional>

namespace securebase::app {

/// Presses keys that type nothing (both Ctrl by turns) 24 times, about three seconds. Empty when
/// keys cannot be pressed by a program here.
std::optional<rig::KeyCheck> check_keys(RealScreen& screen, ports::Clock& clock);

} // namespace securebase::app
