// SPDX-License-Identifier: MIT
// Rows derived from sessions written down event by event.
#include "events/rows.h"
#include "events/session_script.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;
using namespace securebase::events;
using base::TimeSource;
using testing::at_us;
using testing::SessionScript;

namespace {

constexpr std::string_view block = R"({"name":"probe","kind":"block"})";
constexpr std::string_view probe =
    R"({"trial":"probe","block":2,"in_block":17,"practice":false,)"
    R"("conditions":{"kind":"neutral","distance":2.5,"load":3,"cue":null,"left":true},)"
    R"("stages":[{"name":"pair","ms":300,"frames":30,"critical":true},)"
    R"({"name":"probe","kind":"keys"},{"name":"gap","ms":500,"frames":50}]})";
constexpr std::string_view rating =
    R"({"trial":"item","block":0,"in_block":1,"conditions":{},"stages":[{"name":"q","kind":"likert"}]})";

/// A probe answered 450 ms after its onset, everything on time.
SessionScript& answered_probe(SessionScript& script, std::uint32_t trial)
{
    return script.trial(trial, probe)
        .onset(0, at_us(100'000, 100'000), 30, 0)
        .onset(1, at_us(400'000, 400'200), {}, 0)
        .response(1, at_us(850'000, 851'000), R"({"value":"E","correct":true})")
        .onset(2, at_us(900'000, 900'000), 50, 0)
        .onset(3, at_us(1'400'000, 1'400'000), {}, 0)
        .end_trial();
}

std::string refusal(SessionScript const& script)
{
    auto const rows = derive_rows(script.events());
    return rows ? "accepted" : rows.error().what;
}

SessionRows rows_of(SessionScript const& script)
{
    auto rows = derive_rows(script.events());
    BOOST_REQUIRE_MESSAGE(rows, (rows ? "" : rows.error().what));
    return std::move(*rows);
}

} // namespace

BOOST_AUTO_TEST_SUITE(rows)

BOOST_AUTO_TEST_CASE(one_row_per_question_with_everything_known_of_it)
{
    SessionScript script;
    script.part(4, block);
    answered_probe(script, 9).end_part().plain(EventKind::session_end, "complete");
    SessionRows const session = rows_of(script);
    BOOST_TEST((session.header == testing::sample_header()));
    BOOST_TEST(session.outcome == "complete");
    BOOST_TEST(session.event_count == 11U);
    BOOST_TEST(session.trial_count == 1U);
    BOOST_REQUIRE(session.rows.size() == 1U);

    ResponseRow expected;
    expected.part = 4;
    expected.part_name = "probe";
    expected.part_kind = "block";
    expected.block = 2;
    expected.trial = 9;
    expected.in_block = 17;
    expected.trial_name = "probe";
    expected.stage = "probe";
    expected.response_kind = "keys";
    expected.conditions = {
        {"distance", "2.5"}, {"kind", "neutral"}, {"left", "true"}, {"load", "3"}};
    expected.response = "E";
    expected.correct = true;
    expected.onset = at_us(400'000, 400'200);
    expected.onset_late = 0;
    expected.offset = at_us(900'000, 900'000);
    expected.answered = at_us(850'000, 851'000);
    expected.rt =
        base::Span{std::chrono::microseconds(449'800), std::chrono::microseconds(451'000)};
    expected.first_rt = expected.rt;
    expected.exposures = {{"pair", 300.0, 300.1, 30, 30, 0}};
    expected.presses = Presses{0, 0, 0, 0};
    expected.anticipated = false;
    expected.grade = Grade::a;
    expected.verdict = "on time";
    BOOST_TEST((session.rows[0] == expected));
}

