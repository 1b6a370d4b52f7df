// SPDX-License-Identifier: MIT
// Every branch of the rule that says how far a row's timing can be trusted.
#include "events/grade.h"
#include "events/session_script.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;
using namespace securebase::events;
using base::TimeSource;
using testing::at_us;

namespace {

constexpr base::Duration frame = std::chrono::milliseconds(10);

/// A critical stage that was on its frame for as long as planned.
CriticalEvidence good_stage(TimeSource source = TimeSource::driver)
{
    CriticalEvidence stage;
    stage.exposure.stage = "pair";
    stage.exposure.planned_frames = 30;
    stage.exposure.achieved_frames = 30;
    stage.exposure.late_frames = 0;
    stage.has_target = true;
    stage.onset = source;
    stage.next = source;
    stage.next_late = 0;
    return stage;
}

std::string_view grade(base::Timestamp const& onset,
                       std::optional<base::Timestamp> const& answered,
                       std::vector<CriticalEvidence> const& critical = {},
                       base::Duration period = frame)
{
    return name_of(judge({onset, answered, critical, {}, period}).grade);
}

/// Of an answer that would be graded A but for these.
std::string verdict(std::vector<CriticalEvidence> const& critical,
                    std::vector<std::string> const& doubts = {},
                    base::Timestamp const& onset = at_us(0, 0))
{
    auto const judged = judge({onset, at_us(500'000, 500'000), critical, doubts, frame});
    return std::string(name_of(judged.grade)) + ": " + judged.verdict;
}

/// Of an answer that would be graded A but for this stage.
std::string_view with(CriticalEvidence const& stage)
{
    return grade(at_us(0, 0), at_us(500'000, 500'000), {stage});
}

} // namespace

BOOST_AUTO_TEST_SUITE(grades)

