// SPDX-License-Identifier: MIT
// The tables that follow from a session's events.
#include "events/rows.h"

#include "events/grade.h"
#include "events/text_form.h"
#include "events/trial_facts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace securebase::events {

namespace {

/// A picture that appeared in the trial at hand.
struct Shown {
    std::uint16_t stage = 0;
    base::Timestamp when;
    std::optional<std::int32_t> late;
};

/// What has been learned of one stage of the trial at hand.
struct Question {
    std::optional<base::Timestamp> onset;
    std::optional<base::Timestamp> first_change;
    std::int64_t changes_seen = 0;
    bool closed = false;
    std::optional<base::Timestamp> answered;
    std::optional<std::string> answered_by;
    std::optional<std::uint32_t> changes_said;
    AnswerFacts answer;
};

struct OpenTrial {
    std::uint32_t number = 0;
    TrialFacts facts;
    std::vector<Question> questions; ///< One per stage, whether it asks or not.
    std::vector<Shown> shown;
};

std::optional<base::Span> span_from(base::Timestamp const& from,
                                    std::optional<base::Timestamp> const& to)
{
    if (!to || !from.is_known() || !to->is_known()) {
        return std::nullopt;
    }
    return base::between(from, *to);
}

/// What followed the onset at `index`: the next one of another stage, if any.
Shown const* after(OpenTrial const& trial, std::size_t index)
{
    for (std::size_t next = index + 1; next < trial.shown.size(); ++next) {
        if (trial.shown[next].stage != trial.shown[index].stage) {
            return &trial.shown[next];
        }
    }
    return nullptr;
}

std::optional<base::Timestamp> offset_of(OpenTrial const& trial, std::size_t stage)
{
    auto const first = std::ranges::find(trial.shown, stage, &Shown::stage);
    if (first == trial.shown.end()) {
        return std::nullopt;
    }
    Shown const* next =
        after(trial, static_cast<std::size_t>(std::distance(trial.shown.begin(), first)));
    return next != nullptr ? std::optional(next->when) : std::nullopt;
}

CriticalEvidence evidence_of(OpenTrial const& trial, std::size_t index, base::Duration frame)
{
    Shown const& shown = trial.shown[index];
    StageFacts const& stage = trial.facts.stages[shown.stage];
    CriticalEvidence out;
    out.exposure.stage = stage.name;
    out.exposure.requested_ms = stage.ms;
    out.exposure.planned_frames = stage.frames;
    out.exposure.late_frames = shown.late;
    out.onset = shown.when.source;
    if (Shown const* next = after(trial, index)) {
        out.next = next->when.source;
        out.next_late = next->late;
        if (shown.when.is_known() && next->when.is_known()) {
            double const ms = base::to_ms(next->when.likely() - shown.when.likely());
            out.exposure.achieved_ms = ms;
            if (frame.count() > 0) {
                out.exposure.achieved_frames =
                    static_cast<std::int32_t>(std::lround(ms / base::to_ms(frame)));
            }
        }
    }
    return out;
}

std::vector<CriticalEvidence> critical_stages(OpenTrial const& trial, base::Duration frame)
{
    std::vector<CriticalEvidence> out;
    for (std::size_t i = 0; i < trial.shown.size(); ++i) {
        std::size_t const stage = trial.shown[i].stage;
        bool const again = i > 0 && trial.shown[i - 1].stage == stage;
        if (stage < trial.facts.stages.size() && trial.facts.stages[stage].critical && !again) {
            out.push_back(evidence_of(trial, i, frame));
        }
    }
    return out;
}

ResponseRow row_of(OpenTrial const& trial,
                   std::size_t stage,
                   std::vector<CriticalEvidence> const& critical,
                   base::Duration frame)
{
    Question const& question = trial.questions[stage];
    ResponseRow row;
    row.block = trial.facts.block;
    row.trial = trial.number;
    row.in_block = trial.facts.in_block;
    row.trial_name = trial.facts.name;
    row.practice = trial.facts.practice;
    row.stage = trial.facts.stages[stage].name;
    row.response_kind = trial.facts.stages[stage].kind;
    row.conditions = trial.facts.conditions;
    row.response = question.answer.value;
    row.correct = question.answer.correct;
    row.onset = *question.onset;
    row.offset = offset_of(trial, stage);
    row.answered = question.answered;
    row.answered_by = question.answered_by;
    row.rt = span_from(row.onset, question.answered);
    row.first_rt = question.first_change ? span_from(row.onset, question.first_change) : row.rt;
    row.changes = question.changes_said ? std::int64_t{*question.changes_said}
                                        : std::max<std::int64_t>(question.changes_seen - 1, 0);
    row.parts_ms = question.answer.parts_ms;
    for (CriticalEvidence const& evidence : critical) {
        row.exposures.push_back(evidence.exposure);
    }
    row.grade = grade_of(row.onset, row.answered, critical, frame);
    return row;
}

/// Reads a session's events one after the other and holds them to their order.
class Deriver {
public:
    explicit Deriver(std::size_t count) { out_.event_count = count; }

