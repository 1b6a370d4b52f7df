// SPDX-License-Identifier: MIT
// Durations as frames: the table of common panels, halves, limits.
#include "model/frames.h"

#include <boost/test/unit_test.hpp>

#include <cmath>

using namespace securebase;
using namespace securebase::model;

namespace {

base::Duration period_of(double hz)
{
    return base::Duration(static_cast<std::int64_t>(std::llround(1e9 / hz)));
}

std::int64_t frames(double ms, double hz, Rounding rounding = Rounding::nearest)
{
    return to_frames(ms, TimeUnit::milliseconds, period_of(hz), rounding).frames;
}

} // namespace

BOOST_AUTO_TEST_SUITE(model_frames)

BOOST_AUTO_TEST_CASE(common_durations_on_common_panels)
{
    double const panels[] = {60, 75, 100, 120, 144, 240};
    struct Row {
        double ms;
        std::int64_t frames[6];
    };
    // Exactly a half at 20 and 100 ms on 75 Hz, 75 and 125 ms on 60 and 100 Hz, 500 ms on 75 Hz.
    for (Row const& row : {Row{17, {1, 1, 2, 2, 2, 4}},
                           Row{20, {1, 2, 2, 2, 3, 5}},
                           Row{22, {1, 2, 2, 3, 3, 5}},
                           Row{33, {2, 2, 3, 4, 5, 8}},
                           Row{75, {5, 6, 8, 9, 11, 18}},
                           Row{100, {6, 8, 10, 12, 14, 24}},
                           Row{125, {8, 9, 13, 15, 18, 30}},
                           Row{500, {30, 38, 50, 60, 72, 120}}}) {
        for (std::size_t i = 0; i < 6; ++i) {
            BOOST_TEST(frames(row.ms, panels[i]) == row.frames[i],
                       row.ms << " ms at " << panels[i] << " Hz");
        }
    }
}

BOOST_AUTO_TEST_CASE(halves_go_up_whatever_the_last_nanosecond_of_the_period)
{
    for (std::int64_t const ns : {16'666'666, 16'666'667, 16'666'668, 16'665'500, 16'668'000}) {
        auto const plan =
            to_frames(125, TimeUnit::milliseconds, base::Duration(ns), Rounding::nearest);
        BOOST_TEST(plan.frames == 8, ns << " ns");
    }
    // 59.94 Hz: 7.4925 frames are nearer to 7.
    BOOST_TEST(frames(125, 59.94) == 7);
    // A thousandth and a bit below the half.
    BOOST_TEST(
        to_frames(14.9889, TimeUnit::milliseconds, base::Duration(10'000'000), Rounding::nearest)
            .frames == 1);
    BOOST_TEST(
        to_frames(14.9901, TimeUnit::milliseconds, base::Duration(10'000'000), Rounding::nearest)
            .frames == 2);
}

BOOST_AUTO_TEST_CASE(up_and_down_do_what_they_say)
{
    BOOST_TEST(frames(500, 60, Rounding::up) == 30);
    BOOST_TEST(frames(500, 60, Rounding::down) == 30);
    BOOST_TEST(frames(20, 60, Rounding::up) == 2);
    BOOST_TEST(frames(20, 60, Rounding::down) == 1);
    BOOST_TEST(frames(33, 60, Rounding::up) == 2);
    BOOST_TEST(frames(33, 60, Rounding::down) == 1);
    BOOST_TEST(frames(100, 75, Rounding::up) == 8);
    BOOST_TEST(frames(100, 75, Rounding::down) == 7);
    BOOST_TEST(frames(100, 75, Rounding::must_fit) == 8);
}

BOOST_AUTO_TEST_CASE(there_is_always_one_frame)
{
    for (Rounding const rounding :
         {Rounding::must_fit, Rounding::nearest, Rounding::up, Rounding::down}) {
        BOOST_TEST(frames(1, 60, rounding) == 1);
        BOOST_TEST(to_frames(0, TimeUnit::frames, period_of(60), rounding).frames == 1);
    }
}

BOOST_AUTO_TEST_CASE(frames_stay_frames)
{
    auto const plan = to_frames(3, TimeUnit::frames, base::Duration(16'666'667), Rounding::nearest);
    BOOST_TEST(plan.frames == 3);
    BOOST_TEST(plan.requested_ms == 50.000001, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(plan.achievable_ms == 50.000001, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(plan.error_ms() == 0.0);
}

BOOST_AUTO_TEST_CASE(the_error_has_a_sign)
{
    auto const longer = to_frames(125, TimeUnit::milliseconds, period_of(60), Rounding::nearest);
    BOOST_TEST(longer.error_ms() == 8.333336, boost::test_tools::tolerance(1e-9));
    auto const shorter = to_frames(20, TimeUnit::milliseconds, period_of(60), Rounding::nearest);
    BOOST_TEST(shorter.error_ms() == -3.333333, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_SUITE_END()