BOOST_AUTO_TEST_CASE(a_and_b_and_c_by_the_width_of_the_interval)
{
    // RT in [498.5, 500.5]: 2 ms wide.
    BOOST_TEST(grade(at_us(500, 1000), at_us(499'500, 501'000)) == "A");
    BOOST_TEST(grade(at_us(500, 1000), at_us(499'500, 501'001)) == "B");
    // 10 ms wide is one frame, 10.001 ms more than one.
    BOOST_TEST(grade(at_us(0, 2000), at_us(492'000, 500'000)) == "B");
    BOOST_TEST(grade(at_us(0, 2000), at_us(492'000, 500'001)) == "C");
    BOOST_TEST(grade(at_us(0, 0, TimeSource::hardware), at_us(1, 1)) == "A");
    BOOST_TEST(grade(at_us(0, 100, TimeSource::drm_flip), at_us(1, 1)) == "A");
    BOOST_TEST(grade(at_us(0, 10'000, TimeSource::oml), at_us(1, 1)) == "B");
}

BOOST_AUTO_TEST_CASE(without_a_known_refresh_period_there_is_no_b)
{
    BOOST_TEST(grade(at_us(0, 2000), at_us(492'000, 500'000), {}, base::Duration{}) == "C");
    BOOST_TEST(grade(at_us(0, 0), at_us(1, 1), {}, base::Duration{}) == "A");
}

BOOST_AUTO_TEST_CASE(an_onset_known_only_from_a_present_call_is_c_however_narrow)
{
    BOOST_TEST(grade(at_us(0, 0, TimeSource::present_return), at_us(1, 1)) == "C");
    BOOST_TEST(grade(at_us(0, 0, TimeSource::gl_finish), at_us(1, 1)) == "C");
    BOOST_TEST(grade(at_us(0, 0, TimeSource::software), at_us(1, 1)) == "C");
    BOOST_TEST(grade(at_us(0, 0, TimeSource::poll), at_us(1, 1)) == "C");
    BOOST_TEST(with(good_stage(TimeSource::software)) == "C");
}

BOOST_AUTO_TEST_CASE(unanswered_is_judged_by_the_onset_alone)
{
    BOOST_TEST(grade(at_us(0, 2000), std::nullopt) == "A");
    BOOST_TEST(grade(at_us(0, 2001), std::nullopt) == "B");
    BOOST_TEST(grade(at_us(0, 10'001), std::nullopt) == "C");
    BOOST_TEST(grade(at_us(0, 0, TimeSource::unknown), std::nullopt) == "X");
}

BOOST_AUTO_TEST_CASE(an_unknown_moment_is_x)
{
    BOOST_TEST(grade(at_us(0, 0, TimeSource::unknown), at_us(1, 1)) == "X");
    BOOST_TEST(grade(at_us(0, 0), at_us(1, 1, TimeSource::unknown)) == "X");
}

BOOST_AUTO_TEST_CASE(virtual_time_is_v_unless_a_critical_stage_failed)
{
    auto const onset = at_us(0, 0, TimeSource::simulated);
    auto const answered = at_us(9, 9, TimeSource::simulated);
    BOOST_TEST(grade(onset, answered) == "V");
    BOOST_TEST(grade(onset, std::nullopt, {good_stage(TimeSource::simulated)}) == "V");
    auto late = good_stage(TimeSource::simulated);
    late.exposure.late_frames = 1;
    BOOST_TEST(grade(onset, answered, {late}) == "X");
}

BOOST_AUTO_TEST_CASE(a_critical_stage_off_its_frame_is_x)
{
    BOOST_TEST(with(good_stage()) == "A");
    auto late = good_stage();
    late.exposure.late_frames = 1;
    BOOST_TEST(with(late) == "X");
    auto early = good_stage();
    early.exposure.late_frames = -1;
    BOOST_TEST(with(early) == "X");
    auto software_late = good_stage(TimeSource::software);
    software_late.exposure.late_frames = 1;
    BOOST_TEST(with(software_late) == "X");
}

BOOST_AUTO_TEST_CASE(an_unknown_lateness_is_x_only_where_the_source_claims_to_know)
{
    auto unknown = good_stage();
    unknown.exposure.late_frames.reset();
    BOOST_TEST(with(unknown) == "X");
    auto software = good_stage(TimeSource::present_return);
    software.exposure.late_frames.reset();
    BOOST_TEST(with(software) == "C");
}

BOOST_AUTO_TEST_CASE(a_critical_stage_that_ended_wrongly_is_x)
{
    auto next_late = good_stage(TimeSource::present_return);
    next_late.next_late = 2;
    BOOST_TEST(with(next_late) == "X");
    auto longer = good_stage();
    longer.exposure.achieved_frames = 31;
    BOOST_TEST(with(longer) == "X");
    auto endless = good_stage();
    endless.next = TimeSource::unknown;
    endless.exposure.achieved_frames.reset();
    BOOST_TEST(with(endless) == "X");
}

BOOST_AUTO_TEST_CASE(a_length_is_not_judged_where_nobody_claims_to_know_it)
{
    auto guessed_end = good_stage();
    guessed_end.next = TimeSource::software;
    guessed_end.exposure.achieved_frames = 31;
    BOOST_TEST(with(guessed_end) == "A");
    auto guessed = good_stage(TimeSource::software);
    guessed.exposure.achieved_frames = 31;
    BOOST_TEST(with(guessed) == "C");
    auto by_answer = good_stage();
    by_answer.exposure.planned_frames.reset();
    by_answer.exposure.achieved_frames = 31;
    by_answer.next_late = 1;
    BOOST_TEST(with(by_answer) == "A");
    auto no_period = good_stage();
    no_period.exposure.achieved_frames.reset();
    BOOST_TEST(with(no_period) == "A");
}

BOOST_AUTO_TEST_CASE(one_bad_stage_among_good_ones_is_enough)
{
    auto late = good_stage();
    late.exposure.late_frames = 1;
    BOOST_TEST(grade(at_us(0, 0), at_us(9, 9), {good_stage(), late}) == "X");
    BOOST_TEST(grade(at_us(0, 0), at_us(9, 9), {good_stage(), good_stage(TimeSource::software)}) ==
               "C");
}

BOOST_AUTO_TEST_CASE(the_verdict_says_what_spoilt_a_critical_stage)
{
    auto stage = good_stage();
    BOOST_TEST(verdict({stage}) == "A: on time");
    stage.exposure.late_frames = 1;
    BOOST_TEST(verdict({stage}) == "X: critical stage 'pair' 1 frame late");
    stage.exposure.late_frames = -2;
    BOOST_TEST(verdict({stage}) == "X: critical stage 'pair' 2 frames early");
    stage.exposure.late_frames.reset();
    BOOST_TEST(verdict({stage}) == "X: critical stage 'pair' lateness unknown");
    stage = good_stage();
    stage.next_late = 3;
    stage.exposure.achieved_frames = 33;
    BOOST_TEST(verdict({stage}) == "X: critical stage 'pair' ended 3 frames late");
    stage.next_late.reset();
    BOOST_TEST(verdict({stage}) == "X: critical stage 'pair' stood 33 of 30 frames");
    stage.next = TimeSource::unknown;
    BOOST_TEST(verdict({stage}) == "X: critical stage 'pair' end unknown");
}

BOOST_AUTO_TEST_CASE(a_critical_stage_whose_onset_nobody_knows_is_x)
{
    auto dropped = good_stage(TimeSource::unknown);
    dropped.exposure.late_frames.reset();
    dropped.next_late = 0;
    BOOST_TEST(verdict({dropped}) == "X: critical stage 'pair' onset unknown");
}

BOOST_AUTO_TEST_CASE(what_had_no_target_is_neither_late_nor_early)
{
    auto first = good_stage();
    first.has_target = false;
    first.exposure.late_frames.reset();
    BOOST_TEST(verdict({first}) == "A: on time");
}

BOOST_AUTO_TEST_CASE(the_verdict_names_every_reason_of_the_grade_and_no_other)
{
    auto late = good_stage();
    late.exposure.late_frames = 1;
    auto software = good_stage(TimeSource::software);
    BOOST_TEST(verdict({late, software},
                       {"focus lost", "input lost", "fan noise"},
                       at_us(0, 0, TimeSource::unknown)) ==
               "X: onset unknown; critical stage 'pair' 1 frame late; input lost; focus lost");
    BOOST_TEST(verdict({software}, {"input mismatch"}, at_us(0, 10'001, TimeSource::poll)) ==
               "C: onset not stamped; critical stage 'pair' not stamped; input mismatch; doubt "
               "above one frame");
    BOOST_TEST(verdict({}, {}, at_us(0, 10'000)) == "B: doubt above 2 ms");
    BOOST_TEST(verdict({}, {"fan noise"}) == "A: on time");
    BOOST_TEST(verdict({}, {"input mismatch"}, at_us(0, 0, TimeSource::simulated)) ==
               "V: virtual time");
    auto const wide = judge({at_us(0, 2001), at_us(9000, 9000), {}, {}, base::Duration{}});
    BOOST_TEST(wide.verdict == "doubt above 2 ms and refresh unknown");
    auto const nowhere = judge({at_us(0, 0), at_us(1, 1, TimeSource::unknown), {}, {}, frame});
    BOOST_TEST(nowhere.verdict == "answer unknown");
}

BOOST_AUTO_TEST_CASE(lost_input_and_lost_focus_are_x_and_a_mismatch_at_best_c)
{
    BOOST_TEST(verdict({}, {"input lost"}) == "X: input lost");
    BOOST_TEST(verdict({}, {"focus lost"}) == "X: focus lost");
    BOOST_TEST(verdict({}, {"input mismatch"}) == "C: input mismatch");
}

BOOST_AUTO_TEST_SUITE_END()
