// SPDX-License-Identifier: MIT
// Opening and not opening a session.
#include "devices/sdl/dummy_session.h"
#include "devices/sdl/session.h"

#include <boost/test/unit_test.hpp>

#include <cstdlib>

namespace {

using namespace securebase::devices;

} // namespace

BOOST_AUTO_TEST_SUITE(devices_sdl_session)

BOOST_AUTO_TEST_CASE(without_a_display_it_says_what_to_do)
{
    for (char const* variable : {"DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"}) {
        unsetenv(variable);
    }
    auto const opened = SdlSession::open({});
    BOOST_TEST_REQUIRE(!opened.has_value());
    BOOST_TEST(opened.error().what == "no display: neither DISPLAY nor WAYLAND_DISPLAY is set");
    BOOST_TEST(opened.error().hint ==
               "start it in a terminal on the screen itself, or set DISPLAY; 'securebase simulate' "
               "needs no screen");
}

BOOST_AUTO_TEST_CASE(a_display_that_does_not_answer_is_an_error)
{
    unsetenv("WAYLAND_DISPLAY");
    unsetenv("SDL_VIDEODRIVER");
    setenv("DISPLAY", ":64999", 1);
    auto const opened = SdlSession::open({});
    unsetenv("DISPLAY");
    BOOST_TEST_REQUIRE(!opened.has_value());
    BOOST_TEST(opened.error().what.starts_with("no display: "));
}

BOOST_AUTO_TEST_CASE(an_absent_monitor_is_named)
{
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    auto const opened = SdlSession::open({.monitor = 7});
    BOOST_TEST_REQUIRE(!opened.has_value());
    BOOST_TEST(opened.error().what == "there is no monitor 7; monitors are 0 to 0");
}

BOOST_AUTO_TEST_CASE(describes_itself)
{
    securebase::contract::DummySession dummy;
    BOOST_TEST(dummy.session.name() == "dummy, software");
    BOOST_TEST((dummy.session.draw_path() == DrawPath::software));
    std::string const text = dummy.session.describe();
    BOOST_TEST(text.starts_with(R"({"driver":"dummy","drawn_by":"software","monitor":0,)"));
    BOOST_TEST(text.ends_with(R"("fullscreen":false})"));
}

BOOST_AUTO_TEST_SUITE_END()
