// SPDX-License-Identifier: MIT
// When the stages of one trial follow each other.
#include "stage/trial.h"

#include "base/assert.h"

#include <algorithm>

namespace securebase::stage {

TrialCourse::TrialCourse(std::vector<StageTiming> stages,
                         base::Duration period,
                         base::Duration lead)
    : stages_(std::move(stages)), state_(stages_.size()), period_(period), lead_(lead)
{
    SECUREBASE_ASSERT(period_.count() > 0, "a display refreshes");
}

std::optional<base::Instant> TrialCourse::end_of_current() const
{
    StageTiming const& timing = stages_[*current_];
    State const& state = state_[*current_];
    std::optional<std::int64_t> const frames = timing.frames ? timing.frames : timing.limit;
    if (!timing.frames && !state.open) {
        return state.onset; // answered: the next stage is due at once
    }
    if (!frames) {
        return std::nullopt;
    }
    // A quarter of a period early, so that the refresh wanted is surely the first one not before
    // it.
    return state.onset + *frames * period_ - period_ / 4;
}

std::optional<base::Instant> TrialCourse::deadline(std::size_t stage) const
{
    StageTiming const& timing = stages_[stage];
    base::Instant const onset = state_[stage].onset;
    if (timing.window) {
        return onset + *timing.window;
    }
    std::optional<std::int64_t> const frames = timing.frames ? timing.frames : timing.limit;
    if (!frames) {
        return std::nullopt;
    }
    base::Instant const end = onset + *frames * period_;
    base::Duration const chosen_ahead = period_ / 4 + (timing.frames ? lead_ : base::Duration{});
    return timing.decides ? end - chosen_ahead : end;
}

std::optional<base::Instant> TrialCourse::closes_at(std::size_t stage) const
{
    auto const last = deadline(stage);
    bool const at_once = stages_[stage].decides && !stages_[stage].window;
    return last && !at_once ? *last + most_report_delay : last;
}

TrialCourse::Step TrialCourse::next(base::Instant now) const
{
    if (over_ && !open_stage()) {
        return {Due::end, now, false};
    }
    if (!current_) {
        return {Due::show, now, false};
    }
    base::Instant until = now + std::chrono::seconds(1);
    for (std::size_t i = 0; i < stages_.size(); ++i) {
        if (state_[i].open) {
            until = std::min(until, closes_at(i).value_or(until));
        }
    }
    auto const end = over_ ? std::nullopt : end_of_current();
    if (!end) {
        return {Due::wait, until, false};
    }
    bool const planned = stages_[*current_].frames.has_value();
    base::Instant const due = planned ? *end - lead_ : *end;
    if (now < due) {
        return {Due::wait, std::min(until, due), false};
    }
    return {Due::show, planned ? *end : now, planned};
}

void TrialCourse::shown(std::size_t stage, base::Timestamp const& when)
{
    if (stage >= stages_.size()) {
        over_ = true;
        return;
    }
    current_ = stage;
    state_[stage] = State{stages_[stage].asks, when.likely()};
}

void TrialCourse::answered(std::size_t stage)
{
    state_[stage].open = false;
}

std::vector<std::size_t> TrialCourse::expire(base::Instant now)
{
    std::vector<std::size_t> over;
    for (std::size_t i = 0; i < stages_.size(); ++i) {
        if (state_[i].open && now >= closes_at(i).value_or(base::Instant::max())) {
            state_[i].open = false;
            over.push_back(i);
        }
    }
    return over;
}

std::optional<std::size_t> TrialCourse::asked_at(base::Instant when) const
{
    for (std::size_t i = stages_.size(); i > 0; --i) {
        State const& state = state_[i - 1];
        if (state.open && when >= state.onset &&
            when < deadline(i - 1).value_or(base::Instant::max())) {
            return i - 1;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> TrialCourse::open_stage() const
{
    for (std::size_t i = stages_.size(); i > 0; --i) {
        if (state_[i - 1].open) {
            return i - 1;
        }
    }
    return std::nullopt;
}

} // namespace securebase::stage
