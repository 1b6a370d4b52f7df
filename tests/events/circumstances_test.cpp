// SPDX-License-Identifier: MIT
// What was pressed and doubted around a question, by its own time.
#include "events/event.h"
#include "events/rows.h"
#include "events/session_script.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;
using namespace securebase::events;
using testing::at_us;
using testing::SessionScript;

namespace {

constexpr std::string_view block = R"({"name":"probe","kind":"block"})";
constexpr std::string_view probe =
    R"({"trial":"t","block":1,"in_block":1,"conditions":{},"stages":[{"name":"dot","ms":100,)"
    R"("frames":10},{"name":"probe","kind":"keys"},{"name":"gap","ms":500,"frames":50}]})";
constexpr std::string_view two =
    R"({"trial":"t","block":1,"in_block":1,"conditions":{},"stages":[{"name":"one","kind":"keys"},)"
    R"({"name":"two","kind":"keys"}]})";

base::Timestamp ms(std::int64_t when)
{
    return at_us(when * 1000, when * 1000);
}

/// The dot at `from` ms, the probe 100 ms later, answered after another 400 ms, then the gap.
SessionScript& answered(SessionScript& script, std::uint32_t trial, std::int64_t from)
{
    return script.trial(trial, probe)
        .onset(0, ms(from), 10)
        .onset(1, ms(from + 100), {}, 0)
        .input(ms(from + 500), "E")
        .response(1, ms(from + 500), R"({"value":"E"})")
        .onset(2, ms(from + 510), 50);
}

SessionScript& end(SessionScript& script, std::int64_t at)
{
    return script.onset(3, ms(at), {}, 0).end_trial("complete", ms(at));
}

std::vector<ResponseRow> rows_of(SessionScript const& script)
{
    auto rows = derive_rows(script.events());
    BOOST_REQUIRE_MESSAGE(rows, (rows ? "" : rows.error().what));
    return std::move(rows->rows);
}

std::string count(std::optional<std::int64_t> const& number)
{
    return number ? std::to_string(*number) : "NA";
}

/// "before open after late held anticipated"
std::string around(ResponseRow const& row)
{
    auto const& presses = row.presses;
    std::string const four = presses ? count(presses->before) + " " + count(presses->open) + " " +
                                           count(presses->after) + " " + count(presses->late)
                                     : "NA NA NA NA";
    return four + " " + count(row.held) + " " +
           (row.anticipated ? *row.anticipated ? "yes" : "no" : "NA");
}

std::string doubts(ResponseRow const& row)
{
    std::string all;
    for (std::string const& doubt : row.doubts) {
        all += doubt + ".";
    }
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(circumstances)

BOOST_AUTO_TEST_CASE(presses_before_the_onset_while_open_and_after_the_answer)
{
    SessionScript script;
    script.part(1, block);
    answered(script, 1, 1000);
    script.input(ms(1099), "F").input(ms(1100), "F").input(ms(1499), "F").input(ms(1501), "F");
    end(script, 2010);
    auto const rows = rows_of(script);
    BOOST_TEST(around(rows.at(0)) == "1 2 1 0 NA yes");
}

BOOST_AUTO_TEST_CASE(presses_belong_to_the_trial_of_their_time_whenever_they_are_heard_of)
{
    SessionScript script;
    script.part(1, block);
    end(answered(script, 1, 1000), 2010);
    script.input(ms(2500), "F"); // In the pause.
    answered(script, 2, 3000);
    script.input(ms(2999), "F").input(ms(1050), "F").input(ms(3050), "F");
    end(script, 4010);
    auto const rows = rows_of(script);
    BOOST_TEST(around(rows.at(0)) == "1 0 2 0 NA yes");
    BOOST_TEST(around(rows.at(1)) == "1 0 0 0 NA yes");
}

BOOST_AUTO_TEST_CASE(a_press_after_a_question_has_closed_is_late)
{
    auto const pressed_at = [](std::int64_t when, base::Timestamp const& closed) {
        SessionScript script;
        script.part(1, block).trial(1, probe).onset(0, ms(1000), 10).onset(1, ms(1100), {}, 0);
        script.onset(2, ms(2000), 50).input(ms(when), "E").no_response(1, {}, closed);
        end(script, 2500);
        return around(rows_of(script).at(0));
    };
    BOOST_TEST(pressed_at(1999, {}) == "0 1 0 0 NA no");
    BOOST_TEST(pressed_at(2000, {}) == "0 0 0 1 NA no");
    // Answers counted until 2300 ms although the picture went at 2000 ms.
    BOOST_TEST(pressed_at(2299, ms(2300)) == "0 1 0 0 NA no");
    BOOST_TEST(pressed_at(2300, ms(2300)) == "0 0 0 1 NA no");
}

BOOST_AUTO_TEST_CASE(each_press_counts_once_at_the_latest_question_shown)
{
    SessionScript script;
    script.part(1, block).trial(1, two).onset(0, ms(0));
    script.input(ms(300), "E").response(0, ms(300), R"({"value":"E"})");
    script.input(ms(305), "E").onset(1, ms(310)).input(ms(700), "E");
    script.response(1, ms(700), R"({"value":"E"})").onset(2, ms(710)).end_trial();
    auto const rows = rows_of(script);
    BOOST_TEST(around(rows.at(0)) == "0 0 1 0 NA no");
    BOOST_TEST(around(rows.at(1)) == "0 0 0 0 NA no");
}

BOOST_AUTO_TEST_CASE(an_answer_faster_than_100_ms_is_an_anticipation)
{
    auto const answered_after = [](std::int64_t earliest_us, std::int64_t latest_us) {
        SessionScript script;
        auto const when = at_us(earliest_us, latest_us);
        script.part(1, block).trial(1, two).onset(0, ms(0)).input(when, "E");
        script.response(0, when, R"({"value":"E"})").onset(1, ms(200)).no_response(1).end_trial();
        return *rows_of(script).at(0).anticipated;
    };
    BOOST_TEST(answered_after(99'999, 99'999));
    BOOST_TEST(!answered_after(100'000, 100'000));
    BOOST_TEST(answered_after(95'000, 104'999)); // The likeliest moment decides.
    BOOST_TEST(!answered_after(95'000, 105'000));
}

BOOST_AUTO_TEST_CASE(what_was_down_at_the_onset_was_held)
{
    SessionScript script;
    script.part(1, block);
    answered(script, 1, 1000); // E at 1500 ms ...
    end(script, 2010);
    answered(script, 2, 3000);
    script.release(ms(3100), "E"); // ... up at the next probe's onset, to the nanosecond.
    end(script, 4010);
    answered(script, 3, 5000);
    script.release(ms(5101), "E");
    end(script, 6010);
    auto const rows = rows_of(script);
    BOOST_TEST(*rows.at(0).held == 0);
    BOOST_TEST(*rows.at(1).held == 0); // E was pressed again at 3500 ms and held.
    BOOST_TEST(*rows.at(2).held == 1);
}

BOOST_AUTO_TEST_CASE(what_went_down_on_a_screen_that_is_no_trial_was_held_too)
{
    SessionScript script;
    script.part(1, block);
    end(answered(script, 1, 1000).release(ms(1600), "E"), 2010);
    answered(script, 2, 3000).release(ms(3600), "E").release(ms(3200), "Space");
    end(script, 4010);
    end(answered(script, 3, 5000).release(ms(5600), "E"), 6010);
    auto const rows = rows_of(script);
    BOOST_TEST(*rows.at(0).held == 0);
    BOOST_TEST(*rows.at(1).held == 1);
    BOOST_TEST(*rows.at(2).held == 0);
}

BOOST_AUTO_TEST_CASE(escape_says_nothing_of_questions)
{
    SessionScript script;
    script.part(1, block);
    script.input(ms(500), "Escape");
    answered(script, 1, 1000).input(ms(1050), "Escape").release(ms(1600), "E");
    end(script, 2010);
    BOOST_TEST(around(rows_of(script).at(0)) == "0 0 0 0 0 no");
}

BOOST_AUTO_TEST_CASE(keys_of_typed_answers_are_not_known)
{
    constexpr std::string_view typed =
        R"({"trial":"t","block":1,"in_block":1,"conditions":{},"stages":[{"name":"q","kind":"type"}]})";
    SessionScript script;
    script.part(1, block).trial(1, typed).onset(0, ms(0));
    script.response(0, ms(900), R"({"value":"well"})").end_trial("complete", ms(910));
    BOOST_TEST(around(rows_of(script).at(0)) == "0 NA 0 0 NA no");
}

BOOST_AUTO_TEST_CASE(doubts_belong_to_the_trials_of_their_time)
{
    SessionScript script;
    script.part(1, block).doubt(at_us(990'000, 999'999), "input mismatch"); // Before everything.
    end(answered(script, 1, 1000), 2010);
    answered(script, 2, 3000).doubt(ms(1200), "input lost").doubt(ms(1201), "input lost");
    script.doubt(at_us(2'000'000, 3'000'000), "input mismatch"); // Either trial, or the pause.
    end(script, 4010);
    end(answered(script, 3, 5000).doubt({}, "fan noise"), 6010);
    script.doubt(ms(7000), "input lost"); // After everything.
    auto const rows = rows_of(script);
    BOOST_TEST(doubts(rows.at(0)) == "input lost.input mismatch.");
    BOOST_TEST(rows.at(0).verdict == "input lost");
    BOOST_TEST(around(rows.at(0)) == "NA NA NA NA NA NA");
    BOOST_TEST(doubts(rows.at(1)) == "input mismatch.");
    BOOST_TEST(rows.at(1).verdict == "input mismatch");
    BOOST_TEST(around(rows.at(1)) == "0 0 0 0 NA no");
    BOOST_TEST(doubts(rows.at(2)) == "fan noise.");
    BOOST_TEST(rows.at(2).verdict == "on time");
}

BOOST_AUTO_TEST_CASE(focus_is_away_until_it_comes_back_or_a_key_is_heard)
{
    auto const session = [](std::string_view what) {
        SessionScript script;
        script.part(1, block);
        end(answered(script, 1, 1000), 2010);
        script.doubt(ms(2100), "focus lost");
        if (what == "pause") {
            script.doubt(ms(2200), "focus gained");
        }
        script.trial(2, probe).onset(0, ms(3000), 10).onset(1, ms(3100), {}, 0);
        script.no_response(1).onset(2, ms(4000), 50);
        end(script, 4500);
        if (what == "later") {
            script.doubt(ms(4600), "focus gained");
        }
        end(answered(script, 3, 5000), 6010);
        end(answered(script, 4, 7000), 8010);
        std::string all;
        for (ResponseRow const& row : rows_of(script)) {
            all += row.verdict + ", ";
        }
        return all;
    };
    BOOST_TEST(session("pause") == "on time, on time, on time, on time, ");
    BOOST_TEST(session("later") == "on time, focus lost, on time, on time, ");
    BOOST_TEST(session("never") == "on time, focus lost, focus lost, on time, ");
}

BOOST_AUTO_TEST_SUITE_END()