    /// Returns why the event cannot stand here; empty when it can.
    std::string take(StoredEvent const& stored);
    SessionRows finish() && { return std::move(out_); }

private:
    std::string begin_session(StoredEvent const& stored);
    std::string begin_part(StoredEvent const& stored);
    std::string begin_trial(StoredEvent const& stored);
    std::string in_trial(StoredEvent const& stored);
    std::string onset(Event const& event);
    std::string answer(StoredEvent const& stored);
    std::string end_trial(StoredEvent const& stored);
    std::string end_part(StoredEvent const& stored);
    std::string end_session(StoredEvent const& stored);
    void keep_rows(Event const& end);

    SessionRows out_;
    base::Duration frame_{};
    std::optional<PartFacts> part_;
    std::uint16_t part_number_ = 0;
    std::optional<OpenTrial> trial_;
    std::optional<StoredEvent> last_input_; ///< An answer follows the input that gave it.
    std::uint32_t last_trial_ = 0;
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
            gap_ = true;
            trial_.reset();
        }
        return {};
    case EventKind::input:
        last_input_ = stored;
        return {};
    case EventKind::stop:
    case EventKind::note:
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
    if (stored.event.trial <= last_trial_) {
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
    trial_ = OpenTrial{last_trial_, std::move(*facts), std::vector<Question>(stages), {}};
    gap_ = false;
    return {};
}

std::string Deriver::in_trial(StoredEvent const& stored)
{
    Event const& event = stored.event;
    if (!trial_ || event.trial != trial_->number) {
        return gap_ ? std::string() : "trial " + std::to_string(event.trial) + " is not running";
    }
    return event.kind == EventKind::onset ? onset(event) : answer(stored);
}

std::string Deriver::onset(Event const& event)
{
    if (event.stage > trial_->questions.size()) {
        return "the trial has no stage " + std::to_string(event.stage);
    }
    trial_->shown.push_back({event.stage, event.when, event.late});
    if (event.stage < trial_->questions.size() && !trial_->questions[event.stage].onset) {
        trial_->questions[event.stage].onset = event.when;
    }
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
    if (stored.text == "complete") {
        keep_rows(stored.event);
    }
    trial_.reset();
    return {};
}

void Deriver::keep_rows(Event const& end)
{
    OpenTrial& trial = *trial_;
    auto const after_last = static_cast<std::uint16_t>(trial.questions.size());
    if (end.when.is_known() && (trial.shown.empty() || trial.shown.back().stage != after_last)) {
        trial.shown.push_back({after_last, end.when, std::nullopt});
    }
    auto const critical = critical_stages(trial, frame_);
    for (std::size_t stage = 0; stage < trial.questions.size(); ++stage) {
        if (trial.facts.stages[stage].kind.empty() || !trial.questions[stage].onset) {
            continue;
        }
        ResponseRow row = row_of(trial, stage, critical, frame_);
        row.part = part_number_;
        row.part_name = part_->name;
        row.part_kind = part_->kind;
        out_.rows.push_back(std::move(row));
    }
    ++out_.trial_count;
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