BOOST_AUTO_TEST_CASE(codes_sent_stand_beside_the_onset_they_tell_of)
{
    SessionScript script;
    script.part(4, block)
        .trial(8, probe)
        .onset(0, at_us(100'000, 100'000), 30, 0)
        .trigger(0, at_us(100'100, 100'120), 3)
        .end_trial("aborted")
        .trial(8, probe)
        .onset(0, at_us(300'000, 300'000), 30, 0)
        .trigger(0, at_us(300'100, 300'120), 3)
        .onset(1, at_us(600'000, 600'000))
        .trigger(1, at_us(600'050, 600'070), 7)
        .end_trial();
    SessionRows const session = rows_of(script);
    BOOST_REQUIRE(session.triggers.size() == 3U);
    BOOST_TEST(!session.triggers[0].complete);
    BOOST_TEST(session.triggers[1].complete);
    TriggerRow expected;
    expected.trial = 8;
    expected.trial_name = "probe";
    expected.block = 2;
    expected.in_block = 17;
    expected.complete = true;
    expected.stage = "probe";
    expected.code = 7;
    expected.onset = at_us(600'000, 600'000);
    expected.sent = at_us(600'050, 600'070);
    BOOST_TEST((session.triggers[2] == expected));
}

BOOST_AUTO_TEST_CASE(a_code_of_what_was_not_shown_is_no_fact)
{
    SessionScript script;
    script.part(4, block).trial(8, probe).onset(0, at_us(100'000, 100'000));
    script.trigger(1, at_us(100'100, 100'120), 3);
    BOOST_TEST(refusal(script) == "event 4 (trigger): stage 1 was not shown last");
}

BOOST_AUTO_TEST_CASE(an_answer_was_given_by_the_input_of_its_moment)
{
    auto const answered_by = [](auto&& inputs) {
        SessionScript script;
        script.part(4, block).trial(1, probe).onset(1, at_us(400'000, 400'200));
        inputs(script);
        script.response(1, at_us(850'000, 851'000), R"({"value":"E"})").end_trial();
        return rows_of(script).rows.at(0).answered_by.value_or("NA");
    };
    auto const then = at_us(850'000, 851'000);
    BOOST_TEST(answered_by([&](SessionScript& s) { s.input(then, "MouseLeft"); }) == "MouseLeft");
    BOOST_TEST(answered_by([&](SessionScript& s) { s.input(then, "G").input(then, "E"); }) == "E");
    BOOST_TEST(answered_by([&](SessionScript& s) { s.input(at_us(1, 2), "E"); }) == "NA");
    BOOST_TEST(answered_by([](SessionScript&) {}) == "NA");
}

