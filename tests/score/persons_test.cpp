// SPDX-License-Identifier: MIT
// One row per person and visit: what is joined, what counts, what is said of the rest.
#include "model/check.h"
#include "score/persons.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;
using score::PersonTable;
using score::SessionScores;

namespace {

SessionScores session(char const* participant, char const* experiment)
{
    SessionScores made;
    made.participant = participant;
    made.experiment = experiment;
    made.source = "real";
    made.outcome = "complete";
    made.trials = 10;
    return made;
}

score::Scores part(char const* name, std::vector<score::Score> scores, bool is_task)
{
    score::Scores made;
    made.name = name;
    made.scores = std::move(scores);
    made.is_task = is_task;
    return made;
}

score::Scores scale(double anxiety, double avoidance)
{
    return part("wm24",
                {{"wm24_anxiety", anxiety, 12, "", "1-7", ""},
                 {"wm24_avoidance", avoidance, 12, "", "1-7", ""}},
                false);
}

score::Scores bias(std::optional<double> ms)
{
    score::Scores made = part(
        "attention", {{"attention_threat_bias", ms, 40, "", "ms", ms ? "" : "no trials"}}, true);
    made.excluded = {{"too fast", 2}, {"wrong answer", 3}};
    return made;
}

std::optional<double> cell(PersonTable const& table, std::size_t row, std::string const& column)
{
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].name == column) {
            return table.rows.at(row).values.at(i);
        }
    }
    BOOST_FAIL("no column " + column);
    return {};
}

std::string why(PersonTable const& table, std::size_t row, std::string const& column)
{
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].name == column) {
            return table.rows.at(row).why_missing.at(i);
        }
    }
    return "no column " + column;
}

} // namespace

BOOST_AUTO_TEST_SUITE(score_persons)

BOOST_AUTO_TEST_CASE(scale_and_task_of_one_session_stand_in_one_row)
{
    SessionScores both = session("P01", "session_short");
    both.parts = {scale(2.5, 4), bias(12.5)};
    both.timed_rows = 40;
    both.share_valid_timing = 0.75;
    std::vector<SessionScores> const sessions{both};
    PersonTable const table = score::persons(sessions, "");
    BOOST_TEST_REQUIRE(table.rows.size() == 1U);
    std::vector<std::string> names;
    for (score::PersonColumn const& column : table.columns) {
        names.push_back(column.name);
    }
    std::vector<std::string> const expected{"wm24_anxiety",
                                            "wm24_avoidance",
                                            "attention_threat_bias",
                                            "attention_n_excluded",
                                            "session_short_share_valid_timing"};
    BOOST_TEST(names == expected, boost::test_tools::per_element());
    BOOST_TEST(cell(table, 0, "attention_threat_bias").value() == 12.5);
    BOOST_TEST(cell(table, 0, "attention_n_excluded").value() == 5.0);
    BOOST_TEST(cell(table, 0, "session_short_share_valid_timing").value() == 0.75);
    BOOST_TEST(table.rows[0].sessions == 1);
    BOOST_TEST(table.rows[0].trials == 10U);
    BOOST_TEST(table.rows[0].style == "");
    BOOST_TEST(table.notes.empty());
}

BOOST_AUTO_TEST_CASE(sessions_of_different_experiments_are_joined_by_person_and_visit)
{
    SessionScores questionnaire = session("P01", "scale_only");
    questionnaire.parts = {scale(2.5, 4)};
    SessionScores task = session("P01", "dot_probe_words");
    task.parts = {bias(12.5)};
    task.outcome = "stopped";
    SessionScores later = task;
    later.visit = 2;
    later.outcome = "complete";
    SessionScores other = session("P02", "dot_probe_words");
    other.parts = {bias({})};
    std::vector<SessionScores> const sessions{later, other, questionnaire, task};
    PersonTable const table = score::persons(sessions, "");
    BOOST_TEST_REQUIRE(table.rows.size() == 3U);
    BOOST_TEST(table.rows[0].participant == "P01");
    BOOST_TEST(table.rows[0].visit == 1);
    BOOST_TEST(table.rows[0].sessions == 2);
    BOOST_TEST(table.rows[0].trials == 20U);
    BOOST_TEST(table.rows[0].outcome == "stopped"); // the least good of its sessions
    BOOST_TEST(table.rows[1].visit == 2);
    BOOST_TEST(table.rows[2].participant == "P02");
    BOOST_TEST(cell(table, 0, "wm24_anxiety").value() == 2.5);
    BOOST_TEST(cell(table, 0, "attention_threat_bias").value() == 12.5);
    // What a person did not do is missing, and says why.
    BOOST_TEST(!cell(table, 1, "wm24_anxiety").has_value());
    BOOST_TEST(why(table, 1, "wm24_anxiety") == "not in this session");
    BOOST_TEST(!cell(table, 2, "attention_threat_bias").has_value());
    BOOST_TEST(why(table, 2, "attention_threat_bias") == "no trials");
}

