// SPDX-License-Identifier: MIT
// Every limit of a screen from both sides; what was not measured is never good.
#include "rig/find_line.h"
#include "rig/judge.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;
using namespace securebase::rig;
using testing::line_of;
using testing::verdict_of;

namespace {

/// A bare X11 session on a monitor at 60 Hz whose frames are flipped.
ScreenFacts good_screen()
{
    ScreenFacts screen;
    screen.display.name = "x11, software, shown by X Present, flip";
    screen.display.rate_source = ports::RateSource::measured;
    screen.display.onset_source = base::TimeSource::x_present_flip;
    screen.driver = "x11";
    screen.by_present = true;
    screen.fullscreen = true;
    screen.composed = false;
    screen.xwayland = false;
    screen.flips = IntervalSummary{.count = 300,
                                   .median_ms = 16.667,
                                   .robust_sd_ms = 0.01,
                                   .mean_ms = 1000.0 / 60,
                                   .longest_ms = 16.7};
    screen.half_width_ms = 0.05;
    screen.mode_hz = 60;
    screen.mode_is_exact = true;
    screen.monitors = 1;
    screen.mirrored = false;
    screen.scale = 1;
    return screen;
}

std::vector<Line> lines_for(ScreenFacts const& screen)
{
    std::vector<Line> lines = judge_screen(screen);
    for (Line const& line : judge_refresh(screen)) {
        lines.push_back(line);
    }
    return lines;
}

/// The same with one thing changed: the verdict on a line.
template <class Change> std::string verdict_when(std::string const& id, Change change)
{
    ScreenFacts screen = good_screen();
    change(screen);
    return verdict_of(lines_for(screen), id);
}

ScreenFacts simulated()
{
    ScreenFacts screen = good_screen();
    screen.display.name = "x11, software, shown by X Present, copy";
    screen.display.rate_source = ports::RateSource::simulated;
    screen.display.onset_source = base::TimeSource::software;
    screen.half_width_ms = 0.01;
    return screen;
}

} // namespace

BOOST_AUTO_TEST_SUITE(rig_judge_screen)

BOOST_AUTO_TEST_CASE(a_bare_screen_is_good_in_every_line)
{
    for (Line const& line : lines_for(good_screen())) {
        BOOST_TEST(name_of(line.verdict) == "good", line.id);
        BOOST_TEST(line.fix == "", line.id);
        BOOST_TEST(!line.limit.empty(), line.id);
    }
    BOOST_TEST((overall(lines_for(good_screen())) == Verdict::good));
}

BOOST_AUTO_TEST_CASE(the_interval_says_what_was_measured)
{
    Line const line = line_of(lines_for(good_screen()), "interval_sd");
    BOOST_TEST(line.value == "16.667 ms, spread 0.010 ms over 300 frames");
    BOOST_TEST(line.limit == "spread at most 0.05 ms");
    BOOST_TEST(*line.number == 0.01);
}

BOOST_AUTO_TEST_CASE(a_made_up_refresh_is_refused_and_judged_no_further)
{
    auto const lines = lines_for(simulated());
    BOOST_TEST(verdict_of(lines, "refresh_source") == "refuse");
    BOOST_TEST(line_of(lines, "refresh_source").value == "simulated");
    BOOST_TEST(verdict_of(lines, "onset") == "refuse");
    for (std::string const id : {"way", "interval_sd", "off_grid", "missed", "rate"}) {
        BOOST_TEST(verdict_of(lines, id) == "unknown", id);
    }
    BOOST_TEST((overall(lines) == Verdict::refuse));
}

BOOST_AUTO_TEST_CASE(a_rate_that_nobody_measured_is_refused)
{
    for (auto const source : {ports::RateSource::assumed, ports::RateSource::reported}) {
        BOOST_TEST(verdict_when("refresh_source",
                                [&](auto& s) { s.display.rate_source = source; }) == "refuse");
    }
}

BOOST_AUTO_TEST_CASE(spread_has_a_limit_that_depends_on_who_stamps)
{
    auto const spread = [](double ms) {
        return verdict_when("interval_sd", [&](auto& s) { s.flips->robust_sd_ms = ms; });
    };
    BOOST_TEST(spread(0.05) == "good");
    BOOST_TEST(spread(0.051) == "look");
    auto const returned = [](double ms) {
        return verdict_when("interval_sd", [&](auto& s) {
            s.display.onset_source = base::TimeSource::present_return;
            s.flips->robust_sd_ms = ms;
        });
    };
    BOOST_TEST(returned(0.5) == "good");
    BOOST_TEST(returned(0.51) == "look");
}

