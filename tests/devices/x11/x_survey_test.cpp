// SPDX-License-Identifier: MIT
// What the X server of the test says of itself.
#include "devices/sdl/monitors.h"
#include "devices/x11/x_session.h"
#include "devices/x11/x_survey.h"

using namespace securebase;

BOOST_AUTO_TEST_SUITE(devices_x11_x_survey)

BOOST_AUTO_TEST_CASE(a_bare_server_on_this_machine)
{
    devices::SteadyClock const clock;
    auto const told = devices::survey(clock, 20);
    BOOST_REQUIRE(told);
    BOOST_TEST(!told->composed);
    BOOST_TEST(!told->xwayland);
    BOOST_TEST(told->clock_asked == 20U);
    BOOST_TEST(told->clock_outside == 0U);
    BOOST_REQUIRE(told->monitors.size() == 1U);
    BOOST_TEST(told->monitors[0].name == "screen");
    BOOST_TEST(told->monitors[0].x == 0);
    BOOST_TEST(told->monitors[0].width == 800);
    BOOST_TEST(told->monitors[0].height == 600);
}

BOOST_AUTO_TEST_CASE(a_clock_of_its_own_is_noticed)
{
    class Ahead final : public ports::Clock {
    public:
        base::Instant now() const noexcept override { return real_.now() + std::chrono::hours(1); }
        void sleep_until(base::Instant) noexcept override {}
        std::string describe() const override { return "ahead"; }

    private:
        devices::SteadyClock real_;
    };
    auto const told = devices::survey(Ahead(), 5);
    BOOST_REQUIRE(told);
    BOOST_TEST(told->clock_outside == 5U);
}

BOOST_AUTO_TEST_CASE(no_server)
{
    devices::SteadyClock const clock;
    auto const told = devices::survey(clock, 1, ":97531");
    BOOST_REQUIRE(!told);
    BOOST_TEST(told.error().what == "no X server answers");
}

BOOST_AUTO_TEST_CASE(sdl_sees_the_same_monitor)
{
    contract::XSession const x;
    devices::SdlSurvey const told = devices::survey(x.session);
    BOOST_TEST(told.driver == "x11");
    BOOST_TEST(told.monitors.size() == 1U);
    BOOST_TEST(told.monitor.width == 800);
    BOOST_TEST(told.monitor.height == 600);
    BOOST_TEST(told.scale == 1.0);
    BOOST_TEST(told.fullscreen);
}

BOOST_AUTO_TEST_SUITE_END()
