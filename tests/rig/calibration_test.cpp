// SPDX-License-Identifier: MIT
// Light against stamps, where the truth is known.
#include "base/text.h"
#include "rig/calibration.h"
#include "rig/photodiode_lab.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>

using namespace securebase;
using namespace securebase::rig;
using testing::Lab;
using testing::Truth;

namespace {

PhotodiodeFacts found(Lab const& lab)
{
    return calibrate(lab.shown, lab.capture);
}

bool is_within(double value, double truth, double by)
{
    return std::abs(value - truth) <= by;
}

/// Every other signal of a lamp that blinks.
void blink(Capture& capture, double from_ms, std::size_t times)
{
    for (std::size_t i = 0; i < times; ++i) {
        capture.rises_ms.push_back(from_ms + 2 * static_cast<double>(i));
        capture.falls_ms.push_back(from_ms + 2 * static_cast<double>(i) + 1);
    }
    std::ranges::sort(capture.rises_ms);
    std::ranges::sort(capture.falls_ms);
}

/// Two thousand samples a second of light that takes 2 ms to rise and to fall, and of pulses.
std::string sampled(Capture const& capture)
{
    std::string out = "time_ms\tlight\tttl\n";
    std::size_t cycle = 0;
    std::vector<double> const& pulses = *capture.triggers_ms;
    for (double now = 4'000; now < capture.falls_ms.back() + 500; now += 0.5) {
        cycle += cycle + 1 < pulses.size() && now >= pulses[cycle + 1] ? 1U : 0U;
        double const up = std::clamp((now - capture.rises_ms[cycle] + 1) / 2, 0.0, 1.0);
        double const down = std::clamp((now - capture.falls_ms[cycle] + 1) / 2, 0.0, 1.0);
        bool const pulse = now >= pulses[cycle] && now < pulses[cycle] + 5;
        out += base::format_number(now) + '\t' + base::format_fixed(10 + 80 * (up - down), 6) +
               (pulse ? "\t3.3\n" : "\t0\n");
    }
    return out;
}

} // namespace

BOOST_AUTO_TEST_SUITE(rig_calibration)

BOOST_AUTO_TEST_CASE(the_truth_is_found)
{
    PhotodiodeFacts const facts = found(Lab({.cycles = 640, .noise_ms = 0.08}));
    BOOST_TEST(facts.matched == 640U);
    BOOST_TEST(facts.left_over_ms.empty());
    BOOST_TEST(facts.vouched == 640U);
    BOOST_TEST(facts.stretches == 1U);
    BOOST_TEST(facts.wrong.empty());
    BOOST_TEST(facts.jumps.empty());
    BOOST_TEST((facts.source == base::TimeSource::x_present_flip));
    BOOST_TEST(facts.half_width_ms == 0.05);
    BOOST_REQUIRE(facts.fit);
    BOOST_TEST(is_within(facts.fit->drift_ppm, 37, 0.1), facts.fit->drift_ppm);
    BOOST_TEST(is_within(facts.fit->drift_half_ppm, 0.066, 0.01), facts.fit->drift_half_ppm);
    BOOST_TEST(is_within(facts.fit->sd_ms, 0.08, 0.008), facts.fit->sd_ms);
    BOOST_REQUIRE(facts.lag);
    BOOST_TEST(facts.with_pulse == 640U);
    BOOST_TEST(facts.could_have_pulse == 640U);
    BOOST_TEST(is_within(facts.lag->mean_ms, 8.4, 0.015), facts.lag->mean_ms);
    BOOST_TEST(is_within(facts.lag->sd_ms, 0.08, 0.008), facts.lag->sd_ms);
    BOOST_TEST(is_within(facts.lag->drift_ppm, 0, facts.lag->drift_half_ppm));
    BOOST_REQUIRE(facts.longer_ms);
    BOOST_TEST(is_within(*facts.longer_ms, 0, 0.03), *facts.longer_ms);
}