BOOST_AUTO_TEST_CASE(changes_give_the_first_rt_and_their_number)
{
    SessionScript script;
    script.part(1, R"({"name":"wm24","kind":"instrument"})");
    script.trial(1, rating)
        .onset(0, at_us(0, 0))
        .change(0, at_us(1'000'000, 1'000'000), R"({"value":4})")
        .change(0, at_us(2'000'000, 2'000'000), R"({"value":5})")
        .change(0, at_us(3'000'000, 3'000'000), R"({"value":6})")
        .response(0, at_us(4'000'000, 4'000'000), R"({"value":6.0})")
        .end_trial();
    script.trial(2, rating)
        .onset(0, at_us(0, 0))
        .response(0, at_us(7000, 7000), R"({"value":1})", 5U)
        .end_trial();
    SessionRows const session = rows_of(script);
    BOOST_TEST(session.outcome == "unfinished");
    BOOST_REQUIRE(session.rows.size() == 2U);
    BOOST_TEST(*session.rows[0].response == "6");
    BOOST_TEST(!session.rows[0].correct);
    BOOST_TEST(session.rows[0].changes == 2);
    BOOST_TEST(session.rows[0].rt->least.count() == 4'000'000'000);
    BOOST_TEST(session.rows[0].first_rt->least.count() == 1'000'000'000);
    BOOST_TEST(session.rows[1].changes == 5);
    BOOST_TEST((session.rows[1].first_rt == session.rows[1].rt));
}

BOOST_AUTO_TEST_CASE(a_question_that_closed_unanswered_keeps_its_first_choice)
{
    SessionScript script;
    script.part(1, block);
    script.trial(1, rating)
        .onset(0, at_us(0, 0))
        .change(0, at_us(5000, 5000), R"({"value":4})")
        .no_response(0)
        .end_trial();
    script.trial(2, rating)
        .onset(0, at_us(0, 0))
        .no_response(0, R"({"correct":false})")
        .end_trial();
    SessionRows const session = rows_of(script);
    BOOST_REQUIRE(session.rows.size() == 2U);
    BOOST_TEST(!session.rows[0].response);
    BOOST_TEST(!session.rows[0].rt);
    BOOST_TEST(!session.rows[0].correct);
    BOOST_TEST(session.rows[0].changes == 0);
    BOOST_TEST(session.rows[0].first_rt->most.count() == 5'000'000);
    BOOST_TEST(!session.rows[1].first_rt);
    BOOST_TEST((session.rows[1].correct == std::optional(false)));
    BOOST_TEST(name_of(session.rows[1].grade) == "A");
}

BOOST_AUTO_TEST_CASE(answers_of_every_shape_become_text)
{
    SessionScript script;
    script.part(1, block);
    std::uint32_t trial = 0;
    for (std::string_view const value :
         {R"("a, \"b\"")", "0.1", "-3", R"(["x","y"])", "[]", "true", "null"}) {
        script.trial(++trial, rating)
            .onset(0, at_us(0, 0))
            .response(0, at_us(1, 1), "{\"value\":" + std::string(value) + "}")
            .end_trial();
    }
    SessionRows const session = rows_of(script);
    std::vector<std::string> texts;
    for (ResponseRow const& row : session.rows) {
        texts.push_back(row.response.value_or("(none)"));
    }
    std::vector<std::string> const expected{
        "a, \"b\"", "0.1", "-3", R"(["x","y"])", "[]", "true", "(none)"};
    BOOST_TEST(texts == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(reading_keeps_the_time_of_each_sentence)
{
    SessionScript script;
    script.part(1, block);
    script.trial(1, rating)
        .onset(0, at_us(0, 0))
        .response(0, at_us(1, 1), R"({"value":"read","parts":[812.5,640],"shown":["b"]})")
        .end_trial();
    std::vector<double> const expected{812.5, 640.0};
    BOOST_TEST(rows_of(script).rows.at(0).parts_ms == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_answer_may_come_while_a_later_stage_is_shown)
{
    SessionScript script;
    script.part(1, block);
    script.trial(1, probe)
        .onset(0, at_us(0, 0), 30, 0)
        .onset(1, at_us(300'000, 300'000), 10, 0)
        .onset(2, at_us(400'000, 400'000), 50, 0)
        .response(1, at_us(500'000, 500'000), R"({"value":"E"})")
        .end_trial("complete", at_us(900'000, 900'000));
    BOOST_TEST(rows_of(script).rows.at(0).rt->least.count() == 200'000'000);
}

BOOST_AUTO_TEST_CASE(the_length_of_the_last_stage_runs_to_the_screen_that_followed)
{
    std::string_view const flash =
        R"({"trial":"t","block":1,"in_block":1,"conditions":{},"stages":[{"name":"q","kind":"keys",)"
        R"("ms":50,"frames":5,"critical":true}]})";
    SessionScript script;
    script.part(1, block);
    script.trial(1, flash)
        .onset(0, at_us(0, 0), 5, 0)
        .no_response(0)
        .onset(1, at_us(50'000, 50'000));
    script.end_trial();
    script.trial(2, flash).onset(0, at_us(0, 0), 5, 0).no_response(0);
    script.end_trial("complete", at_us(60'000, 60'000));
    script.trial(3, flash).onset(0, at_us(0, 0), 5, 0).no_response(0).end_trial();
    SessionRows const session = rows_of(script);
    BOOST_REQUIRE(session.rows.size() == 3U);
    BOOST_TEST((session.rows[0].exposures[0] == Exposure{"q", 50.0, 50.0, 5, 5, 0}));
    BOOST_TEST(name_of(session.rows[0].grade) == "A");
    BOOST_TEST((session.rows[1].exposures[0] == Exposure{"q", 50.0, 60.0, 5, 6, 0}));
    BOOST_TEST(name_of(session.rows[1].grade) == "X");
    BOOST_TEST((session.rows[2].exposures[0] == Exposure{"q", 50.0, {}, 5, {}, 0}));
    BOOST_TEST(name_of(session.rows[2].grade) == "X");
}

BOOST_AUTO_TEST_CASE(without_a_refresh_period_frames_are_not_known)
{
    Header header = testing::sample_header();
    header.frame_ns = 0;
    SessionScript script(header);
    script.part(1, block);
    answered_probe(script, 1);
    BOOST_TEST(
        (rows_of(script).rows.at(0).exposures[0] == Exposure{"pair", 300.0, 300.1, 30, {}, 0}));
}

BOOST_AUTO_TEST_CASE(a_stage_left_out_by_its_condition_yields_nothing)
{
    SessionScript script;
    script.part(1, block);
    script.trial(1, probe).onset(2, at_us(0, 0)).end_trial("complete", at_us(500, 500));
    SessionRows const session = rows_of(script);
    BOOST_TEST(session.trial_count == 1U);
    BOOST_TEST(session.rows.empty());
}

BOOST_AUTO_TEST_CASE(onsets_with_a_target_are_counted_critical_ones_apart)
{
    SessionScript script;
    script.part(1, block);
    answered_probe(script, 1); // All of its four onsets are known to be on time.
    script.trial(2, probe)
        .onset(0, at_us(0, 0), 30)
        .onset(1, at_us(320'000, 320'000), {}, 2)
        .no_response(1)
        .onset(2, at_us(900'000, 900'000), 50)
        .onset(3, {})
        .end_trial();
    std::string_view const masked =
        R"({"trial":"m","block":1,"in_block":1,"conditions":{},"stages":[)"
        R"({"name":"dot","ms":100,"frames":10},{"name":"prime","ms":20,"frames":2,"critical":true},)"
        R"({"name":"mask","ms":20,"frames":2,"critical":true}]})";
    script.trial(3, masked)
        .onset(0, at_us(0, 0), 10)
        .onset(1, at_us(90'000, 90'000), 2, -1)
        .onset(2, {}, 2)
        .onset(3, at_us(140'000, 140'000), {}, 1)
        .end_trial();
    script.trial(4, masked).onset(0, at_us(0, 0), 10).onset(1, at_us(1, 1), 2, 7);
    script.end_trial("aborted");
    SessionRows const session = rows_of(script);
    // planned, missed, missed frames, unknown
    BOOST_TEST((session.critical == Onsets{3, 1, 1, 1}));
    BOOST_TEST((session.others == Onsets{6, 2, 3, 1}));
    BOOST_TEST(*session.rows.at(1).onset_late == 2);
}

BOOST_AUTO_TEST_CASE(a_trial_that_was_stopped_may_begin_again)
{
    SessionScript script;
    script.part(1, block).trial(1, rating).onset(0, at_us(0, 0)).end_trial("aborted");
    script.plain(EventKind::stop, "go_on");
    answered_probe(script, 1);
    BOOST_TEST(rows_of(script).rows.size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_rt_runs_from_the_first_onset_of_the_stage)
{
    SessionScript script;
    script.part(1, block);
    script.trial(1, rating)
        .onset(0, at_us(1000, 1000))
        .onset(0, at_us(3000, 3000))
        .response(0, at_us(5000, 5000), R"({"value":1})")
        .end_trial();
    BOOST_TEST(rows_of(script).rows.at(0).rt->least.count() == 4'000'000);
}

BOOST_AUTO_TEST_CASE(an_unknown_onset_gives_no_rt)
{
    SessionScript script;
    script.part(1, block);
    script.trial(1, rating)
        .onset(0, {})
        .response(0, at_us(5000, 5000), R"({"value":1})")
        .end_trial();
    BOOST_TEST(!rows_of(script).rows.at(0).rt);
    BOOST_TEST(name_of(rows_of(script).rows[0].grade) == "X");
}

BOOST_AUTO_TEST_CASE(only_complete_trials_yield_rows)
{
    SessionScript script;
    script.part(1, block);
    answered_probe(script, 1);
    script.trial(2, rating).onset(0, at_us(0, 0)).response(0, at_us(1, 1), R"({"value":1})");
    script.end_trial("aborted").end_part("aborted").plain(EventKind::session_end, "stopped");
    SessionRows const session = rows_of(script);
    BOOST_TEST(session.outcome == "stopped");
    BOOST_TEST(session.trial_count == 1U);
    BOOST_TEST(session.rows.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_session_cut_off_at_any_event_yields_its_complete_trials)
{
    SessionScript script;
    script.part(1, block);
    answered_probe(script, 1);
    answered_probe(script, 2);
    script.end_part().plain(EventKind::session_end, "complete");
    auto const& events = script.events();
    for (std::size_t count = 1; count <= events.size(); ++count) {
        auto const session = derive_rows(std::span(events).first(count));
        BOOST_REQUIRE(session);
        // Trial 1 ends with event 8 (from 1: 9), trial 2 with event 15 (16).
        std::size_t const complete = count >= 16 ? 2 : count >= 9 ? 1 : 0;
        BOOST_TEST(session->rows.size() == complete);
        BOOST_TEST(session->outcome == (count == events.size() ? "complete" : "unfinished"));
    }
}

BOOST_AUTO_TEST_CASE(a_session_may_end_in_the_middle_of_a_trial)
{
    SessionScript script;
    script.part(1, block).trial(1, rating).plain(EventKind::session_end, "failed");
    SessionRows const session = rows_of(script);
    BOOST_TEST(session.outcome == "failed");
    BOOST_TEST(session.trial_count == 0U);
}

BOOST_AUTO_TEST_CASE(quality_is_kept_in_order)
{
    SessionScript script;
    script.plain(EventKind::quality, "focus lost").part(1, block);
    script.plain(EventKind::note, "coughing").plain(EventKind::quality, "focus gained");
    std::vector<std::string> const expected{"focus lost", "focus gained"};
    BOOST_TEST(rows_of(script).quality == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(where_events_were_lost_the_trial_yields_nothing_and_the_rest_stands)
{
    SessionScript script;
    script.part(1, block);
    answered_probe(script, 1);
    // Lost: the end of trial 2, the begin of trial 3.
    script.trial(2, rating).onset(0, at_us(0, 0)).plain(EventKind::quality, "events lost: 2");
    SessionScript lost; // Only to write events of a trial that never began.
    lost.part(1, block).trial(3, rating).onset(0, at_us(0, 0)).no_response(0).end_trial();
    auto events = script.events();
    for (std::size_t i = 3; i < lost.events().size(); ++i) {
        events.push_back(lost.events()[i]);
        events.back().sequence = events.size() - 1;
    }
    SessionScript rest;
    rest.part(1, block);
    answered_probe(rest, 4).end_part();
    for (std::size_t i = 2; i < rest.events().size(); ++i) {
        events.push_back(rest.events()[i]);
        events.back().sequence = events.size() - 1;
    }
    auto const session = derive_rows(events);
    BOOST_REQUIRE_MESSAGE(session, (session ? "" : session.error().what));
    BOOST_REQUIRE(session->rows.size() == 2U);
    BOOST_TEST(session->rows[0].trial == 1U);
    BOOST_TEST(session->rows[1].trial == 4U);
    BOOST_TEST(session->trial_count == 2U);
}

BOOST_AUTO_TEST_CASE(events_out_of_order_are_refused_with_their_number)
{
    BOOST_TEST(derive_rows({}).error().what == "the session has no events");

    auto events = SessionScript().part(1, block).events();
    std::vector<StoredEvent> const headless(events.begin() + 1, events.end());
    BOOST_TEST(derive_rows(headless).error().what == "event 1 (part_begin): expected event 0");
    events[1].sequence = 5;
    BOOST_TEST(derive_rows(events).error().what == "event 5 (part_begin): expected event 1");
    events.erase(events.begin());
    events[0].sequence = 0;
    BOOST_TEST(derive_rows(events).error().what ==
               "event 0 (part_begin): the session has not begun");

    BOOST_TEST(refusal(SessionScript().plain(EventKind::session_begin, "{}")) ==
               "event 1 (session_begin): the session has begun already");
    BOOST_TEST(refusal(SessionScript().part(1, block).part(2, block)) ==
               "event 2 (part_begin): the part before has not ended");
    BOOST_TEST(refusal(SessionScript().trial(1, rating)) ==
               "event 1 (trial_begin): no part 0 has begun");
    BOOST_TEST(refusal(SessionScript().part(1, block).trial(1, rating).trial(2, rating)) ==
               "event 3 (trial_begin): trial 1 has not ended");
    BOOST_TEST(refusal(SessionScript().part(1, block).trial(2, rating).end_trial().trial(
                   2, rating)) == "event 4 (trial_begin): trial 2 follows trial 2");
    BOOST_TEST(refusal(SessionScript().part(1, block).onset(0, {})) ==
               "event 2 (onset): trial 0 is not running");
    BOOST_TEST(refusal(SessionScript().part(1, block).trial(1, rating).onset(2, {})) ==
               "event 3 (onset): the trial has no stage 2");
    BOOST_TEST(refusal(SessionScript().part(1, block).trial(1, probe).no_response(0)) ==
               "event 3 (no_response): stage 0 asks nothing");
    BOOST_TEST(refusal(SessionScript().part(1, block).trial(1, rating).no_response(0)) ==
               "event 3 (no_response): the question of stage 0 was not shown");
    SessionScript twice;
    twice.part(1, block).trial(1, rating).onset(0, {}).no_response(0);
    twice.response(0, {}, R"({"value":1})");
    BOOST_TEST(refusal(twice) == "event 5 (response): the question of stage 0 is closed");
    BOOST_TEST(refusal(SessionScript().part(1, block).trial(1, rating).end_trial("done")) ==
               "event 3 (trial_end): a trial ends \"complete\" or \"aborted\"");
    BOOST_TEST(refusal(SessionScript().part(1, block).end_trial()) ==
               "event 2 (trial_end): trial 0 is not running");
    BOOST_TEST(refusal(SessionScript().part(1, block).trial(1, rating).end_part()) ==
               "event 3 (part_end): trial 1 has not ended");
    BOOST_TEST(refusal(SessionScript().end_part()) == "event 1 (part_end): part 0 is not running");
    SessionScript after;
    after.plain(EventKind::session_end, "complete").plain(EventKind::note, "");
    BOOST_TEST(refusal(after) == "event 2 (note): the session has ended");
}

BOOST_AUTO_TEST_CASE(texts_that_are_not_as_promised_are_refused)
{
    Header header = testing::sample_header();
    auto events = SessionScript(header).events();
    events[0].text = "{}";
    BOOST_TEST(derive_rows(events).error().what ==
               "event 0 (session_begin): header member 'schema' is missing or not a whole number");
    BOOST_TEST(refusal(SessionScript().part(1, "probe")) ==
               "event 1 (part_begin): its text is not a JSON object");
    BOOST_TEST(refusal(SessionScript().part(1, R"({"name":"probe"})")) ==
               "event 1 (part_begin): member 'kind' is missing, unknown or of the wrong type");
    auto const trial = [](std::string_view text) {
        return refusal(SessionScript().part(1, block).trial(1, text));
    };
    BOOST_TEST(trial(R"({"trial":"t","block":1,"in_block":1,"conditions":{}})") ==
               "event 2 (trial_begin): member 'stages' is missing, unknown or of the wrong type");
    BOOST_TEST(trial(R"({"trial":"t","block":1.5,"in_block":1,"conditions":{},"stages":[]})") ==
               "event 2 (trial_begin): member 'block' is missing, unknown or of the wrong type");
    BOOST_TEST(
        trial(R"({"trial":"t","block":1,"in_block":1,"conditions":{"a":{}},"stages":[]})") ==
        "event 2 (trial_begin): member 'conditions' is missing, unknown or of the wrong type");
    BOOST_TEST(
        trial(
            R"({"trial":"t","block":1,"in_block":1,"conditions":{},"stages":[{"name":"a","frames":-1}]})") ==
        "event 2 (trial_begin): member 'stages' is missing, unknown or of the wrong type");
    BOOST_TEST(
        trial(R"({"trial":"t","block":1,"in_block":1,"conditions":{},"stages":[],"mood":1})") ==
        "event 2 (trial_begin): member 'mood' is missing, unknown or of the wrong type");
    auto const answer = [](std::string_view text) {
        SessionScript script;
        script.part(1, block).trial(1, rating).onset(0, {}).response(0, {}, text);
        return refusal(script);
    };
    BOOST_TEST(answer(R"({"value":{}})") ==
               "event 4 (response): member 'value' is missing, unknown or of the wrong type");
    BOOST_TEST(answer(R"({"correct":true})") ==
               "event 4 (response): member 'value' is missing, unknown or of the wrong type");
    BOOST_TEST(answer(R"({"value":1,"correct":1})") ==
               "event 4 (response): member 'correct' is missing, unknown or of the wrong type");
    BOOST_TEST(answer(R"({"value":1,"parts":["x"]})") ==
               "event 4 (response): member 'parts' is missing, unknown or of the wrong type");
}

BOOST_AUTO_TEST_SUITE_END()