BOOST_AUTO_TEST_CASE(frames_between_refreshes)
{
    auto const off = [](std::uint64_t count, base::TimeSource source) {
        return verdict_when("off_grid", [&](auto& s) {
            s.display.onset_source = source;
            s.flips->off_grid = count;
        });
    };
    BOOST_TEST(off(0, base::TimeSource::x_present_flip) == "good");
    BOOST_TEST(off(1, base::TimeSource::x_present_flip) == "refuse");
    BOOST_TEST(off(1, base::TimeSource::wp_hardware) == "refuse");
    BOOST_TEST(off(0, base::TimeSource::x_present_copy) == "good");
    BOOST_TEST(off(3, base::TimeSource::x_present_copy) == "look"); // 1 % of 300.
    BOOST_TEST(off(4, base::TimeSource::x_present_copy) == "refuse");
}

BOOST_AUTO_TEST_CASE(late_frames_and_unseen_ones)
{
    BOOST_TEST(verdict_when("missed", [](auto& s) { s.flips->missed = 1; }) == "look");
    BOOST_TEST(verdict_when("missed", [](auto& s) { s.flips_unseen = 1; }) == "look");
    ScreenFacts screen = good_screen();
    screen.flips_unseen = 2;
    BOOST_TEST(line_of(lines_for(screen), "missed").value ==
               "0 of 302, longest gap 16.7 ms; nobody said when 2 were shown");
}

BOOST_AUTO_TEST_CASE(too_few_frames_are_unknown)
{
    for (std::string const id : {"interval_sd", "off_grid", "missed", "rate"}) {
        BOOST_TEST(verdict_when(id, [](auto& s) { s.flips.reset(); }) == "unknown", id);
        BOOST_TEST(verdict_when(id, [](auto& s) { s.flips->count = 89; }) == "unknown", id);
        BOOST_TEST(verdict_when(id, [](auto& s) { s.flips->count = 90; }) == "good", id);
    }
}

BOOST_AUTO_TEST_CASE(the_rate_may_be_a_thousandth_off)
{
    auto const rate = [](double hz, bool exact) {
        return verdict_when("rate", [&](auto& s) {
            s.mode_hz = hz;
            s.mode_is_exact = exact;
        });
    };
    BOOST_TEST(rate(60.05, true) == "good"); // 0.083 %
    BOOST_TEST(rate(60.07, true) == "look"); // 0.117 %
    BOOST_TEST(rate(59.94, true) == "look"); // 0.1001 %
    BOOST_TEST(rate(60, false) == "unknown");
    BOOST_TEST(rate(58, false) == "look");
    BOOST_TEST(rate(75, false) == "look");
    BOOST_TEST(verdict_when("rate", [](auto& s) { s.mode_hz.reset(); }) == "unknown");
}

BOOST_AUTO_TEST_CASE(ways_of_showing)
{
    BOOST_TEST(verdict_when("way", [](auto& s) {
                   s.display.onset_source = base::TimeSource::x_present_copy;
               }) == "look");
    auto const plain = [](std::string const& driver, base::TimeSource source) {
        return verdict_when("way", [&](auto& s) {
            s.by_present = false;
            s.driver = driver;
            s.display.onset_source = source;
        });
    };
    auto const kept = [](base::TimeSource source) {
        return verdict_when("way", [&](auto& s) { s.display.onset_source = source; });
    };
    BOOST_TEST(kept(base::TimeSource::wp_hardware) == "good");
    BOOST_TEST(kept(base::TimeSource::wp_software) == "look");
    BOOST_TEST(plain("wayland", base::TimeSource::present_return) == "look");
    BOOST_TEST(plain("x11", base::TimeSource::oml) == "look");
    BOOST_TEST(plain("x11", base::TimeSource::gl_finish) == "look");
    BOOST_TEST(plain("KMSDRM", base::TimeSource::drm_flip) == "good");
    BOOST_TEST(plain("x11", base::TimeSource::software) == "refuse");
    BOOST_TEST(plain("dummy", base::TimeSource::software) == "refuse");
    BOOST_TEST(plain("offscreen", base::TimeSource::present_return) == "refuse");
}

