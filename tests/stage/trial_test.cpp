// SPDX-License-Identifier: MIT
// The course of a trial in exact virtual time.
#include "stage/trial.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;
using stage::StageTiming;
using stage::TrialCourse;
using Due = stage::TrialCourse::Due;

namespace {

constexpr base::Duration period{16'000'000};

base::Instant at_ms(std::int64_t ms)
{
    return base::instant_from_ns(ms * 1'000'000);
}

base::Timestamp shown_at(std::int64_t ms)
{
    return base::Timestamp::exact(at_ms(ms), base::TimeSource::simulated);
}

StageTiming timed(std::int64_t frames)
{
    return {.frames = frames, .limit = {}, .window = {}, .asks = false};
}

StageTiming question(std::optional<std::int64_t> limit = {})
{
    return {.frames = {}, .limit = limit, .window = {}, .asks = true};
}

} // namespace

BOOST_AUTO_TEST_SUITE(stage_trial)

BOOST_AUTO_TEST_CASE(the_first_stage_is_due_at_once_and_has_no_plan)
{
    TrialCourse const course({timed(10)}, period);
    TrialCourse::Step const step = course.next(at_ms(5));
    BOOST_TEST((step.due == Due::show));
    BOOST_TEST((step.when == at_ms(5)));
    BOOST_TEST(!step.planned);
}

BOOST_AUTO_TEST_CASE(what_follows_a_length_is_handed_over_ahead_of_its_moment)
{
    TrialCourse course({timed(10), question(10), timed(1)}, period, base::from_ms(12));
    course.shown(0, shown_at(100));
    // 100 + 160 - 4 is the moment, 244 the time to say so.
    BOOST_TEST((course.next(at_ms(243)).when == at_ms(244)));
    TrialCourse::Step const due = course.next(at_ms(244));
    BOOST_TEST((due.due == Due::show));
    BOOST_TEST((due.when == at_ms(256)));
    // Somebody may still answer: the end of a limit is not anticipated.
    course.shown(1, shown_at(260));
    BOOST_TEST((course.next(at_ms(415)).due == Due::wait));
    BOOST_TEST((course.next(at_ms(416)).when == at_ms(416)));
}

BOOST_AUTO_TEST_CASE(a_timed_stage_ends_a_quarter_period_before_its_last_refresh)
{
    TrialCourse course({timed(10), timed(1)}, period);
    course.shown(0, shown_at(100));
    TrialCourse::Step const waiting = course.next(at_ms(200));
    BOOST_TEST((waiting.due == Due::wait));
    BOOST_TEST((waiting.when == at_ms(100 + 160 - 4)));
    TrialCourse::Step const due = course.next(at_ms(256));
    BOOST_TEST((due.due == Due::show));
    BOOST_TEST(due.planned);
    BOOST_TEST((due.when == at_ms(256)));
}

BOOST_AUTO_TEST_CASE(an_answer_ends_an_untimed_stage_at_once)
{
    TrialCourse course({question(), timed(1)}, period);
    course.shown(0, shown_at(0));
    BOOST_TEST((course.next(at_ms(5000)).due == Due::wait));
    BOOST_TEST((course.next(at_ms(5000)).when == at_ms(6000)));
    course.answered(0);
    TrialCourse::Step const step = course.next(at_ms(5001));
    BOOST_TEST((step.due == Due::show));
    BOOST_TEST((step.when == at_ms(5001)));
    BOOST_TEST(!step.planned);
}

BOOST_AUTO_TEST_CASE(a_limit_ends_an_unanswered_stage)
{
    TrialCourse course({question(100)}, period);
    course.shown(0, shown_at(0));
    BOOST_TEST((course.next(at_ms(1595)).due == Due::wait));
    BOOST_TEST((course.next(at_ms(1596)).due == Due::show));
    course.shown(1, shown_at(1600));
    BOOST_TEST((course.expire(at_ms(1660)) == std::vector<std::size_t>{0}));
    BOOST_TEST((course.next(at_ms(1660)).due == Due::end));
}

BOOST_AUTO_TEST_CASE(what_was_done_before_the_limit_counts_after_the_next_picture_too)
{
    TrialCourse course({question(100), timed(10)}, period);
    course.shown(0, shown_at(40));
    course.shown(1, shown_at(1640));
    // Devices may report 60 ms late.
    BOOST_TEST(course.expire(at_ms(1700) - base::Duration{1}).empty());
    BOOST_TEST((course.next(at_ms(1641)).when == at_ms(1700)));
    BOOST_TEST(!course.asked_at(at_ms(40) - base::Duration{1}).has_value());
    BOOST_TEST((course.asked_at(at_ms(40)) == std::optional<std::size_t>(0)));
    BOOST_TEST((course.asked_at(at_ms(1640) - base::Duration{1}) == std::optional<std::size_t>(0)));
    BOOST_TEST(!course.asked_at(at_ms(1640)).has_value());
    BOOST_TEST((course.expire(at_ms(1700)) == std::vector<std::size_t>{0}));
    BOOST_TEST(!course.asked_at(at_ms(1639)).has_value());
}