BOOST_AUTO_TEST_CASE(a_dropped_frame_that_nobody_noticed_is_no_drift)
{
    Lab const lab({.dropped = {60}});
    PhotodiodeFacts const facts = found(lab);
    BOOST_TEST(facts.stretches == 2U);
    BOOST_REQUIRE(facts.fit);
    BOOST_TEST(is_within(facts.fit->drift_ppm, 37, 0.2), facts.fit->drift_ppm);
    BOOST_TEST(is_within(facts.fit->sd_ms, 0.005, 0.001), facts.fit->sd_ms);
    // All that follow are a frame behind their stamps, and none was marked.
    BOOST_TEST_REQUIRE(facts.wrong.size() == 1U);
    BOOST_TEST((facts.wrong.front() == WrongRun{60, 100, 0, 1, false}));
    BOOST_TEST_REQUIRE(facts.jumps.size() == 1U);
    BOOST_TEST((facts.jumps.front() == Jump{60, 1}));
    // The lag is that of the others alone.
    BOOST_TEST(facts.could_have_pulse == 59U);
    BOOST_REQUIRE(facts.lag);
    BOOST_TEST(is_within(facts.lag->mean_ms, 8.4, 0.015), facts.lag->mean_ms);
    BOOST_TEST(is_within(facts.lag->sd_ms, 0.005, 0.001), facts.lag->sd_ms);

    // What a single line through the same pairs makes of it.
    std::vector<ClockPair> pairs;
    for (std::size_t i = 0; i < lab.shown.cycles.size(); ++i) {
        double const ours = base::to_ms(lab.shown.cycles[i].light.shown.likely() - base::Instant{});
        pairs.push_back({ours, lab.capture.rises_ms[i] - ours, 0});
    }
    BOOST_TEST(fit_clock(pairs)->drift_ppm > 37 + 50);
}

BOOST_AUTO_TEST_CASE(a_dropped_frame_that_was_noticed_moves_its_stamp_too)
{
    PhotodiodeFacts const facts = found(Lab({.noticed = {20, 50, 51}}));
    BOOST_TEST(facts.matched == 100U);
    BOOST_TEST(facts.vouched == 97U);
    BOOST_TEST(facts.stretches == 3U);
    BOOST_TEST(facts.wrong.empty());
    BOOST_TEST(is_within(facts.fit->drift_ppm, 37, 0.25), facts.fit->drift_ppm);
}

BOOST_AUTO_TEST_CASE(exposures_of_a_wrong_length_are_listed_and_not_used)
{
    PhotodiodeFacts const facts = found(Lab({.noticed = {70}, .long_lit = {33, 70}}));
    BOOST_TEST_REQUIRE(facts.wrong.size() == 2U);
    BOOST_TEST((facts.wrong[0] == WrongRun{33, 33, 1, 0, false}));
    BOOST_TEST((facts.wrong[1] == WrongRun{70, 70, 1, 0, true}));
    BOOST_TEST(facts.stretches == 3U);
    BOOST_TEST(is_within(facts.fit->drift_ppm, 37, 0.25), facts.fit->drift_ppm);
    BOOST_TEST(facts.fit->kept.size() == 98U);
}

BOOST_AUTO_TEST_CASE(missed_and_spurious_edges_change_nothing)
{
    Lab lab({.missed = {1, 2, 40}});
    double const within = lab.capture.rises_ms[9] + 120;
    double const before = lab.capture.rises_ms[80] - 20;
    double const after = lab.capture.falls_ms.back() + 7'000;
    lab.capture.rises_ms.insert(lab.capture.rises_ms.begin() + 80, before);
    lab.capture.rises_ms.insert(lab.capture.rises_ms.begin() + 10, within);
    lab.capture.falls_ms.push_back(after);
    PhotodiodeFacts const facts = found(lab);
    BOOST_TEST(facts.matched == 97U);
    BOOST_TEST(facts.left_over_ms == std::vector({within, before, after}),
               boost::test_tools::per_element());
    // What is not seen is told.
    BOOST_TEST_REQUIRE(facts.wrong.size() == 2U);
    BOOST_TEST((facts.wrong[0] == WrongRun{1, 2, 0, 0, false, false}));
    BOOST_TEST((facts.wrong[1] == WrongRun{40, 40, 0, 0, false, false}));
    BOOST_TEST(is_within(facts.fit->drift_ppm, 37, 0.1), facts.fit->drift_ppm);
    BOOST_TEST(is_within(facts.lag->mean_ms, 8.4, 0.015), facts.lag->mean_ms);
}