BOOST_AUTO_TEST_CASE(why_the_server_does_not_show_frames_is_said)
{
    ScreenFacts screen = good_screen();
    screen.by_present = false;
    screen.display.onset_source = base::TimeSource::software;
    screen.without_present_because = "not used: the X server has no Present extension";
    screen.unused = {"drm_flip: a window system owns the screen", "oml: it does not tell"};
    BOOST_TEST(line_of(lines_for(screen), "way").fix ==
               "calls return whether or not anything was shown (not used: the X server has no "
               "Present extension; drm_flip: a window system owns the screen; oml: it does not "
               "tell): use an X11 session ('Xorg' at the login screen), not Wayland");
}

BOOST_AUTO_TEST_CASE(an_onset_is_only_as_good_as_its_source)
{
    auto const onset = [](base::TimeSource source, double half_width) {
        return verdict_when("onset", [&](auto& s) {
            s.display.onset_source = source;
            s.half_width_ms = half_width;
        });
    };
    BOOST_TEST(onset(base::TimeSource::x_present_flip, 0.1) == "good");
    BOOST_TEST(onset(base::TimeSource::x_present_flip, 0.101) == "look");
    BOOST_TEST(onset(base::TimeSource::wp_hardware, 0.1) == "good");
    BOOST_TEST(onset(base::TimeSource::wp_hardware, 0.101) == "look");
    BOOST_TEST(onset(base::TimeSource::wp_software, 0.01) == "refuse");
    BOOST_TEST(onset(base::TimeSource::drm_flip, 0.1) == "good");
    BOOST_TEST(onset(base::TimeSource::oml, 0.01) == "look");
    BOOST_TEST(onset(base::TimeSource::gl_finish, 0.01) == "look");
    BOOST_TEST(onset(base::TimeSource::x_present_copy, 0.01) == "look");
    BOOST_TEST(onset(base::TimeSource::present_return, 0.01) == "look");
    BOOST_TEST(onset(base::TimeSource::software, 0.0) == "refuse");
    BOOST_TEST(onset(base::TimeSource::unknown, 0.0) == "refuse");
    BOOST_TEST(verdict_when("onset", [](auto& s) { s.half_width_ms.reset(); }) == "unknown");
}

BOOST_AUTO_TEST_CASE(what_stands_between_us_and_the_glass)
{
    BOOST_TEST(verdict_when("compositor", [](auto& s) { s.composed = true; }) == "look");
    BOOST_TEST(verdict_when("compositor", [](auto& s) { s.composed.reset(); }) == "unknown");
    BOOST_TEST(verdict_when("xwayland", [](auto& s) { s.xwayland = true; }) == "refuse");
    BOOST_TEST(verdict_when("xwayland", [](auto& s) { s.xwayland.reset(); }) == "unknown");
    BOOST_TEST(verdict_when("fullscreen", [](auto& s) { s.fullscreen = false; }) == "look");
    BOOST_TEST(verdict_when("fullscreen", [](auto& s) { s.fullscreen.reset(); }) == "unknown");
    BOOST_TEST(verdict_when("monitors", [](auto& s) { s.monitors = 2; }) == "look");
    BOOST_TEST(verdict_when("monitors", [](auto& s) { s.mirrored = true; }) == "look");
    BOOST_TEST(verdict_when("monitors", [](auto& s) { s.monitors.reset(); }) == "unknown");
    BOOST_TEST(verdict_when("scale", [](auto& s) { s.scale = 1.0005; }) == "good");
    BOOST_TEST(verdict_when("scale", [](auto& s) { s.scale = 1.25; }) == "look");
    BOOST_TEST(verdict_when("scale", [](auto& s) { s.scale.reset(); }) == "unknown");
}

BOOST_AUTO_TEST_CASE(a_long_look)
{
    Watch calm(10);
    calm.add(0.01, 10.0);
    BOOST_TEST(name_of(judge_watch(calm, good_screen()).verdict) == "good");
    BOOST_TEST(name_of(judge_watch(calm, simulated()).verdict) == "unknown");
    Watch late(10);
    late.add(0.02, 20.0);
    BOOST_TEST(name_of(judge_watch(late, good_screen()).verdict) == "look");
    Watch unseen(10);
    unseen.add(0.02, {});
    BOOST_TEST(name_of(judge_watch(unseen, good_screen()).verdict) == "look");
    BOOST_TEST(name_of(judge_watch(Watch(10), good_screen()).verdict) == "unknown");
}

BOOST_AUTO_TEST_SUITE_END()
