// SPDX-License-Identifier: MIT
// What is said of light against stamps.
#include "rig/find_line.h"
#include "rig/judge.h"
#include "rig/photodiode_lab.h"
#include "rig/text.h"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace securebase;
using namespace securebase::rig;
using securebase::testing::line_of;
using securebase::testing::verdict_of;

namespace {

PhotodiodeFacts sample()
{
    PhotodiodeFacts facts;
    facts.cycles = facts.matched = facts.vouched = 640;
    facts.stretches = 1;
    facts.period_ms = 16.7;
    facts.longer_ms = -1.25;
    facts.fit = ClockFit{.drift_ppm = 37.004,
                         .drift_half_ppm = 0.06,
                         .sd_ms = 0.0834,
                         .kept = std::vector<bool>(640, true),
                         .level_ms = {0}};
    facts.source = base::TimeSource::x_present_flip;
    facts.half_width_ms = 0.05;
    facts.shown_ms = facts.recorded_ms = 330'000;
    facts.could_have_pulse = facts.with_pulse = 640;
    facts.lag = Lag{8.4, 0.09, 640, 0, 0.01, 0.07};
    return facts;
}

std::vector<Line> judged(PhotodiodeFacts const& facts)
{
    return judge_photodiode(facts, "2026-03-01");
}

} // namespace

BOOST_AUTO_TEST_SUITE(rig_judge_photodiode)

BOOST_AUTO_TEST_CASE(a_good_screen)
{
    std::vector<Line> const lines = judged(sample());
    for (Line const& line : lines) {
        BOOST_TEST((line.verdict == Verdict::good), line.id);
        BOOST_TEST(line.group == "photodiode");
    }
    BOOST_TEST(line_of(lines, "photodiode_cycles").value ==
               "640 of 640 on 2026-03-01, 640 of them vouched for by the display (x_present_flip, "
               "give or take 0.050 ms); 0 edges of no cycle");
    BOOST_TEST(line_of(lines, "photodiode_jitter").value ==
               "SD 0.083 ms of light behind its stamp over 640 exposures");
    BOOST_TEST(line_of(lines, "photodiode_drift").value ==
               "the instrument's clock gains 37.00 ppm (+-0.06, 95 %) on ours, taken out over 1 "
               "stretch without a late frame");
    BOOST_TEST(line_of(lines, "photodiode_rise_fall").value ==
               "light lasts 1.250 ms less than the stamps say");
    BOOST_TEST(line_of(lines, "photodiode_lag").value ==
               "8.400 ms from stamp to light, SD 0.090 ms; 640 of 640 exposures have a pulse; "
               "drifting 0.01 ppm (+-0.07, 95 %); what the trigger's adapter takes is not in it");
    BOOST_TEST(*line_of(lines, "photodiode_lag").number == 8.4);
    BOOST_TEST(*lag_to_keep(lines) == 8.4);
}

BOOST_AUTO_TEST_CASE(a_lag_that_nobody_knows_is_no_zero)
{
    PhotodiodeFacts facts = sample();
    facts.lag.reset();
    facts.with_pulse = 6;
    for (NoLag const why : {NoLag::not_recorded,
                            NoLag::not_sent,
                            NoLag::no_pulses,
                            NoLag::not_joined,
                            NoLag::too_few}) {
        facts.no_lag = why;
        Line const line = line_of(judged(facts), "photodiode_lag");
        BOOST_TEST((line.verdict == Verdict::unknown));
        BOOST_TEST(!line.number);
        BOOST_TEST(line.value == "not measured");
        BOOST_TEST(line.fix.starts_with("jitter and drift only: the constant lag is unknown"));
        BOOST_TEST(!lag_to_keep(judged(facts)));
    }
    BOOST_TEST(line_of(judged(facts), "photodiode_lag")
                   .fix.ends_with("only 6 of 640 exposures have a pulse"));
}