BOOST_AUTO_TEST_CASE(an_instrument_switched_on_late_is_joined_with_the_right_cycles)
{
    Lab lab({.long_lit = {77}});
    auto const cut = [](std::vector<double>& moments, std::size_t count) {
        moments.erase(moments.begin(), moments.begin() + static_cast<std::ptrdiff_t>(count));
    };
    cut(lab.capture.rises_ms, 50);
    cut(lab.capture.falls_ms, 49);
    cut(*lab.capture.triggers_ms, 51);
    PhotodiodeFacts const facts = found(lab);
    BOOST_TEST(facts.matched == 50U);
    BOOST_TEST_REQUIRE(facts.wrong.size() == 2U);
    BOOST_TEST((facts.wrong[0] == WrongRun{1, 50, 0, 0, false, false}));
    BOOST_TEST((facts.wrong[1] == WrongRun{77, 77, 1, 0, false}));
}

BOOST_AUTO_TEST_CASE(single_deviations_are_left_out_and_counted)
{
    Lab lab({});
    lab.capture.rises_ms[25] += 3;
    PhotodiodeFacts const facts = found(lab);
    BOOST_TEST(facts.fit->outliers == 1U);
    BOOST_TEST(is_within(facts.fit->farthest_ms, 3, 0.03), facts.fit->farthest_ms);
    BOOST_TEST(is_within(facts.fit->sd_ms, 0.005, 0.001), facts.fit->sd_ms);
    BOOST_TEST(facts.wrong.empty()); // Less than half a frame.
}

BOOST_AUTO_TEST_CASE(a_panel_slow_to_darken_makes_no_exposure_wrong)
{
    // More than half a frame, all alike.
    PhotodiodeFacts const facts = found(Lab({.longer_ms = 9}));
    BOOST_TEST(is_within(*facts.longer_ms, 9, 0.03), *facts.longer_ms);
    BOOST_TEST(facts.wrong.empty());
}

BOOST_AUTO_TEST_CASE(without_a_trigger_line_there_is_no_lag)
{
    Lab lab({});
    lab.capture.triggers_ms.reset();
    PhotodiodeFacts facts = found(lab);
    BOOST_TEST(!facts.lag);
    BOOST_TEST((facts.no_lag == NoLag::not_recorded));
    lab.capture.triggers_ms.emplace();
    BOOST_TEST((found(lab).no_lag == NoLag::no_pulses));
    lab.capture.triggers_ms = std::vector<double>{1, 2, 3, 4, 5};
    BOOST_TEST((found(lab).no_lag == NoLag::not_joined));
    for (ShownCycle& cycle : lab.shown.cycles) {
        cycle.trigger.reset();
    }
    facts = found(lab);
    BOOST_TEST(!facts.lag);
    BOOST_TEST((facts.no_lag == NoLag::not_sent));
    BOOST_TEST(is_within(facts.fit->drift_ppm, 37, 0.1));
}

BOOST_AUTO_TEST_CASE(light_that_never_came_is_told_though_its_neighbours_are_right)
{
    PhotodiodeFacts const facts = found(Lab({.unlit = {10, 20, 21}}));
    BOOST_TEST(facts.matched == 97U);
    BOOST_TEST(facts.left_over_ms.empty());
    BOOST_TEST_REQUIRE(facts.wrong.size() == 2U);
    BOOST_TEST((facts.wrong[0] == WrongRun{10, 10, 0, 0, false, false}));
    BOOST_TEST((facts.wrong[1] == WrongRun{20, 21, 0, 0, false, false}));
}

