// SPDX-License-Identifier: MIT
// A graphics driver that tells of its frames, in virtual time.
#include "devices/sdl/dummy_session.h"
#include "devices/sdl/oml_clock.h"
#include "devices/virtual/clock.h"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace base = securebase::base;
namespace ports = securebase::ports;
using namespace securebase::devices;
using base::TimeSource;

constexpr std::int64_t period_us = 16'683;
constexpr std::int64_t origin_us = 123'456; ///< Of refresh 0.

/// What the driver would say now.
struct Driver {
    VirtualClock clock;
    bool answers = true;
    bool stands_still = false;
    bool counts_frames = true;
    std::int64_t clock_error_us = 0;
    std::int64_t frames = 0;
    std::int64_t waiting = 0;

    OmlCounters now() const
    {
        std::int64_t const us = base::to_ns(clock.now()) / 1'000;
        std::int64_t const number = stands_still ? 50 : (us - origin_us) / period_us;
        return {origin_us + number * period_us + clock_error_us, number, frames};
    }
    OmlDriver driver()
    {
        return {[this](OmlCounters& told) {
                    told = now();
                    return answers;
                },
                [this](OmlCounters& told) {
                    wait_for_frames();
                    told = now();
                    return answers;
                }};
    }
    void present() { waiting += 1; }
    void wait_for_frames()
    {
        for (; waiting > 0; --waiting) {
            std::int64_t const next_us = origin_us + (now().msc + 1) * period_us;
            clock.sleep_until(base::instant_from_ns(next_us * 1'000 + 30'000));
            frames += counts_frames ? 1 : 0;
        }
    }
};

std::string why_not(void (*spoil)(Driver&))
{
    Driver driver;
    spoil(driver);
    auto const opened = OmlClock::open(driver.driver(), driver.clock, false);
    return opened ? "opened" : opened.error().what;
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_sdl_oml_clock)

BOOST_AUTO_TEST_CASE(light_follows_the_stamp_within_a_refresh_or_two)
{
    for (bool const composed : {false, true}) {
        Driver driver;
        auto flips = OmlClock::open(driver.driver(), driver.clock, composed);
        BOOST_TEST_REQUIRE(flips.has_value());
        BOOST_TEST((flips->source() == TimeSource::oml));
        flips->handing_over();
        driver.present();
        auto const told = flips->handed_over({});
        BOOST_TEST_REQUIRE(told.has_value());
        std::int64_t const stamp = driver.now().ust * 1'000;
        BOOST_TEST(base::to_ns(told->shown.earliest) == stamp);
        BOOST_TEST(base::to_ns(told->shown.latest) == stamp + (composed ? 2 : 1) * 16'683'000);
        BOOST_TEST((told->shown.source == TimeSource::oml));
        BOOST_TEST((*told->refresh == ports::Refresh{static_cast<std::uint64_t>(driver.now().msc),
                                                     base::instant_from_ns(stamp)}));
    }
}

BOOST_AUTO_TEST_CASE(of_several_frames_the_last_is_told)
{
    Driver driver;
    auto flips = OmlClock::open(driver.driver(), driver.clock, false);
    BOOST_TEST_REQUIRE(flips.has_value());
    flips->handing_over();
    std::uint64_t const before = flips->latest()->msc;
    driver.present();
    driver.present();
    auto const told = flips->handed_over({});
    BOOST_TEST_REQUIRE(told.has_value());
    BOOST_TEST(told->refresh->msc == before + 2);
}

BOOST_AUTO_TEST_CASE(counters_that_are_no_clock_s_are_refused)
{
    BOOST_TEST(why_not([](Driver&) {}) == "opened");
    BOOST_TEST(why_not([](Driver& d) { d.answers = false; }) ==
               "the graphics driver does not count refreshes");
    BOOST_TEST(why_not([](Driver& d) { d.stands_still = true; }) ==
               "the graphics driver's count of refreshes stands still");
    BOOST_TEST(why_not([](Driver& d) { d.clock_error_us = 2'000'000; }) ==
               "the graphics driver stamps refreshes by another clock");
}

BOOST_AUTO_TEST_CASE(what_is_not_this_frame_s_is_not_told)
{
    Driver driver;
    auto flips = OmlClock::open(driver.driver(), driver.clock, false);
    BOOST_TEST_REQUIRE(flips.has_value());
    auto const told = [&] {
        flips->handing_over();
        driver.present();
        return flips->handed_over({}).has_value();
    };
    BOOST_TEST(told());
    driver.counts_frames = false;
    BOOST_TEST(!told());
    driver.counts_frames = true;
    driver.clock_error_us = -1'500'000;
    BOOST_TEST(!told());
    driver.clock_error_us = 0;
    driver.answers = false;
    BOOST_TEST(!told());
}

BOOST_AUTO_TEST_CASE(a_window_that_is_no_x_window_has_none)
{
    securebase::contract::DummySession const dummy;
    auto const driver = oml_driver(dummy.session);
    BOOST_TEST_REQUIRE(!driver.has_value());
    BOOST_TEST(driver.error().what == "the window is no X window");
}

BOOST_AUTO_TEST_SUITE_END()
