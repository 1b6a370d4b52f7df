// SPDX-License-Identifier: MIT
// What is said of data, to the letter, for every kind of evidence.
#include "events/event.h"
#include "report/sample.h"
#include "report/support.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;
using namespace securebase::report;
using events::Grade;

namespace {

SupportFacts one_session()
{
    SupportFacts facts;
    facts.sessions = 1;
    facts.real = 1;
    return facts;
}

std::uint64_t& of(SupportFacts& facts, Grade grade)
{
    return facts.answers[static_cast<std::size_t>(grade)];
}

} // namespace

BOOST_AUTO_TEST_SUITE(support)

BOOST_AUTO_TEST_CASE(no_sessions_and_no_answers)
{
    BOOST_TEST(support_of({}) == "No sessions.");
    BOOST_TEST(support_of(one_session()) == "No answers in blocks: nothing here rests on timing.");
}

BOOST_AUTO_TEST_CASE(everything_timed_to_2_ms)
{
    auto facts = one_session();
    of(facts, Grade::a) = 96;
    facts.critical = {192, 0, 0, 0};
    facts.others = {500, 0, 0, 0};
    BOOST_TEST(support_of(facts) ==
               "96 answers in blocks: 96 timed to 2 ms. Reaction times in milliseconds and "
               "exposures in refreshes can be used, but for the constant delays of panel and "
               "keyboard, which are not in them. Critical onsets: 0 of 192 not on their refresh.");
}

BOOST_AUTO_TEST_CASE(some_missed_their_refresh)
{
    auto facts = one_session();
    of(facts, Grade::a) = 93;
    of(facts, Grade::x) = 3;
    facts.critical = {192, 3, 4, 1};
    facts.others = {500, 10, 11, 0};
    BOOST_TEST(support_of(facts) ==
               "96 answers in blocks: 93 timed to 2 ms, 3 not usable for timing. Reaction times in "
               "milliseconds and exposures in refreshes can be used, but for the constant delays "
               "of panel and keyboard, which are not in them. Leave out the 3 answers of grade X "
               "and report how many. Critical onsets: 3 of 192 not on their refresh (4 refreshes "
               "in all), 1 not known. Other onsets: 10 of 500 not on their refresh (11 refreshes "
               "in all).");
}

BOOST_AUTO_TEST_CASE(mixed_grades)
{
    auto facts = one_session();
    of(facts, Grade::a) = 1;
    of(facts, Grade::b) = 2;
    of(facts, Grade::c) = 3;
    of(facts, Grade::x) = 1;
    BOOST_TEST(support_of(facts) ==
               "7 answers in blocks: 1 timed to 2 ms, 2 timed to one refresh, 3 timed less well, 1 "
               "not usable for timing. Reaction times can be used as exactly as each row's grade "
               "says, but for the constant delays of panel and keyboard, which are not in them; "
               "exposures in refreshes where the grade is A or B. Leave out the 1 answer of grade "
               "X and report how many.");
}

BOOST_AUTO_TEST_CASE(no_onset_is_proven)
{
    auto facts = one_session();
    of(facts, Grade::c) = 40;
    std::string const rest =
        " Choices and ratings can be used; reaction times only to compare conditions, with "
        "rt_lo_ms and rt_hi_ms beside them; exposures not at all.";
    BOOST_TEST(support_of(facts) ==
               "40 answers in blocks: 40 timed less well. No onset is proven, or moments are known "
               "too widely." +
                   rest);
    facts.made_up = 1;
    BOOST_TEST(support_of(facts) ==
               "40 answers in blocks: 40 timed less well. No onset is proven, for the display's "
               "refresh was made up by its server." +
                   rest);
}

BOOST_AUTO_TEST_CASE(nothing_is_usable)
{
    auto facts = one_session();
    of(facts, Grade::x) = 2;
    BOOST_TEST(support_of(facts) == "2 answers in blocks: 2 not usable for timing. Leave out the 2 "
                                    "answers of grade X and report how many.");
}

BOOST_AUTO_TEST_CASE(keys_known_only_from_polling)
{
    auto facts = one_session();
    of(facts, Grade::c) = 1;
    facts.polled = 1;
    BOOST_TEST(support_of(facts).ends_with(
        "exposures not at all. The keys of 1 answer are known only from looks at a queue: no "
        "reaction time is finer than the time between two looks."));
}

BOOST_AUTO_TEST_CASE(programs_say_nothing_about_people)
{
    SupportFacts facts;
    facts.sessions = facts.simulated = 2;
    of(facts, Grade::v) = 8;
    of(facts, Grade::x) = 1;
    facts.faulty = 1;
    BOOST_TEST(support_of(facts) ==
               "Virtual time: these data test a script and its analysis; they say nothing about "
               "people or about a machine's timing. Faults were put in on purpose. 9 answers in "
               "blocks: 8 in virtual time, 1 not usable for timing. Leave out the 1 answer of "
               "grade X and report how many.");
    SupportFacts machine;
    machine.sessions = 1;
    BOOST_TEST(support_of(machine) ==
               "A program answered: these data test a script and this machine's timing; they say "
               "nothing about people. No answers in blocks: nothing here rests on timing.");
    add(machine, one_session());
    BOOST_TEST(support_of(machine) ==
               "1 of 2 sessions were answered by a program: leave them out. No answers in blocks: "
               "nothing here rests on timing.");
}

BOOST_AUTO_TEST_CASE(doubts_are_named_with_their_number)
{
    auto facts = one_session();
    facts.lost_focus = 1;
    facts.lost_input = 2;
    facts.lost_events = 1;
    facts.mismatches = 3;
    BOOST_TEST(support_of(facts) ==
               "No answers in blocks: nothing here rests on timing. Noted: 1 loss of focus, 2 "
               "losses of input, 1 loss of events, with its trial, 3 keys with two times.");
}

BOOST_AUTO_TEST_CASE(facts_come_from_rows_and_header)
{
    events::SessionRows session = testing::sample_sessions()[0];
    session.header.display = R"({"rate":"simulated"})";
    session.quality = {"focus lost", "input lost", "input lost", "events lost: 3", "rain"};
    session.critical = {2, 1, 1, 0};
    session.rows[0].answered->source = base::TimeSource::poll;
    SupportFacts expected = one_session();
    of(expected, Grade::a) = 1;
    of(expected, Grade::x) = 1;
    expected.made_up = 1;
    expected.polled = 1;
    expected.critical = {2, 1, 1, 0};
    expected.lost_focus = 1;
    expected.lost_input = 2;
    expected.lost_events = 1;
    BOOST_TEST((support_facts(session) == expected));
    session.header.source = "simulated";
    session.header.injected = R"(["late=1@trial2"])";
    expected.real = 0;
    expected.made_up = 0;
    expected.simulated = expected.faulty = 1;
    BOOST_TEST((support_facts(session) == expected));
    add(expected, one_session());
    BOOST_TEST(expected.sessions == 2U);
    BOOST_TEST(expected.real == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