BOOST_AUTO_TEST_CASE(a_few_pulses_are_no_lag)
{
    Lab lab({});
    lab.capture.triggers_ms->resize(7);
    PhotodiodeFacts facts = found(lab);
    BOOST_TEST(!facts.lag);
    BOOST_TEST((facts.no_lag == NoLag::too_few));
    BOOST_TEST(facts.with_pulse == 7U);
    BOOST_TEST(facts.could_have_pulse == 100U);
    lab = Lab({});
    lab.capture.triggers_ms->resize(8);
    facts = found(lab);
    BOOST_REQUIRE(facts.lag);
    BOOST_TEST(facts.with_pulse == 8U);
}

BOOST_AUTO_TEST_CASE(an_adapter_that_sends_at_any_time_shows_in_the_lag)
{
    PhotodiodeFacts const facts = found(Lab({.pulse_late_ms = 16}));
    BOOST_REQUIRE(facts.lag);
    BOOST_TEST(is_within(facts.lag->sd_ms, 4.6, 0.5), facts.lag->sd_ms); // 16 / sqrt(12)
    BOOST_TEST(is_within(facts.fit->sd_ms, 0.005, 0.001), facts.fit->sd_ms);
}

BOOST_AUTO_TEST_CASE(the_weakest_of_the_sources_speaks_for_all)
{
    Lab lab({.cycles = 20});
    lab.shown.cycles[7].dark.shown.source = base::TimeSource::poll;
    lab.shown.cycles[8].dark.shown = {}; // Nobody knows: it vouches for nothing either.
    for (std::size_t i = 0; i < 12; ++i) {
        lab.shown.cycles[i].light.shown.earliest -= std::chrono::milliseconds(60);
        lab.shown.cycles[i].dark.shown.earliest -= std::chrono::milliseconds(60);
    }
    PhotodiodeFacts const facts = found(lab);
    BOOST_TEST((facts.source == base::TimeSource::poll));
    BOOST_TEST(facts.half_width_ms == 30.05);
}

