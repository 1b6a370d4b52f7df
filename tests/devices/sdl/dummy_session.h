// SPDX-License-Identifier: MIT
// A session on SDL's driver that shows nothing.
#pragma once

#include "devices/sdl/clock.h"
#include "devices/sdl/display.h"
#include "devices/sdl/input.h"

#include <boost/test/unit_test.hpp>

#include <cstdlib>

namespace securebase::contract {

struct DummySession {
    devices::SteadyClock clock;
    devices::SdlSession session = open();
    devices::SdlDisplay display = open_display(session, clock);
    devices::SdlInput input{session, display, clock};

    static devices::SdlSession open()
    {
        setenv("SDL_VIDEODRIVER", "dummy", 1);
        auto opened = devices::SdlSession::open(
            {.fullscreen = false, .monitor = 0, .width = 320, .height = 200, .title = "test"});
        BOOST_TEST_REQUIRE(opened.has_value());
        return *std::move(opened);
    }
    static devices::SdlDisplay open_display(devices::SdlSession& session, ports::Clock& clock)
    {
        auto opened = devices::SdlDisplay::open(session, clock);
        BOOST_TEST_REQUIRE(opened.has_value());
        return *std::move(opened);
    }
};

} // namespace securebase::contract
