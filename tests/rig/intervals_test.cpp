// SPDX-License-Identifier: MIT
// Medians, spreads and refreshes, worked out by hand.
#include "rig/intervals.h"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace securebase::rig;

BOOST_AUTO_TEST_SUITE(rig_intervals)

BOOST_AUTO_TEST_CASE(even_intervals_have_no_spread)
{
    std::vector<double> const ms(300, 16.0);
    auto const sum = summarize_intervals(ms);
    BOOST_REQUIRE(sum);
    BOOST_TEST(sum->count == 300U);
    BOOST_TEST(sum->median_ms == 16.0);
    BOOST_TEST(sum->robust_sd_ms == 0.0);
    BOOST_TEST(sum->mean_ms == 16.0);
    BOOST_TEST(sum->longest_ms == 16.0);
    BOOST_TEST(sum->off_grid == 0U);
    BOOST_TEST(sum->missed == 0U);
}

BOOST_AUTO_TEST_CASE(the_spread_is_the_median_distance)
{
    // Distances from the median 10: 1 0.5 0 0.5 1 -> their median 0.5.
    auto const sum = summarize_intervals(std::vector{9.0, 9.5, 10.0, 10.5, 11.0});
    BOOST_REQUIRE(sum);
    BOOST_TEST(sum->median_ms == 10.0);
    BOOST_TEST(sum->robust_sd_ms == 0.7413, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(refreshes_that_passed_are_counted)
{
    // 10 10 10 20 10 40: one missed, then three; six intervals over ten refreshes in 100 ms.
    auto const sum = summarize_intervals(std::vector{10.0, 10.0, 10.0, 20.0, 10.0, 40.0});
    BOOST_REQUIRE(sum);
    BOOST_TEST(sum->median_ms == 10.0);
    BOOST_TEST(sum->missed == 4U);
    BOOST_TEST(sum->off_grid == 0U);
    BOOST_TEST(sum->mean_ms == 10.0);
    BOOST_TEST(sum->longest_ms == 40.0);
}

BOOST_AUTO_TEST_CASE(a_tenth_is_still_on_the_grid)
{
    auto const grid = [](double odd) {
        return summarize_intervals(std::vector{10.0, 10.0, 10.0, 10.0, odd})->off_grid;
    };
    BOOST_TEST(grid(11.0) == 0U);
    BOOST_TEST(grid(11.1) == 1U);
    BOOST_TEST(grid(9.0) == 0U);
    BOOST_TEST(grid(8.9) == 1U);
    BOOST_TEST(grid(21.0) == 0U);
    BOOST_TEST(grid(21.1) == 1U);
    BOOST_TEST(grid(0.1) == 1U); // No frame takes no refresh.
}

BOOST_AUTO_TEST_CASE(too_few_say_nothing)
{
    BOOST_TEST(!summarize_intervals({}));
    BOOST_TEST(!summarize_intervals(std::vector{16.0}));
    BOOST_TEST(!summarize_intervals(std::vector{0.0, 0.0, 0.0}));
    BOOST_TEST(!summarize_delays({}));
}

BOOST_AUTO_TEST_CASE(the_99th_of_a_hundred)
{
    std::vector<double> ms;
    for (int i = 100; i >= 1; --i) {
        ms.push_back(i);
    }
    auto const sum = summarize_delays(ms);
    BOOST_REQUIRE(sum);
    BOOST_TEST(sum->count == 100U);
    BOOST_TEST(sum->median_ms == 50.5);
    BOOST_TEST(sum->p99_ms == 99.0);
    BOOST_TEST(sum->worst_ms == 100.0);
    BOOST_TEST(quantile(std::vector{1.0, 2.0}, 0.0) == 1.0);
    BOOST_TEST(quantile(std::vector{1.0, 2.0}, 1.0) == 2.0);
}

BOOST_AUTO_TEST_SUITE_END()