BOOST_AUTO_TEST_CASE(an_answer_that_decides_what_follows_is_due_when_that_is_chosen)
{
    StageTiming fork = question(100);
    fork.decides = true;
    TrialCourse course({fork, timed(10)}, period);
    course.shown(0, shown_at(0));
    BOOST_TEST((course.asked_at(at_ms(1596) - base::Duration{1}) == std::optional<std::size_t>(0)));
    BOOST_TEST(!course.asked_at(at_ms(1596)).has_value());
    BOOST_TEST((course.expire(at_ms(1596)) == std::vector<std::size_t>{0}));
    BOOST_TEST((course.next(at_ms(1596)).due == Due::show));
}

BOOST_AUTO_TEST_CASE(with_a_length_in_frames_that_is_chosen_a_whole_frame_ahead)
{
    StageTiming fork = timed(10);
    fork.asks = true;
    fork.decides = true;
    TrialCourse course({fork, timed(10)}, period, base::from_ms(12));
    course.shown(0, shown_at(0));
    BOOST_TEST((course.asked_at(at_ms(144) - base::Duration{1}) == std::optional<std::size_t>(0)));
    BOOST_TEST(!course.asked_at(at_ms(144)).has_value());
    BOOST_TEST((course.expire(at_ms(144)) == std::vector<std::size_t>{0}));
    BOOST_TEST((course.next(at_ms(144)).due == Due::show));
    BOOST_TEST((course.next(at_ms(144)).when == at_ms(156)));
}

BOOST_AUTO_TEST_CASE(each_of_two_questions_takes_what_was_done_in_its_time)
{
    TrialCourse course({question(10), question(10)}, period);
    course.shown(0, shown_at(0));
    course.shown(1, shown_at(160));
    BOOST_TEST((course.open_stage() == std::optional<std::size_t>(1)));
    BOOST_TEST((course.asked_at(at_ms(159)) == std::optional<std::size_t>(0)));
    BOOST_TEST((course.asked_at(at_ms(160)) == std::optional<std::size_t>(1)));
    BOOST_TEST((course.expire(at_ms(220)) == std::vector<std::size_t>{0}));
    BOOST_TEST((course.asked_at(at_ms(319)) == std::optional<std::size_t>(1)));
    BOOST_TEST(!course.asked_at(at_ms(320)).has_value());
}

BOOST_AUTO_TEST_CASE(an_answer_does_not_shorten_a_fixed_display)
{
    StageTiming fixed = timed(10);
    fixed.asks = true;
    TrialCourse course({fixed}, period);
    course.shown(0, shown_at(0));
    course.answered(0);
    BOOST_TEST((course.next(at_ms(100)).due == Due::wait));
    BOOST_TEST((course.next(at_ms(156)).due == Due::show));
}

BOOST_AUTO_TEST_CASE(a_window_outlasts_its_stage_and_the_last_one)
{
    StageTiming brief = timed(2);
    brief.asks = true;
    brief.window = std::chrono::milliseconds(300);
    TrialCourse course({brief, timed(5)}, period);
    course.shown(0, shown_at(0));
    course.shown(1, shown_at(32));
    BOOST_TEST(course.is_open(0));
    course.shown(2, shown_at(112));
    TrialCourse::Step const waiting = course.next(at_ms(120));
    BOOST_TEST((waiting.due == Due::wait));
    BOOST_TEST((waiting.when == at_ms(360)));
    BOOST_TEST((course.asked_at(at_ms(299)) == std::optional<std::size_t>(0)));
    BOOST_TEST(!course.asked_at(at_ms(300)).has_value());
    BOOST_TEST(course.expire(at_ms(359)).empty());
    BOOST_TEST((course.expire(at_ms(360)) == std::vector<std::size_t>{0}));
    BOOST_TEST(course.expire(at_ms(361)).empty());
    BOOST_TEST((course.next(at_ms(361)).due == Due::end));
}

BOOST_AUTO_TEST_CASE(an_answer_in_the_window_ends_the_wait)
{
    StageTiming brief = timed(2);
    brief.asks = true;
    brief.window = std::chrono::milliseconds(300);
    TrialCourse course({brief}, period);
    course.shown(0, shown_at(0));
    course.shown(1, shown_at(32));
    course.answered(0);
    BOOST_TEST((course.next(at_ms(120)).due == Due::end));
}

BOOST_AUTO_TEST_CASE(without_a_window_the_question_closes_with_its_display)
{
    StageTiming fixed = timed(2);
    fixed.asks = true;
    TrialCourse course({fixed, timed(5)}, period);
    course.shown(0, shown_at(0));
    course.shown(1, shown_at(32));
    BOOST_TEST((course.asked_at(at_ms(31)) == std::optional<std::size_t>(0)));
    BOOST_TEST(!course.asked_at(at_ms(32)).has_value());
    BOOST_TEST((course.expire(at_ms(92)) == std::vector<std::size_t>{0}));
    BOOST_TEST(!course.open_stage().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
