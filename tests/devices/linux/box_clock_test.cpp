// SPDX-License-Identifier: MIT
// Moments of a foreign clock, worked by hand.
#include "devices/linux/box_clock.h"

#include <boost/test/unit_test.hpp>

namespace {

namespace base = securebase::base;
using securebase::devices::BoxClock;

constexpr base::Instant at_us(std::int64_t us)
{
    return base::instant_from_ns(us * 1000);
}

constexpr base::Instant never = base::Instant::max();

base::Timestamp between_us(std::int64_t earliest, std::int64_t latest)
{
    return {at_us(earliest), at_us(latest), base::TimeSource::hardware};
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_linux_box_clock)

BOOST_AUTO_TEST_CASE(one_bracket_bounds_every_moment)
{
    BoxClock clock;
    BOOST_TEST(!clock.moment_of(0, never).has_value());
    BOOST_TEST(clock.learn(at_us(1'000'000), 5'000, at_us(1'001'000)));
    // At the bracket itself: its width and a microsecond for each count that was cut off.
    BOOST_TEST((clock.moment_of(5'000, never) == between_us(999'999, 1'001'001)));
    // A second later 200 ppm are 200 us more either way, a second earlier too.
    BOOST_TEST((clock.moment_of(1'005'000, never) == between_us(1'999'799, 2'001'201)));
    BOOST_TEST((clock.moment_of(1'005'000, never)->source == base::TimeSource::hardware));
}

BOOST_AUTO_TEST_CASE(what_was_heard_lies_in_the_past)
{
    BoxClock clock;
    clock.learn(at_us(1'000'000), 5'000, at_us(1'001'000));
    BOOST_TEST((clock.moment_of(5'000, at_us(1'000'300)) == between_us(999'999, 1'000'300)));
    BOOST_TEST(!clock.moment_of(5'000, at_us(900'000)).has_value());
}

BOOST_AUTO_TEST_CASE(brackets_sharpen_each_other)
{
    BoxClock clock;
    clock.learn(at_us(1'000'000), 10'000, at_us(1'000'600)); // 0 to 600 us after 990 ms
    BOOST_TEST(clock.learn(at_us(1'009'500), 20'000, at_us(1'010'200)));
    // The second: -500 to 200 us. Ten ms away from the first, whose drift is 2 us then.
    BOOST_TEST((clock.moment_of(20'000, never) == between_us(1'009'997, 1'010'201)));
}

BOOST_AUTO_TEST_CASE(a_box_that_began_anew_is_learnt_anew)
{
    BoxClock clock;
    clock.learn(at_us(1'000'000), 50'000'000, at_us(1'000'100));
    BOOST_TEST(!clock.learn(at_us(2'000'000), 7'000, at_us(2'000'100)));
    BOOST_TEST((clock.moment_of(7'000, never) == between_us(1'999'999, 2'000'101)));
}

BOOST_AUTO_TEST_SUITE_END()
