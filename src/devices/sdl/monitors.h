// SPDX-License-Identifier: MIT
// What SDL says of the monitors around a session's window.
#pragma once

#include "devices/sdl/session.h"
#include "ports/display.h"

#include <string>
#include <vector>

namespace securebase::devices {

struct SdlSurvey {
    std::string driver;       ///< x11, wayland, KMSDRM, dummy, ...
    std::string monitor_name; ///< The window's; empty: not told.
    ports::Box monitor;       ///< The window's, in units of the desktop.
    std::vector<ports::Box> monitors;
    double scale = 1; ///< Pixels drawn for each unit of the desktop.
    bool fullscreen = false;
};

/// Thread: main.
SdlSurvey survey(SdlSession const& session);

} // namespace securebase::devices