BOOST_AUTO_TEST_CASE(of_several_attempts_the_last_complete_one_counts)
{
    SessionScores first = session("P01", "dot_probe_words");
    first.parts = {bias(1)};
    SessionScores second = first;
    second.attempt = 2;
    second.parts = {bias(2)};
    SessionScores third = first;
    third.attempt = 3;
    third.outcome = "stopped";
    third.parts = {bias(3)};
    std::vector<SessionScores> const sessions{third, first, second};
    PersonTable const table = score::persons(sessions, "");
    BOOST_TEST_REQUIRE(table.rows.size() == 1U);
    BOOST_TEST(cell(table, 0, "attention_threat_bias").value() == 2.0);
    BOOST_TEST(table.rows[0].outcome == "complete");
    BOOST_TEST_REQUIRE(!table.notes.empty());
    BOOST_TEST(table.notes.back() ==
               "P01, visit 1: of several attempts at dot_probe_words attempt 2 (complete) counts");
}

BOOST_AUTO_TEST_CASE(without_a_complete_attempt_the_last_one_counts)
{
    SessionScores first = session("P01", "dot_probe_words");
    first.outcome = "unfinished";
    first.parts = {bias(1)};
    SessionScores second = first;
    second.attempt = 2;
    second.outcome = "stopped";
    second.parts = {bias(2)};
    std::vector<SessionScores> const sessions{second, first};
    BOOST_TEST(cell(score::persons(sessions, ""), 0, "attention_threat_bias").value() == 2.0);
}

BOOST_AUTO_TEST_CASE(a_label_stands_beside_its_rule_and_only_when_asked_for)
{
    SessionScores anxious = session("P01", "session_short");
    anxious.parts = {scale(5, 3)};
    SessionScores middle = session("P02", "session_short");
    middle.parts = {scale(4, 3)};
    std::vector<SessionScores> const sessions{anxious, middle};
    BOOST_TEST(score::persons(sessions, "").rows[0].style == "");
    PersonTable const table = score::persons(sessions, "midpoint");
    BOOST_TEST(table.rows[0].style == "preoccupied");
    BOOST_TEST(table.rows[0].style_rule == "midpoint");
    BOOST_TEST(table.rows[1].style == "undefined");
}

BOOST_AUTO_TEST_CASE(the_header_of_a_session_says_how_it_is_scored)
{
    events::SessionRows rows;
    rows.header.participant = "P01";
    rows.header.experiment = "tour";
    rows.header.measures = "[]";
    rows.header.instruments = "[]";
    rows.outcome = "complete";
    rows.trial_count = 3;
    events::ResponseRow timed;
    timed.part_kind = "block";
    timed.rt = base::Span{base::from_ms(400), base::from_ms(401)};
    timed.exposures.emplace_back();
    for (events::Grade const grade : {events::Grade::a,
                                      events::Grade::b,
                                      events::Grade::c,
                                      events::Grade::x,
                                      events::Grade::v}) {
        timed.grade = grade;
        rows.rows.push_back(timed);
    }
    timed.part_kind = "practice"; // never counts
    rows.rows.push_back(timed);
    auto const scored = score::score_session(rows);
    BOOST_TEST_REQUIRE(scored.has_value());
    BOOST_TEST(scored->timed_rows == 5);
    BOOST_TEST(scored->share_valid_timing.value() == 0.6);
    BOOST_TEST(scored->parts.empty());
    BOOST_TEST(scored->trials == 3U);
}

BOOST_AUTO_TEST_CASE(a_rule_that_is_not_known_is_an_error_not_a_gap)
{
    model::MeasureSpec spec;
    spec.name = "later";
    spec.rule = "from_the_future";
    events::SessionRows rows;
    rows.header.instruments = "[]";
    rows.header.measures = model::measures_to_json({spec});
    auto const scored = score::score_session(rows);
    BOOST_TEST_REQUIRE(!scored.has_value());
    BOOST_TEST(scored.error().what == "the session was recorded with the scoring rule "
                                      "'from_the_future', which this version does not know");
    BOOST_TEST(scored.error().hint == "use a version at least as new as the one that recorded it");
}

BOOST_AUTO_TEST_SUITE_END()