BOOST_AUTO_TEST_CASE(limits)
{
    PhotodiodeFacts facts = sample();
    facts.fit->sd_ms = 0.12;
    facts.fit->drift_half_ppm = 0.5;
    BOOST_TEST(verdict_of(judged(facts), "photodiode_jitter") == "good");
    BOOST_TEST(verdict_of(judged(facts), "photodiode_drift") == "good");
    facts.fit->sd_ms = 0.121;
    facts.fit->drift_half_ppm = 0.51;
    BOOST_TEST(verdict_of(judged(facts), "photodiode_jitter") == "look");
    BOOST_TEST(verdict_of(judged(facts), "photodiode_drift") == "look");
    facts.longer_ms = 8.4; // Half of 16.7 is 8.35.
    BOOST_TEST(verdict_of(judged(facts), "photodiode_rise_fall") == "refuse");
    facts.matched = 639;
    BOOST_TEST(verdict_of(judged(facts), "photodiode_cycles") == "look");
}

BOOST_AUTO_TEST_CASE(a_lag_must_be_possible_steady_and_known)
{
    auto const verdict = [](double mean, double sd, double drift, double half) {
        PhotodiodeFacts facts = sample();
        facts.lag = Lag{mean, sd, 640, 0, drift, half};
        std::vector<Line> const lines = judged(facts);
        std::string const said = verdict_of(lines, "photodiode_lag");
        BOOST_TEST(lag_to_keep(lines).has_value() == (said == "good"));
        return said;
    };
    BOOST_TEST(verdict(-16.6, 0.12, 0, 0.07) == "good");
    BOOST_TEST(verdict(250, 0.12, 0, 0.07) == "good");
    BOOST_TEST(verdict(-16.8, 0.09, 0, 0.07) == "refuse"); // A refresh is 16.7 ms.
    BOOST_TEST(verdict(-191.31, 0.09, 0, 0.07) == "refuse");
    BOOST_TEST(verdict(250.1, 0.09, 0, 0.07) == "refuse");
    BOOST_TEST(verdict(8.4, 0.121, 0, 0.07) == "look");
    BOOST_TEST(verdict(8.4, 0.09, -0.56, 0.07) == "good");
    BOOST_TEST(verdict(8.4, 0.09, -0.58, 0.07) == "look");
    BOOST_TEST(verdict(8.4, 0.09, 0, 0.5) == "good");
    BOOST_TEST(verdict(8.4, 0.09, 0, 0.51) == "look"); // Not better for being less known.
}

BOOST_AUTO_TEST_CASE(a_lag_of_few_pulses_or_with_many_left_out_is_none)
{
    PhotodiodeFacts facts = sample();
    facts.with_pulse = 320;
    facts.lag->outliers = 3;
    facts.lag->count = 317;
    Line line = line_of(judged(facts), "photodiode_lag");
    BOOST_TEST((line.verdict == Verdict::good));
    BOOST_TEST(line.value ==
               "8.400 ms from stamp to light, SD 0.090 ms; 320 of 640 exposures have a pulse, 3 "
               "left out; drifting 0.01 ppm (+-0.07, 95 %); what the trigger's adapter takes is "
               "not in it");
    facts.lag->outliers = 4;
    BOOST_TEST(verdict_of(judged(facts), "photodiode_lag") == "look");
    facts.lag->outliers = 0;
    facts.with_pulse = 319;
    line = line_of(judged(facts), "photodiode_lag");
    BOOST_TEST((line.verdict == Verdict::look));
    BOOST_TEST(line.fix.starts_with("most exposures have no pulse"));
}

BOOST_AUTO_TEST_CASE(a_lag_is_not_kept_when_another_line_refuses)
{
    PhotodiodeFacts facts = sample();
    facts.longer_ms = -401;
    BOOST_TEST(verdict_of(judged(facts), "photodiode_lag") == "good");
    BOOST_TEST(!lag_to_keep(judged(facts)));
}

