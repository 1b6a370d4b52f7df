// SPDX-License-Identifier: MIT
// What SDL says of the monitors around a session's window.
#pragma once

#include "devices/sdl/session.h"

#include <cstdint>
#include <string>
#include <vector>

namespace securebase::devices {

struct SdlMonitor {
    std::int32_t x = 0;
    std::int32_t y = 0;
    std::int32_t width = 0;
    std::int32_t height = 0;
};

struct SdlSurvey {
    std::string driver;       ///< x11, wayland, KMSDRM, dummy, ...
    std::string monitor_name; ///< The window's; empty: not told.
    SdlMonitor monitor;       ///< The window's.
    std::vector<SdlMonitor> monitors;
    double scale = 1; ///< Pixels drawn for each unit of the desktop.
    bool fullscreen = false;
};

/// Thread: main.
SdlSurvey survey(SdlSession const& session);

} // namespace securebase::devices
