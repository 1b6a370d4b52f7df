// SPDX-License-Identifier: MIT
// The columns of sessions.csv.
#include "report/session_columns.h"

#include "report/support.h"

#include <array>

namespace securebase::report {

namespace {

struct SessionContext {
    events::SessionRows const& session;
    SupportFacts const& facts;
};

struct SessionColumn {
    Column column;
    void (*write)(Line& line, SessionContext const& context);
};

template <std::string events::Header::*text> void header_text(Line& line, SessionContext const& of)
{
    line.text(of.session.header.*text);
}

template <std::int64_t events::Header::*number>
void header_number(Line& line, SessionContext const& of)
{
    line.integer(of.session.header.*number);
}

void number(Line& line, std::uint64_t value)
{
    line.integer(static_cast<std::int64_t>(value));
}

template <events::Grade grade> void graded(Line& line, SessionContext const& of)
{
    number(line, of.facts.answers[static_cast<std::size_t>(grade)]);
}

template <std::uint64_t SupportFacts::*count> void counted(Line& line, SessionContext const& of)
{
    number(line, of.facts.*count);
}

template <events::Onsets SupportFacts::*sort, std::uint64_t events::Onsets::*count>
void onsets(Line& line, SessionContext const& of)
{
    number(line, (of.facts.*sort).*count);
}

void add_identity(std::vector<SessionColumn>& out)
{
    using H = events::Header;
    using T = ColumnType;
    out.push_back(
        {{"session", T::text, "", "identifier of the session"}, header_text<&H::session>});
    out.push_back({{"experiment", T::text, "", "name of the experiment's folder"},
                   header_text<&H::experiment>});
    out.push_back(
        {{"participant", T::text, "", "code of the participant"}, header_text<&H::participant>});
    out.push_back({{"visit", T::integer, "", "which visit of the participant, from 1"},
                   header_number<&H::visit>});
    out.push_back({{"attempt", T::integer, "", "which attempt at this visit's session, from 1"},
                   header_number<&H::attempt>});
    out.push_back({{"number", T::integer, "", "the participant's number, which chose the group"},
                   header_number<&H::number>});
    out.push_back({{"between",
                    T::text,
                    "",
                    "the participant's value of each 'between' of the script, as a JSON object"},
                   header_text<&H::between>});
    out.push_back(
        {{"source", T::text, "", "who answered, as in trials.csv"}, header_text<&H::source>});
    out.push_back({{"outcome", T::text, "", "how the session ended, as in trials.csv"},
                   [](Line& l, SessionContext const& c) { l.text(c.session.outcome); }});
    out.push_back({{"started_utc", T::text, "", "when it began"}, header_text<&H::started_utc>});
    out.push_back({{"trials", T::integer, "trials", "complete trials of all parts"},
                   [](Line& l, SessionContext const& c) { number(l, c.session.trial_count); }});
}

void add_grades(std::vector<SessionColumn>& out)
{
    using events::Grade;
    auto const add = [&](std::string const& grade, auto* write) {
        out.push_back({{"answers_" + grade,
                        ColumnType::integer,
                        "answers",
                        "questions asked in blocks whose row has grade " + grade},
                       write});
    };
    add("A", graded<Grade::a>);
    add("B", graded<Grade::b>);
    add("C", graded<Grade::c>);
    add("X", graded<Grade::x>);
    add("V", graded<Grade::v>);
    out.push_back({{"answers_polled",
                    ColumnType::integer,
                    "answers",
                    "of these, those whose key is known only from looks at a queue"},
                   counted<&SupportFacts::polled>});
}

template <events::Onsets SupportFacts::*sort>
void add_onsets(std::vector<SessionColumn>& out, std::string const& name, std::string const& of)
{
    using O = events::Onsets;
    using T = ColumnType;
    out.push_back({{name + "_onsets", T::integer, "onsets", of + ": onsets that had a target"},
                   onsets<sort, &O::planned>});
    out.push_back({{name + "_missed", T::integer, "onsets", of + ": not on their refresh"},
                   onsets<sort, &O::missed>});
    out.push_back({{name + "_missed_frames",
                    T::integer,
                    "frames",
                    of + ": by how many refreshes, all together"},
                   onsets<sort, &O::missed_frames>});
    out.push_back({{name + "_unknown", T::integer, "onsets", of + ": nobody knows"},
                   onsets<sort, &O::unknown>});
}

void add_doubts(std::vector<SessionColumn>& out)
{
    using T = ColumnType;
    using F = SupportFacts;
    out.push_back({{"focus_lost", T::integer, "times", "the window lost the keyboard"},
                   counted<&F::lost_focus>});
    out.push_back(
        {{"input_lost", T::integer, "times", "a device dropped input"}, counted<&F::lost_input>});
    out.push_back({{"input_mismatch", T::integer, "keys", "two sources of a key disagreed"},
                   counted<&F::mismatches>});
    out.push_back({{"trigger_lost", T::integer, "codes", "a code that could not be sent"},
                   counted<&F::lost_triggers>});
    out.push_back({{"events_lost", T::integer, "times", "the recorder lost facts and their trial"},
                   counted<&F::lost_events>});
    out.push_back({{"injected", T::text, "", "faults put in on purpose, as a JSON list"},
                   header_text<&events::Header::injected>});
    out.push_back({{"support", T::text, "", "what these data can and cannot support"},
                   [](Line& l, SessionContext const& c) { l.text(support_of(c.facts)); }});
}

std::vector<SessionColumn> all_columns()
{
    std::vector<SessionColumn> out;
    add_identity(out);
    add_grades(out);
    add_onsets<&SupportFacts::critical>(out, "critical", "critical stages");
    add_onsets<&SupportFacts::others>(out, "other", "all other pictures, instructions among them");
    add_doubts(out);
    return out;
}

} // namespace

std::vector<Column> session_columns()
{
    std::vector<Column> columns;
    for (SessionColumn const& one : all_columns()) {
        columns.push_back(one.column);
    }
    return columns;
}

void write_session(Line& line, events::SessionRows const& session)
{
    SupportFacts const facts = support_facts(session);
    for (SessionColumn const& one : all_columns()) {
        one.write(line, {session, facts});
    }
    line.end();
}

} // namespace securebase::report
