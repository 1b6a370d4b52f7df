// SPDX-License-Identifier: MIT
// The tables that follow from a session's events.
#include "events/rows.h"

#include "events/circumstances.h"
#include "events/open_trial.h"
#include "events/text_form.h"

#include <algorithm>
#include <array>

namespace securebase::events {

namespace {

std::optional<base::Duration> duration_of(std::optional<std::int64_t> ns)
{
    return ns ? std::optional(base::Duration(*ns)) : std::nullopt;
}

TrialWindow window_of(OpenTrial const& trial)
{
    TrialWindow window;
    window.number = trial.number;
    auto const known =
        std::ranges::find_if(trial.shown, [](Shown const& one) { return one.when.is_known(); });
    if (known != trial.shown.end()) {
        window.begins = known->when;
    }
    return window;
}

/// Reads a session's events one after the other and holds them to their order.
class Deriver {
public:
    explicit Deriver(std::size_t count) { out_.event_count = count; }

    /// Returns why the event cannot stand here; empty when it can.
    std::string take(StoredEvent const& stored);
    SessionRows finish() &&;

private:
    std::string begin_session(StoredEvent const& stored);
    std::string begin_part(StoredEvent const& stored);
    std::string begin_trial(StoredEvent const& stored);
    std::string in_trial(StoredEvent const& stored);
    std::string onset(Event const& event);
    std::string trigger(Event const& event);
    std::string answer(StoredEvent const& stored);
    std::string end_trial(StoredEvent const& stored);
    std::string end_part(StoredEvent const& stored);
    std::string end_session(StoredEvent const& stored);
    void keep_rows(Event const& end, TrialWindow& window);
    void lose_trial();
    void note_movement(StoredEvent const& stored);
    void note_doubt(StoredEvent const& stored);

