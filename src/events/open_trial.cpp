// SPDX-License-Identifier: MIT
// The rows that follow from what was learned of a trial.
#include "events/open_trial.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>

namespace securebase::events {

namespace {

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

CriticalEvidence evidence_of(OpenTrial const& trial, std::size_t index, base::Duration frame)
{
    Shown const& shown = trial.shown[index];
    StageFacts const& stage = trial.facts.stages[shown.stage];
    CriticalEvidence out;
    out.exposure.stage = stage.name;
    out.exposure.requested_ms = stage.ms;
    out.exposure.planned_frames = stage.frames;
    out.exposure.late_frames = shown.late;
    out.exposure.target_refresh = shown.target;
    out.exposure.refresh = shown.refresh;
    out.has_target = shown.has_target;
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

} // namespace

void show(OpenTrial& trial, Shown shown)
{
    if (!trial.shown.empty()) {
        std::size_t const before = trial.shown.back().stage;
        shown.has_target = before < trial.facts.stages.size() && before != shown.stage &&
                           trial.facts.stages[before].frames.has_value();
    }
    trial.shown.push_back(shown);
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

ResponseRow
row_of(OpenTrial const& trial, std::size_t stage, std::vector<CriticalEvidence> const& critical)
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
    Shown const& shown = *std::ranges::find(trial.shown, stage, &Shown::stage);
    row.onset_late = shown.late;
    row.onset_target = shown.target;
    row.onset_refresh = shown.refresh;
    row.repeats = trial.facts.repeats;
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
    return row;
}

void count_onsets(OpenTrial const& trial, Onsets& critical, Onsets& others)
{
    for (Shown const& shown : trial.shown) {
        if (!shown.has_target && !shown.late) {
            continue;
        }
        bool const is_critical =
            shown.stage < trial.facts.stages.size() && trial.facts.stages[shown.stage].critical;
        Onsets& sort = is_critical ? critical : others;
        ++sort.planned;
        sort.unknown += shown.late ? 0U : 1U;
        sort.missed += shown.late.value_or(0) != 0 ? 1U : 0U;
        sort.missed_frames += static_cast<std::uint64_t>(std::abs(shown.late.value_or(0)));
    }
}

} // namespace securebase::events
