// SPDX-License-Identifier: MIT
// Judging presents and counting refreshes, on made-up moments.
#include "devices/sdl/refresh.h"

#include <boost/test/unit_test.hpp>

#include <vector>

namespace {

namespace base = securebase::base;
using securebase::devices::period_from_presents;
using securebase::devices::RefreshGrid;

/// Moments `period` apart, each off by the next of `jitter` (all in us), from 1 s on.
std::vector<base::Instant>
moments(std::size_t count, std::int64_t period, std::vector<std::int64_t> const& jitter = {0})
{
    std::vector<base::Instant> result;
    for (std::size_t i = 0; i < count; ++i) {
        std::int64_t const us = static_cast<std::int64_t>(i) * period + jitter[i % jitter.size()];
        result.push_back(base::instant_from_ns(1'000'000'000 + us * 1'000));
    }
    return result;
}

constexpr base::Instant us(std::int64_t value)
{
    return base::instant_from_ns(value * 1'000);
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_sdl_refresh)

BOOST_AUTO_TEST_CASE(regular_returns_are_a_refresh)
{
    auto const period = period_from_presents(moments(21, 16'683, {0, 100, -100, 50}), 59);
    BOOST_TEST_REQUIRE(period.has_value());
    BOOST_TEST(base::to_ns(*period) == 16'683'000);
}

BOOST_AUTO_TEST_CASE(one_missed_refresh_does_not_change_the_period)
{
    auto returns = moments(21, 16'667);
    for (std::size_t i = 11; i < returns.size(); ++i) {
        returns[i] += base::Duration(16'667'000);
    }
    BOOST_TEST(base::to_ns(period_from_presents(returns, 60).value()) == 16'667'000);
}

BOOST_AUTO_TEST_CASE(presents_that_do_not_wait_are_no_refresh)
{
    BOOST_TEST(!period_from_presents(moments(21, 900), 60));
    BOOST_TEST(!period_from_presents(moments(21, 60'000), 60));
}

BOOST_AUTO_TEST_CASE(irregular_presents_are_no_refresh)
{
    BOOST_TEST(!period_from_presents(moments(21, 16'667, {0, 4'000, -3'000}), 60));
}

BOOST_AUTO_TEST_CASE(too_few_presents_prove_nothing)
{
    BOOST_TEST(!period_from_presents(moments(12, 16'667), 60));
    BOOST_TEST(period_from_presents(moments(13, 16'667), 60).has_value());
    BOOST_TEST(!period_from_presents({}, 60));
}

BOOST_AUTO_TEST_CASE(a_timer_in_whole_milliseconds_is_no_refresh)
{
    BOOST_TEST(!period_from_presents(moments(21, 16'020), 60));
    BOOST_TEST(!period_from_presents(moments(21, 16'000), 0));
    // But a display of 100 or 50 Hz says so.
    BOOST_TEST(period_from_presents(moments(21, 10'000), 100).has_value());
    BOOST_TEST(period_from_presents(moments(21, 20'010), 50).has_value());
}

BOOST_AUTO_TEST_CASE(a_grid_counts_from_its_first_refresh)
{
    RefreshGrid const grid(us(1'000'000), base::Duration(10'000'000));
    BOOST_TEST((grid.at(0) == us(1'000'000)));
    BOOST_TEST((grid.at(3) == us(1'030'000)));
    BOOST_TEST(grid.first_from(us(1'030'000)) == 3);
    BOOST_TEST(grid.first_from(us(1'030'001)) == 4);
    BOOST_TEST(grid.first_from(us(1'029'999)) == 3);
    BOOST_TEST(grid.first_from(us(985'000)) == -1);
    BOOST_TEST(grid.nearest(us(1'034'000)) == 3);
    BOOST_TEST(grid.nearest(us(1'036'000)) == 4);
}

BOOST_AUTO_TEST_CASE(observed_refreshes_move_the_grid_and_better_the_period)
{
    // True period 10.002 ms, first taken for 10 ms.
    RefreshGrid grid(us(1'000'000), base::Duration(10'000'000));
    grid.observe(us(1'100'020));
    BOOST_TEST(base::to_ns(grid.period()) == 10'002'000);
    BOOST_TEST((grid.at(10) == us(1'100'020)));
    BOOST_TEST((grid.at(110) == us(2'100'220)));
    grid.observe(us(2'100'220));
    BOOST_TEST(grid.nearest(us(2'100'220)) == 110);
}

BOOST_AUTO_TEST_CASE(a_grid_knows_when_it_cannot_tell_refreshes_apart)
{
    RefreshGrid grid(us(0), base::Duration(10'000'000));
    // The first period may be off by 0.05 %: a quarter of a period after 500 of them.
    BOOST_TEST(grid.is_sure(us(4'990'000)));
    BOOST_TEST(!grid.is_sure(us(5'010'000)));
    // After 400 counted refreshes the mean is off by less than 0.025 %: good for 1000 more.
    grid.observe(us(4'000'000));
    BOOST_TEST(grid.is_sure(us(13'990'000)));
    BOOST_TEST(!grid.is_sure(us(14'010'000)));
}

BOOST_AUTO_TEST_CASE(after_a_long_silence_the_phase_is_taken_anew_and_the_period_kept)
{
    RefreshGrid grid(us(0), base::Duration(10'000'000));
    grid.observe(us(60'004'000));
    BOOST_TEST(base::to_ns(grid.period()) == 10'000'000);
    BOOST_TEST((grid.at(6'000) == us(60'004'000)));
    BOOST_TEST((grid.at(6'001) == us(60'014'000)));
}

BOOST_AUTO_TEST_SUITE_END()
