// SPDX-License-Identifier: MIT
// What a stamp of a compositor's seat tells, worked by hand.
#include "devices/wayland/seat_input.h"

#include <boost/test/unit_test.hpp>

namespace {

namespace base = securebase::base;
using namespace securebase::devices;

constexpr std::int64_t wall = 1'800'000'000'000'000'000;
base::Instant const heard = base::instant_from_ns(50'000'000'000);

} // namespace

BOOST_AUTO_TEST_SUITE(devices_wayland_seat_stamps)

BOOST_AUTO_TEST_CASE(the_kernel_s_stamps_are_passed_on)
{
    auto const when = moment_of_stamp(49'999'000'700, heard, wall, StampedBy::kernel, {});
    BOOST_TEST_REQUIRE(when.has_value());
    BOOST_TEST((when->source == base::TimeSource::driver));
    BOOST_TEST(base::to_ns(when->earliest) == 49'999'000'700);
    BOOST_TEST(base::to_ns(when->latest) == 49'999'001'700); // Cut to microseconds.
    // One in whole milliseconds, it seems: the time of the core protocol.
    auto const coarse = moment_of_stamp(49'990'000'000, heard, wall, StampedBy::kernel, {});
    BOOST_TEST(base::to_ns(coarse->latest) == 49'991'000'000);
    auto const at_once = moment_of_stamp(50'000'000'000, heard, wall, StampedBy::kernel, {});
    BOOST_TEST(base::to_ns(at_once->latest) == 50'000'000'000);
}

BOOST_AUTO_TEST_CASE(a_compositor_s_own_stamp_reaches_back_to_when_it_was_last_awake)
{
    auto const when = moment_of_stamp(
        49'999'000'700, heard, wall, StampedBy::compositor, base::instant_from_ns(49'997'500'000));
    BOOST_TEST(base::to_ns(when->earliest) == 49'997'500'000);
    BOOST_TEST(base::to_ns(when->latest) == 49'999'001'700);
    BOOST_TEST(base::to_ns(when->likely()) == 49'999'000'700);
    auto const awake_since = moment_of_stamp(
        49'999'000'700, heard, wall, StampedBy::compositor, base::instant_from_ns(49'999'500'000));
    BOOST_TEST(base::to_ns(awake_since->earliest) == 49'999'000'700);
}

BOOST_AUTO_TEST_CASE(stamps_of_the_wall_clock_are_known_by_their_age)
{
    auto const when = moment_of_stamp(wall - 2'000'000, heard, wall, StampedBy::kernel, {});
    BOOST_TEST_REQUIRE(when.has_value());
    BOOST_TEST(base::to_ns(when->earliest) == 49'998'000'000);
}

BOOST_AUTO_TEST_CASE(a_stamp_of_neither_clock_is_no_stamp)
{
    BOOST_TEST(!moment_of_stamp(50'000'000'001, heard, wall, StampedBy::kernel, {}));
    BOOST_TEST(!moment_of_stamp(48'999'999'999, heard, wall, StampedBy::kernel, {}));
    BOOST_TEST(!moment_of_stamp(wall + 1, heard, wall, StampedBy::kernel, {}));
    BOOST_TEST(!moment_of_stamp(wall - 1'000'000'001, heard, wall, StampedBy::kernel, {}));
}

BOOST_AUTO_TEST_SUITE_END()