BOOST_AUTO_TEST_CASE(a_jump_is_told_by_its_cycle_and_accuses_neither_side)
{
    PhotodiodeFacts facts = sample();
    facts.wrong = {{1, 319, 0, -1, false}};
    facts.jumps = {{320, 1}};
    std::vector<Line> const lines = judged(facts);
    Line const frames = line_of(lines, "photodiode_frames");
    BOOST_TEST((frames.verdict == Verdict::refuse));
    BOOST_TEST(frames.value == "319 of 640; 0 more were marked; from cycle 320 on light is 1 frame "
                               "later than before");
    BOOST_TEST(frames.fix.find("nobody knows which side is right") != std::string::npos);
    BOOST_TEST(verdict_of(lines, "photodiode_lag") == "look");
    facts.jumps = {{320, 2}, {340, -1}, {350, 1}, {360, 1}};
    BOOST_TEST(line_of(judged(facts), "photodiode_frames").value ==
               "319 of 640; 0 more were marked; from cycle 320 on light is 2 frames later than "
               "before; from cycle 340 on light is 1 frame earlier than before; from cycle 350 on "
               "light is 1 frame later than before, and so on");
}

BOOST_AUTO_TEST_CASE(exposures_without_light_are_looked_at)
{
    PhotodiodeFacts facts = sample();
    facts.matched = 576;
    facts.wrong = {{10, 73, 0, 0, false, false}, {80, 80, 0, 0, true, false}};
    Line const line = line_of(judged(facts), "photodiode_frames");
    BOOST_TEST((line.verdict == Verdict::look));
    BOOST_TEST(line.value == "0 of 576; 0 more were marked; of 64 more no light was seen");
    BOOST_TEST(*line.number == 0.0);
}

BOOST_AUTO_TEST_CASE(stamps_that_are_not_the_display_s_own_are_looked_at)
{
    using base::TimeSource;
    PhotodiodeFacts facts = sample();
    for (TimeSource const source :
         {TimeSource::drm_flip, TimeSource::wp_hardware, TimeSource::x_present_flip}) {
        facts.source = source;
        BOOST_TEST(verdict_of(judged(facts), "photodiode_cycles") == "good");
    }
    for (TimeSource const source : {TimeSource::x_present_copy,
                                    TimeSource::poll,
                                    TimeSource::software,
                                    TimeSource::simulated}) {
        facts.source = source;
        BOOST_TEST(verdict_of(judged(facts), "photodiode_cycles") == "look");
    }
    BOOST_TEST(line_of(judged(facts), "photodiode_cycles").fix.starts_with("the stamps are not"));
}

BOOST_AUTO_TEST_CASE(a_wrong_unit_is_suspected_where_the_durations_say_so)
{
    PhotodiodeFacts facts;
    facts.fault = JoinFault::too_few;
    facts.shown_ms = 16'004;
    auto const fix = [&](double recorded_ms) {
        facts.recorded_ms = recorded_ms;
        return line_of(judged(facts), "photodiode_cycles").fix;
    };
    BOOST_TEST(fix(16'004'235) ==
               "the recording lasts 16004.235 s from its first light to its last, what was shown "
               "16.004 s: is the unit of its times right?");
    for (double const recorded : {16.0, 40.0, 0.016, 2e10}) {
        BOOST_TEST(fix(recorded).ends_with("is the unit of its times right?"), recorded);
    }
    for (double const recorded : {0.0, 16'004.0, 300'000.0}) {
        BOOST_TEST(fix(recorded).starts_with("too few edges fit the cycles"), recorded);
    }
}

BOOST_AUTO_TEST_CASE(too_many_left_out_are_no_jitter_at_all)
{
    PhotodiodeFacts facts = sample();
    facts.fit->outliers = 6;
    facts.fit->farthest_ms = 2.5;
    Line const few = line_of(judged(facts), "photodiode_jitter");
    BOOST_TEST((few.verdict == Verdict::good));
    BOOST_TEST(few.value == "SD 0.083 ms of light behind its stamp over 634 exposures; 6 left out, "
                            "up to 2.500 ms");
    facts.fit->outliers = 7;
    BOOST_TEST(verdict_of(judged(facts), "photodiode_jitter") == "look");
}

BOOST_AUTO_TEST_CASE(only_exposures_that_nobody_marked_count_against_it)
{
    PhotodiodeFacts facts = sample();
    facts.wrong = {{17, 17, 1, 0, true}};
    Line line = line_of(judged(facts), "photodiode_frames");
    BOOST_TEST((line.verdict == Verdict::good));
    BOOST_TEST(line.value == "0 of 640; 1 more were marked");
    facts.wrong.push_back({18, 19, 0, 1, false});
    line = line_of(judged(facts), "photodiode_frames");
    BOOST_TEST((line.verdict == Verdict::refuse));
    BOOST_TEST(line.value == "2 of 640; 1 more were marked");
}