    SessionRows out_;
    Circumstances around_;
    base::Duration frame_{};
    std::optional<PartFacts> part_;
    std::uint16_t part_number_ = 0;
    std::optional<OpenTrial> trial_;
    std::optional<StoredEvent> last_input_; ///< An answer follows the input that gave it.
    std::uint32_t last_trial_ = 0;
    bool last_complete_ = true; ///< A trial that was stopped may begin again.
    bool begun_ = false;
    bool ended_ = false;
    bool gap_ = false; ///< Facts were lost: their order cannot be asked for until a trial begins.
};

std::string Deriver::take(StoredEvent const& stored)
{
    EventKind const kind = stored.event.kind;
    if (!begun_) {
        return kind == EventKind::session_begin ? begin_session(stored)
                                                : "the session has not begun";
    }
    if (ended_) {
        return "the session has ended";
    }
    switch (kind) {
    case EventKind::session_begin:
        return "the session has begun already";
    case EventKind::part_begin:
        return begin_part(stored);
    case EventKind::trial_begin:
        return begin_trial(stored);
    case EventKind::trial_end:
        return end_trial(stored);
    case EventKind::part_end:
        return end_part(stored);
    case EventKind::session_end:
        return end_session(stored);
    case EventKind::quality:
        out_.quality.push_back(stored.text);
        if (stored.text.starts_with(events_lost)) {
            lose_trial();
        } else {
            note_doubt(stored);
        }
        return {};
    case EventKind::input:
        last_input_ = stored;
        note_movement(stored);
        return {};
    case EventKind::release:
        note_movement(stored);
        return {};
    case EventKind::note:
        if (stored.text == focus_gained) {
            around_.focus_back(stored.event.when);
        }
        return {};
    case EventKind::stop:
        return {};
    default:
        return in_trial(stored);
    }
}

std::string Deriver::begin_session(StoredEvent const& stored)
{
    auto header = header_from_json(stored.text);
    if (!header) {
        return header.error().what;
    }
    out_.header = std::move(*header);
    out_.outcome = "unfinished";
    frame_ = base::Duration(out_.header.frame_ns);
    begun_ = true;
    return {};
}

std::string Deriver::begin_part(StoredEvent const& stored)
{
    if ((part_ || trial_) && !gap_) {
        return "the part before has not ended";
    }
    auto facts = part_facts(stored.text);
    if (!facts) {
        return facts.error().what;
    }
    part_ = std::move(*facts);
    part_number_ = stored.event.part;
    return {};
}

std::string Deriver::begin_trial(StoredEvent const& stored)
{
    if (trial_) {
        return "trial " + std::to_string(trial_->number) + " has not ended";
    }
    bool const again = stored.event.trial == last_trial_ && !last_complete_;
    if (stored.event.trial <= last_trial_ && !again) {
        return "trial " + std::to_string(stored.event.trial) + " follows trial " +
               std::to_string(last_trial_);
    }
    if (!part_ || part_number_ != stored.event.part) {
        // When the begin of the part was lost, its name is not known and the trial yields no rows.
        return gap_ ? std::string() : "no part " + std::to_string(stored.event.part) + " has begun";
    }
    auto facts = trial_facts(stored.text);
    if (!facts) {
        return facts.error().what;
    }
    std::size_t const stages = facts->stages.size();
    last_trial_ = stored.event.trial;
    last_complete_ = true;
    trial_ = OpenTrial{last_trial_, std::move(*facts), std::vector<Question>(stages), {}, 0};
    gap_ = false;
    return {};
}

std::string Deriver::in_trial(StoredEvent const& stored)
{
    Event const& event = stored.event;
    if (!trial_ || event.trial != trial_->number) {
        return gap_ ? std::string() : "trial " + std::to_string(event.trial) + " is not running";
    }
    return event.kind == EventKind::onset     ? onset(event)
           : event.kind == EventKind::trigger ? trigger(event)
                                              : answer(stored);
}

std::string Deriver::onset(Event const& event)
{
    if (event.stage > trial_->questions.size()) {
        return "the trial has no stage " + std::to_string(event.stage);
    }
    show(*trial_, {event.stage, event.when, event.late, false, event.target, event.refresh});
    if (event.stage < trial_->questions.size() && !trial_->questions[event.stage].onset) {
        trial_->questions[event.stage].onset = event.when;
    }
    return {};
}

std::string Deriver::trigger(Event const& event)
{
    if (trial_->shown.empty() || trial_->shown.back().stage != event.stage ||
        event.stage >= trial_->questions.size()) {
        return "stage " + std::to_string(event.stage) + " was not shown last";
    }
    if (!event.count) {
        return "a trigger has a code";
    }
    TrialFacts const& facts = trial_->facts;
    out_.triggers.push_back({trial_->number,
                             facts.name,
                             facts.block,
                             facts.in_block,
                             false,
                             facts.stages[event.stage].name,
                             *event.count,
                             trial_->shown.back().when,
                             event.when});
    ++trial_->triggers;
    return {};
}

std::string Deriver::answer(StoredEvent const& stored)
{
    Event const& event = stored.event;
    if (event.stage >= trial_->questions.size() || trial_->facts.stages[event.stage].kind.empty()) {
        return "stage " + std::to_string(event.stage) + " asks nothing";
    }
    Question& question = trial_->questions[event.stage];
    if (!question.onset || question.closed) {
        return "the question of stage " + std::to_string(event.stage) +
               (question.closed ? " is closed" : " was not shown");
    }
    question.closed = event.kind != EventKind::change;
    if (event.kind == EventKind::no_response) {
        auto correct = missed_correct(stored.text);
        if (!correct) {
            return correct.error().what;
        }
        question.answer.correct = *correct;
        question.closed_at = event.when;
        return {};
    }
    auto facts = answer_facts(stored.text);
    if (!facts) {
        return facts.error().what;
    }
    if (event.kind == EventKind::change) {
        ++question.changes_seen;
        if (!question.first_change) {
            question.first_change = event.when;
        }
        return {};
    }
    question.answered = event.when;
    if (last_input_ && last_input_->event.trial == event.trial &&
        last_input_->event.when == event.when && event.when.is_known()) {
        question.answered_by = last_input_->text;
    }
    question.changes_said = event.count;
    question.answer = std::move(*facts);
    return {};
}

std::string Deriver::end_trial(StoredEvent const& stored)
{
    if (!trial_ || stored.event.trial != trial_->number) {
        return gap_ ? std::string()
                    : "trial " + std::to_string(stored.event.trial) + " is not running";
    }
    if (stored.text != "complete" && stored.text != "aborted") {
        return "a trial ends \"complete\" or \"aborted\"";
    }
    last_complete_ = stored.text == "complete";
    TrialWindow window = window_of(*trial_);
    if (stored.event.when.is_known()) {
        window.ends = stored.event.when;
    }
    if (last_complete_) {
        for (std::size_t i = out_.triggers.size() - trial_->triggers; i < out_.triggers.size();
             ++i) {
            out_.triggers[i].complete = true;
        }
        keep_rows(stored.event, window);
    }
    around_.add(std::move(window));
    trial_.reset();
    return {};
}

void Deriver::keep_rows(Event const& end, TrialWindow& window)
{
    OpenTrial& trial = *trial_;
    auto const after_last = static_cast<std::uint16_t>(trial.questions.size());
    if (end.when.is_known() && (trial.shown.empty() || trial.shown.back().stage != after_last)) {
        show(trial, {after_last, end.when, std::nullopt});
    }
    window.first_row = out_.rows.size();
    window.critical = critical_stages(trial, frame_);
    count_onsets(trial, out_.critical, out_.others);
    for (std::size_t stage = 0; stage < trial.questions.size(); ++stage) {
        if (trial.facts.stages[stage].kind.empty() || !trial.questions[stage].onset) {
            continue;
        }
        ResponseRow row = row_of(trial, stage, window.critical);
        row.part = part_number_;
        row.part_name = part_->name;
        row.part_kind = part_->kind;
        row.longest_gap = duration_of(end.gap);
        row.input_gap = duration_of(end.input_gap);
        out_.rows.push_back(std::move(row));
        window.closed.push_back(trial.questions[stage].closed_at);
    }
    ++out_.trial_count;
}

/// Facts are missing: what was pressed in the trial at hand is not that of the one before.
void Deriver::lose_trial()
{
    gap_ = true;
    if (trial_) {
        around_.add(window_of(*trial_));
        trial_.reset();
    }
}

void Deriver::note_movement(StoredEvent const& stored)
{
    around_.add(Movement{stored.event.kind == EventKind::input, stored.text, stored.event.when});
}

void Deriver::note_doubt(StoredEvent const& stored)
{
    around_.add(Doubt{stored.text, stored.event.when, stored.event.trial});
}

SessionRows Deriver::finish() &&
{
    around_.tell(out_.rows, frame_);
    return std::move(out_);
}

std::string Deriver::end_part(StoredEvent const& stored)
{
    if (trial_) {
        return "trial " + std::to_string(trial_->number) + " has not ended";
    }
    if ((!part_ || part_number_ != stored.event.part) && !gap_) {
        return "part " + std::to_string(stored.event.part) + " is not running";
    }
    part_.reset();
    return {};
}

std::string Deriver::end_session(StoredEvent const& stored)
{
    ended_ = true; // What was running when it ended is not complete and yields no rows.
    out_.outcome = stored.text;
    return {};
}

} // namespace

std::string_view name_of(Grade grade)
{
    constexpr std::array<std::string_view, 5> names{"A", "B", "C", "X", "V"};
    return names.at(static_cast<std::size_t>(grade));
}

base::Result<SessionRows> derive_rows(std::span<StoredEvent const> events)
{
    if (events.empty()) {
        return base::Error{"the session has no events", ""};
    }
    Deriver deriver(events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
        std::string const fault = events[i].sequence == i ? deriver.take(events[i])
                                                          : "expected event " + std::to_string(i);
        if (!fault.empty()) {
            return base::Error{"event " + std::to_string(events[i].sequence) + " (" +
                                   std::string(name_of(events[i].event.kind)) + "): " + fault,
                               ""};
        }
    }
    return std::move(deriver).finish();
}

} // namespace securebase::events
