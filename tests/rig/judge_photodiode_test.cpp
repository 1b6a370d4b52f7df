// SPDX-License-Identifier: MIT
// What is said of light against stamps.
#include "rig/find_line.h"
#include "rig/judge.h"
#include "rig/photodiode_lab.h"
#include "rig/text.h"

#include <boost/test/unit_test.hpp>

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
    facts.lag = Lag{8.4, 0.09, 640, 0.01, 0.07};
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
               "640 of 640 on 2026-03-01, 640 of them vouched for by the display; 0 edges of no "
               "cycle");
    BOOST_TEST(line_of(lines, "photodiode_jitter").value ==
               "SD 0.083 ms of light behind its stamp over 640 exposures");
    BOOST_TEST(line_of(lines, "photodiode_drift").value ==
               "the instrument's clock gains 37.00 ppm (+-0.06, 95 %) on ours, taken out over 1 "
               "stretch without a late frame");
    BOOST_TEST(line_of(lines, "photodiode_rise_fall").value ==
               "light lasts 1.250 ms less than the stamps say");
    BOOST_TEST(line_of(lines, "photodiode_lag").value ==
               "8.400 ms from stamp to light, SD 0.090 ms over 640, drifting 0.01 ppm (+-0.07, 95 "
               "%); what the trigger's adapter takes is not in it");
    BOOST_TEST(*line_of(lines, "photodiode_lag").number == 8.4);
}

BOOST_AUTO_TEST_CASE(a_lag_that_nobody_knows_is_no_zero)
{
    PhotodiodeFacts facts = sample();
    facts.lag.reset();
    for (NoLag const why :
         {NoLag::not_recorded, NoLag::not_sent, NoLag::not_joined, NoLag::too_few}) {
        facts.no_lag = why;
        Line const line = line_of(judged(facts), "photodiode_lag");
        BOOST_TEST((line.verdict == Verdict::unknown));
        BOOST_TEST(!line.number);
        BOOST_TEST(line.value == "not measured");
        BOOST_TEST(line.fix.starts_with("jitter and drift only: the constant lag is unknown"));
    }
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
    facts.lag->drift_ppm = -0.58;
    BOOST_TEST(verdict_of(judged(facts), "photodiode_lag") == "look");
    facts.lag->drift_ppm = -0.56;
    BOOST_TEST(verdict_of(judged(facts), "photodiode_lag") == "good");
    facts.matched = 639;
    BOOST_TEST(verdict_of(judged(facts), "photodiode_cycles") == "look");
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
    facts.wrong = {{17, 1, 0, true}};
    Line line = line_of(judged(facts), "photodiode_frames");
    BOOST_TEST((line.verdict == Verdict::good));
    BOOST_TEST(line.value == "0 of 640; 1 more were marked");
    facts.wrong.push_back({18, 0, 1, false});
    line = line_of(judged(facts), "photodiode_frames");
    BOOST_TEST((line.verdict == Verdict::refuse));
    BOOST_TEST(line.value == "1 of 640; 1 more were marked");
}

BOOST_AUTO_TEST_CASE(without_enough_everything_is_unknown_and_why_is_said)
{
    PhotodiodeFacts facts;
    facts.cycles = 640;
    for (JoinFault const fault : {JoinFault::too_few, JoinFault::too_many, JoinFault::ambiguous}) {
        facts.fault = fault;
        for (Line const& line : judged(facts)) {
            BOOST_TEST((line.verdict == Verdict::unknown), line.id);
            BOOST_TEST(!line.number);
            BOOST_TEST(!line.fix.empty());
        }
    }
    facts = sample();
    facts.fit->kept.resize(9);
    facts.fit->outliers = 1;
    BOOST_TEST(verdict_of(judged(facts), "photodiode_drift") == "good"); // Eight are enough.
    facts.fit->outliers = 2;
    for (std::string const id : {"jitter", "drift", "frames", "rise_fall", "lag"}) {
        BOOST_TEST(verdict_of(judged(facts), "photodiode_" + id) == "unknown", id);
    }
    BOOST_TEST(verdict_of(judged(facts), "photodiode_cycles") == "good");
}

BOOST_AUTO_TEST_CASE(wrong_exposures_are_listed)
{
    BOOST_TEST(to_text(std::vector<WrongExposure>{}) == "");
    BOOST_TEST(to_text(std::vector<WrongExposure>{
                   {400, 0, 1, false}, {77, 1, 0, true}, {78, -2, -1, false}}) ==
               "exposures a frame wrong\n"
               "  cycle  longer by  later by  marked\n"
               "    400          0         1  NO\n"
               "     77          1         0  yes\n"
               "     78         -2        -1  NO\n");
}

BOOST_AUTO_TEST_SUITE_END()