BOOST_AUTO_TEST_CASE(without_enough_everything_is_unknown_and_why_is_said)
{
    PhotodiodeFacts facts;
    facts.cycles = 640;
    for (JoinFault const fault : {JoinFault::too_few, JoinFault::too_many, JoinFault::ambiguous}) {
        facts.fault = fault;
        BOOST_TEST(!is_judged(facts));
        std::set<std::string> fixes;
        for (Line const& line : judged(facts)) {
            BOOST_TEST((line.verdict == Verdict::unknown), line.id);
            BOOST_TEST(!line.number);
            BOOST_TEST(!line.fix.empty());
            fixes.insert(line.fix);
        }
        BOOST_TEST(fixes.size() == 2U); // The cause once; the others say where it stands.
        BOOST_TEST(fixes.contains("see 'cycles seen by the photodiode'"));
    }
    facts = sample();
    facts.fit->kept.resize(9);
    facts.fit->outliers = 1;
    BOOST_TEST(is_judged(facts));
    BOOST_TEST(verdict_of(judged(facts), "photodiode_drift") == "good"); // Eight are enough.
    facts.fit->outliers = 2;
    BOOST_TEST(!is_judged(facts));
    BOOST_TEST(line_of(judged(facts), "photodiode_jitter").fix.starts_with("fewer than 8"));
    BOOST_TEST(line_of(judged(facts), "photodiode_lag").fix == "see 'photodiode jitter'");
    for (std::string const id : {"jitter", "drift", "frames", "rise_fall", "lag"}) {
        BOOST_TEST(verdict_of(judged(facts), "photodiode_" + id) == "unknown", id);
    }
    BOOST_TEST(verdict_of(judged(facts), "photodiode_cycles") == "good");
}

BOOST_AUTO_TEST_CASE(exceptions_are_listed_in_runs)
{
    BOOST_TEST(exceptions_of(sample()) == "");
    PhotodiodeFacts facts = sample();
    facts.wrong = {{1, 319, 0, -1, false},
                   {400, 400, 1, 0, true},
                   {401, 402, -2, 2, false},
                   {500, 500, 0, 0, false, false}};
    BOOST_TEST(exceptions_of(facts) == "exposures not as their stamps say\n"
                                       "  cycles 1-319, NOT marked, 1 frame earlier than most\n"
                                       "  cycle 400, marked, 1 frame longer\n"
                                       "  cycles 401-402, NOT marked, 2 frames shorter, 2 frames "
                                       "later than most\n"
                                       "  cycle 500, NOT marked, no light seen\n");
    facts.wrong.clear();
    facts.left_over_ms = {5321.25, 6000};
    BOOST_TEST(exceptions_of(facts) == "edges of no cycle, by the instrument's clock\n"
                                       "  5321.250, 6000.000 ms\n");
    facts.left_over_ms.assign(22, 7);
    BOOST_TEST(exceptions_of(facts).ends_with("7.000 ms and 2 more\n"));
}

BOOST_AUTO_TEST_CASE(only_neighbours_that_are_wrong_alike_make_a_run)
{
    std::vector<WrongRun> runs;
    append(runs, {1, 1, 0, 1, false});
    append(runs, {2, 2, 0, 1, false});
    append(runs, {4, 4, 0, 1, false});
    append(runs, {5, 5, 1, 1, false});
    append(runs, {6, 6, 1, 1, true});
    append(runs, {7, 7, 1, 1, true, false});
    std::vector<WrongRun> const expected{{1, 2, 0, 1, false},
                                         {4, 4, 0, 1, false},
                                         {5, 5, 1, 1, false},
                                         {6, 6, 1, 1, true},
                                         {7, 7, 1, 1, true, false}};
    BOOST_TEST((runs == expected));
}

BOOST_AUTO_TEST_SUITE_END()
