// SPDX-License-Identifier: MIT
// Lines through refreshes whose period is known.
#include "devices/sdl/refresh_line.h"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <vector>

namespace {

namespace base = securebase::base;
namespace ports = securebase::ports;
using namespace securebase::devices;

constexpr std::int64_t period = 16'683'350; // 59.94 Hz, which systems call 60 or 59.

/// The refreshes 700, 701, ... of a display switched on at an odd moment, 20 us about their time.
std::vector<ports::Refresh> display(std::size_t count, std::int64_t ns = period)
{
    std::vector<ports::Refresh> out;
    for (std::size_t i = 0; i < count; ++i) {
        auto const number = static_cast<std::int64_t>(i);
        std::int64_t const off = (number * 7 % 5 - 2) * 10'000;
        out.push_back({700 + i, base::instant_from_ns(5'123'456'789 + number * ns + off)});
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_sdl_refresh_line)

BOOST_AUTO_TEST_CASE(coming_refreshes_are_told_by_number)
{
    RefreshLine line(display(1).front(), base::Duration(16'000'000));
    auto const seen = display(60);
    RefreshLine told(seen.front(), base::Duration(period));
    for (ports::Refresh const& one : seen) {
        told.observe(one);
    }
    BOOST_TEST(std::abs(base::to_ns(told.period()) - period) < 300);
    // A second later, without having looked.
    auto const later = base::instant_from_ns(5'123'456'789 + 120 * period);
    BOOST_TEST(std::abs(base::to_ns(told.at(820) - later)) < 30'000);
    BOOST_TEST(told.first_from(later - base::Duration(100'000)) == 820U);
    BOOST_TEST(told.first_from(later + base::Duration(100'000)) == 821U);
    BOOST_TEST(told.first_from(base::Instant{}) == 393U); // 307.1 periods before.
    BOOST_TEST(line.first_from(base::Instant::min() + base::Duration(1'000'000'000'000)) == 1U);
}

BOOST_AUTO_TEST_CASE(what_lies_off_the_line_moves_it_only_when_it_stays_off)
{
    auto const seen = display(40);
    RefreshLine line(seen.front(), base::Duration(period));
    for (ports::Refresh const& one : seen) {
        line.observe(one);
    }
    base::Instant const expected = line.at(760);
    ports::Refresh const stray{741, line.at(741) + base::Duration(6'000'000)};
    BOOST_TEST(!line.holds(stray));
    line.observe(stray);
    BOOST_TEST((line.at(760) == expected));
    // Another mode: 20 ms from now on.
    base::Instant const anew = stray.at;
    for (std::int64_t i = 1; i <= 3; ++i) {
        line.observe({741 + static_cast<std::uint64_t>(i), anew + i * base::Duration(20'000'000)});
    }
    BOOST_TEST(base::to_ns(line.period()) == 20'000'000);
    BOOST_TEST((line.at(760) == anew + 19 * base::Duration(20'000'000)));
}

BOOST_AUTO_TEST_CASE(only_a_display_that_keeps_time_is_believed)
{
    BOOST_TEST(what_is_wrong_with(display(30)) == "");
    BOOST_TEST(what_is_wrong_with(display(11)) == "too few refreshes were told");
    BOOST_TEST(what_is_wrong_with(display(30, 60'000'000)) ==
               "its refreshes keep no period of a display");
    auto back = display(30);
    back[9].msc = back[8].msc;
    BOOST_TEST(what_is_wrong_with(back) == "its refreshes are not counted upwards");
}

BOOST_AUTO_TEST_CASE(a_refresh_that_varies_is_not_believed)
{
    std::vector<ports::Refresh> seen{{700, base::instant_from_ns(5'123'456'789)}};
    for (std::uint64_t i = 1; i < 30; ++i) {
        base::Duration const took(i % 3 == 0 ? 9'000'000 : 13'000'000);
        seen.push_back({700 + i, seen.back().at + took});
    }
    BOOST_TEST(what_is_wrong_with(seen) == "its refreshes come irregularly");
}

BOOST_AUTO_TEST_CASE(a_refresh_that_is_a_divided_clock_is_not_believed)
{
    std::vector<ports::Refresh> seen;
    for (std::uint64_t msc = 6'000; msc < 6'030; ++msc) {
        auto const us = static_cast<std::int64_t>(msc * 16'667 + msc % 3 * 200);
        seen.push_back({msc, base::instant_from_ns(us * 1'000)});
    }
    BOOST_TEST(what_is_wrong_with(seen) == "its refreshes are made up by a program");
}

BOOST_AUTO_TEST_SUITE_END()
