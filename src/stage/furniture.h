// SPDX-License-Identifier: MIT
// What the program itself shows between the author's screens: progress, feedback, rests, the stop
// dialogue.
#pragma once

#include "model/experiment.h"
#include "plan/plan.h"
#include "stage/kind.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace securebase::stage {

/// How far the session is, counted in questions answered of questions planned.
class Progress {
public:
    explicit Progress(plan::Plan const& plan);
    void trial_over(plan::PlannedTrial const& trial) { done_ += weight(trial); }
    double share() const
    {
        return total_ == 0 ? 1.0 : static_cast<double>(done_) / static_cast<double>(total_);
    }

private:
    static std::uint64_t weight(plan::PlannedTrial const& trial);
    std::uint64_t total_ = 0;
    std::uint64_t done_ = 0;
};

/// A thin bar along the lower edge; two sprites.
std::vector<ports::Sprite> progress_bar(double share, Scene const& scene);

/// A text for a moment after an answer.
plan::PlannedTrial feedback_trial(model::FeedbackSpec const& feedback, std::optional<bool> correct);

/// Pages between two blocks.
plan::PlannedTrial rest_trial(std::string const& text);

/// Go on, stop and keep, or stop and withdraw; the answer is stop_choices[i].
plan::PlannedTrial stop_trial(std::map<std::string, std::string> const& texts);
inline constexpr char const* stop_stage = "stop";

} // namespace securebase::stage
