// SPDX-License-Identifier: MIT
// What an X server says of itself: asked once, before anybody sits down.
#pragma once

#include "base/result.h"
#include "ports/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace securebase::devices {

/// A monitor that is on. Rates of made-up modes are as made up as they are.
struct XMonitor {
    std::string name;
    std::int32_t x = 0;
    std::int32_t y = 0;
    std::int32_t width = 0;
    std::int32_t height = 0;
    std::optional<double> hz; ///< Pixel clock over pixels of the mode, those that nobody sees too.
};

struct XSurvey {
    bool composed = false; ///< Another program draws the screen from the windows' pictures.
    bool xwayland = false;
    std::vector<XMonitor> monitors; ///< Empty: not told.
    std::uint64_t clock_asked = 0;
    std::uint64_t clock_outside = 0; ///< Answers whose time was not between asking and hearing.
    double clock_offset_ms = 0;      ///< Median of the server's time minus ours.
};

/// Asks on a connection of its own, the time `questions` times. `display` as in $DISPLAY; empty:
/// that one. Errors: no such server.
base::Result<XSurvey>
survey(ports::Clock const& clock, std::size_t questions, std::string const& display = {});

} // namespace securebase::devices
