// SPDX-License-Identifier: MIT
// What data can and cannot support, in plain sentences.
#include "report/support.h"

#include "events/event.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>

namespace securebase::report {

namespace {

using events::Grade;
using nlohmann::json;

/// The member of a header's JSON object, or null.
json member(std::string const& object, char const* name)
{
    json const parsed = json::parse(object, nullptr, false);
    return parsed.is_object() && parsed.contains(name) ? parsed[name] : json(nullptr);
}

std::uint64_t of(SupportFacts const& facts, Grade grade)
{
    return facts.answers[static_cast<std::size_t>(grade)];
}

std::uint64_t all_answers(SupportFacts const& facts)
{
    return std::accumulate(facts.answers.begin(), facts.answers.end(), std::uint64_t{0});
}

std::string count(std::uint64_t number, char const* one, char const* more)
{
    return std::to_string(number) + ' ' + (number == 1 ? one : more);
}

std::string answers(std::uint64_t number)
{
    return count(number, "answer", "answers");
}

void add(events::Onsets& sum, events::Onsets const& one)
{
    sum.planned += one.planned;
    sum.missed += one.missed;
    sum.missed_frames += one.missed_frames;
    sum.unknown += one.unknown;
}

/// Sentences, one after the other.
class Sentences {
public:
    void add(std::string const& sentence) { text_ += (text_.empty() ? "" : " ") + sentence; }
    std::string const& text() const { return text_; }

private:
    std::string text_;
};

void say_who(SupportFacts const& facts, Sentences& out)
{
    if (facts.simulated == facts.sessions) {
        out.add("Virtual time: these data test a script and its analysis; they say nothing about "
                "people or about a machine's timing.");
    } else if (facts.real == 0) {
        out.add("A program answered: these data test a script and this machine's timing; they say "
                "nothing about people.");
    } else if (facts.real < facts.sessions) {
        out.add(std::to_string(facts.sessions - facts.real) + " of " +
                count(facts.sessions, "session", "sessions") +
                " were answered by a program: leave them out.");
    }
    if (facts.faulty > 0) {
        out.add("Faults were put in on purpose.");
    }
}

/// "90 timed to 2 ms, 4 to one refresh, 2 less well".
std::string how_well(SupportFacts const& facts)
{
    std::string text;
    auto const tell = [&](Grade grade, char const* how) {
        if (of(facts, grade) > 0) {
            text += (text.empty() ? "" : ", ") + std::to_string(of(facts, grade)) + how;
        }
    };
    tell(Grade::a, " timed to 2 ms");
    tell(Grade::b, " timed to one refresh");
    tell(Grade::c, " timed less well");
    tell(Grade::v, " in virtual time");
    tell(Grade::x, " not usable for timing");
    return text;
}

void say_what_follows(SupportFacts const& facts, Sentences& out)
{
    std::uint64_t const proven = of(facts, Grade::a) + of(facts, Grade::b);
    if (of(facts, Grade::c) > 0 && proven == 0) {
        out.add(facts.made_up > 0
                    ? "No onset is proven, for the display's refresh was made up by its server."
                    : "No onset is proven, or moments are known too widely.");
        out.add("Choices and ratings can be used; reaction times only to compare conditions, with "
                "rt_lo_ms and rt_hi_ms beside them; exposures not at all.");
    } else if (proven > 0) {
        out.add(of(facts, Grade::b) == 0 && of(facts, Grade::c) == 0
                    ? "Reaction times in milliseconds and exposures in refreshes can be used, but "
                      "for the constant delays of panel and keyboard, which are not in them."
                    : "Reaction times can be used as exactly as each row's grade says, but for the "
                      "constant delays of panel and keyboard, which are not in them; exposures in "
                      "refreshes where the grade is A or B.");
    }
    if (of(facts, Grade::x) > 0) {
        out.add("Leave out the " + answers(of(facts, Grade::x)) +
                " of grade X and report how many.");
    }
    if (facts.polled > 0) {
        out.add("The keys of " + answers(facts.polled) +
                " are known only from looks at a queue: no reaction time is finer than the time "
                "between two looks.");
    }
}

void say_onsets(SupportFacts const& facts, Sentences& out)
{
    auto const tell = [](events::Onsets const& onsets) {
        std::string text = std::to_string(onsets.missed) + " of " + std::to_string(onsets.planned) +
                           " not on their refresh";
        if (onsets.missed > 0) {
            text += " (" + count(onsets.missed_frames, "refresh", "refreshes") + " in all)";
        }
        return onsets.unknown == 0 ? text
                                   : text + ", " + std::to_string(onsets.unknown) + " not known";
    };
    if (facts.critical.planned > 0) {
        out.add("Critical onsets: " + tell(facts.critical) + ".");
    }
    if (facts.others.missed > 0 || facts.others.unknown > 0) {
        out.add("Other onsets: " + tell(facts.others) + ".");
    }
}

void say_doubts(SupportFacts const& facts, Sentences& out)
{
    std::string doubts;
    auto const tell = [&](std::uint64_t number, char const* one, char const* more) {
        if (number > 0) {
            doubts += (doubts.empty() ? "" : ", ") + count(number, one, more);
        }
    };
    tell(facts.lost_focus, "loss of focus", "losses of focus");
    tell(facts.lost_input, "loss of input", "losses of input");
    tell(
        facts.lost_events, "loss of events, with its trial", "losses of events, with their trials");
    tell(facts.mismatches, "key with two times", "keys with two times");
    tell(facts.lost_triggers, "code not sent", "codes not sent");
    if (!doubts.empty()) {
        out.add("Noted: " + doubts + ".");
    }
}

} // namespace

SupportFacts support_facts(events::SessionRows const& session)
{
    SupportFacts facts;
    facts.sessions = 1;
    facts.real = session.header.source == "real" ? 1 : 0;
    facts.simulated = session.header.source == "simulated" ? 1 : 0;
    facts.faulty = session.header.injected == "[]" ? 0 : 1;
    facts.made_up =
        facts.simulated == 0 && member(session.header.display, "rate") == "simulated" ? 1 : 0;
    for (events::ResponseRow const& row : session.rows) {
        if (row.part_kind == "block") {
            ++facts.answers[static_cast<std::size_t>(row.grade)];
            bool const polled = row.answered && row.answered->source == base::TimeSource::poll;
            facts.polled += polled ? 1U : 0U;
        }
    }
    facts.critical = session.critical;
    facts.others = session.others;
    for (std::string const& doubt : session.quality) {
        facts.lost_focus += doubt == events::focus_lost ? 1U : 0U;
        facts.lost_input += doubt == events::input_lost ? 1U : 0U;
        facts.lost_events += doubt.starts_with(events::events_lost) ? 1U : 0U;
        facts.mismatches += doubt == events::input_mismatch ? 1U : 0U;
        facts.lost_triggers += doubt == events::trigger_lost ? 1U : 0U;
    }
    return facts;
}

void add(SupportFacts& sum, SupportFacts const& one)
{
    sum.sessions += one.sessions;
    sum.real += one.real;
    sum.simulated += one.simulated;
    sum.faulty += one.faulty;
    sum.made_up += one.made_up;
    for (std::size_t i = 0; i < sum.answers.size(); ++i) {
        sum.answers[i] += one.answers[i];
    }
    sum.polled += one.polled;
    add(sum.critical, one.critical);
    add(sum.others, one.others);
    sum.lost_focus += one.lost_focus;
    sum.lost_input += one.lost_input;
    sum.lost_events += one.lost_events;
    sum.mismatches += one.mismatches;
    sum.lost_triggers += one.lost_triggers;
}

std::string support_of(SupportFacts const& facts)
{
    Sentences out;
    if (facts.sessions == 0) {
        return "No sessions.";
    }
    say_who(facts, out);
    std::uint64_t const all = all_answers(facts);
    if (all == 0) {
        out.add("No answers in blocks: nothing here rests on timing.");
    } else {
        out.add(answers(all) + " in blocks: " + how_well(facts) + ".");
        say_what_follows(facts, out);
        say_onsets(facts, out);
    }
    say_doubts(facts, out);
    return out.text();
}

} // namespace securebase::report