BOOST_AUTO_TEST_CASE(both_durations_are_told_whatever_fits)
{
    Lab lab({.cycles = 20});
    for (double& rise : lab.capture.rises_ms) {
        rise *= 1000;
    }
    PhotodiodeFacts const facts = found(lab);
    BOOST_TEST((facts.fault == JoinFault::too_few));
    // 19 cycles of 30 frames and four longer pauses of 18 more, at 60 Hz.
    BOOST_TEST(is_within(facts.shown_ms, 10'700, 0.01), facts.shown_ms);
    BOOST_TEST(is_within(facts.recorded_ms, 10'700'396, 50), facts.recorded_ms);
}

BOOST_AUTO_TEST_CASE(an_edge_at_the_very_border_of_the_window_is_joined)
{
    // 7646.657 - 2646.059476 + 2646.059476 is more than 7646.657 by one bit.
    std::vector<double> const expected{2646.059476, 3146.1, 3646.2, 4446.3, 4946.4, 5446.5};
    std::vector<double> const seen{7646.657, 8146.8, 8646.9, 9447, 9947.1, 10447.2};
    JoinResult const got = join(expected, seen);
    BOOST_TEST((got.fault == JoinFault::none));
    BOOST_TEST(got.joined.left_over.empty());
    BOOST_REQUIRE(got.joined.seen[0]);
    BOOST_TEST(*got.joined.seen[0] == 7646.657);
}

BOOST_AUTO_TEST_CASE(light_that_strays_from_its_stamps_is_told_from_a_straying_instrument)
{
    Lab lab({});
    // 3 ppm more for the light alone: triggers stay.
    for (auto* edges : {&lab.capture.rises_ms, &lab.capture.falls_ms}) {
        for (double& edge : *edges) {
            edge += (edge - 5'000) * 3e-6;
        }
    }
    PhotodiodeFacts const facts = found(lab);
    BOOST_TEST(is_within(facts.lag->drift_ppm, 3, 0.1), facts.lag->drift_ppm);
    BOOST_TEST(is_within(facts.fit->drift_ppm, 40, 0.1), facts.fit->drift_ppm);
}

BOOST_AUTO_TEST_CASE(a_display_that_vouches_for_nothing_gives_nothing)
{
    Lab lab({});
    for (ShownCycle& cycle : lab.shown.cycles) {
        cycle.light.late.reset();
    }
    PhotodiodeFacts const facts = found(lab);
    BOOST_TEST(facts.matched == 100U);
    BOOST_TEST(facts.vouched == 0U);
    BOOST_TEST(!facts.fit);
    BOOST_TEST(!facts.lag);
    BOOST_TEST(!facts.longer_ms);
}

BOOST_AUTO_TEST_CASE(frames_that_nobody_saw_are_passed_over)
{
    Lab lab({});
    lab.shown.cycles[0].light = {};
    lab.shown.cycles[9].dark = {};
    PhotodiodeFacts const facts = found(lab);
    BOOST_TEST(facts.matched == 98U);
    BOOST_TEST(facts.left_over_ms.size() == 2U);
    BOOST_TEST_REQUIRE(facts.wrong.size() == 2U);
    BOOST_TEST((facts.wrong[0] == WrongRun{1, 1, 0, 0, true, false}));
    BOOST_TEST((facts.wrong[1] == WrongRun{10, 10, 0, 0, true, false}));
    BOOST_TEST(is_within(facts.fit->drift_ppm, 37, 0.1));
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_not_joined)
{
    Lab lab({.cycles = 40});
    Capture const good = lab.capture;
    lab.capture.rises_ms.resize(4);
    BOOST_TEST((found(lab).fault == JoinFault::too_few));
    lab.capture = good;
    blink(lab.capture, 4'000, 200);
    BOOST_TEST((found(lab).fault == JoinFault::too_many));
    lab.capture = good;
    base::Random random(3);
    for (auto* edges : {&lab.capture.rises_ms, &lab.capture.falls_ms}) {
        for (double& edge : *edges) {
            edge = random.uniform() * 1e6;
        }
        std::ranges::sort(*edges);
    }
    BOOST_TEST((found(lab).fault == JoinFault::too_few));
}

BOOST_AUTO_TEST_CASE(a_part_without_a_longer_pause_may_be_any)
{
    Lab lab({.cycles = 120}); // 26 to 35 lie between two squares.
    auto const keep = [](std::vector<double>& moments) {
        moments = {moments.begin() + 25, moments.begin() + 35};
    };
    keep(lab.capture.rises_ms);
    keep(lab.capture.falls_ms);
    BOOST_TEST((found(lab).fault == JoinFault::ambiguous));
}

BOOST_AUTO_TEST_CASE(samples_tell_the_truth_too)
{
    Lab lab({.cycles = 40, .noise_ms = 0});
    base::Diagnostics faults;
    auto const read = read_capture("c.csv", sampled(lab.capture), {}, faults);
    BOOST_TEST(to_text(faults) == "");
    BOOST_REQUIRE(read);
    lab.capture = *read;
    PhotodiodeFacts const facts = found(lab);
    BOOST_TEST(facts.matched == 40U);
    BOOST_TEST(facts.left_over_ms.empty());
    BOOST_REQUIRE(facts.fit);
    BOOST_TEST(is_within(facts.fit->drift_ppm, 37, 0.05), facts.fit->drift_ppm);
    BOOST_TEST(facts.fit->sd_ms < 0.001, facts.fit->sd_ms);
    BOOST_REQUIRE(facts.lag);
    // A pulse is taken to begin half way between two samples.
    BOOST_TEST(is_within(facts.lag->mean_ms, 8.4, 0.25), facts.lag->mean_ms);
}

BOOST_AUTO_TEST_SUITE_END()
