// SPDX-License-Identifier: MIT
// A planned trial made ready: pictures drawn, questions built, lengths in frames.
#pragma once

#include "base/result.h"
#include "plan/plan.h"
#include "stage/answers.h"
#include "stage/kind.h"
#include "stage/trial.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace securebase::stage {

struct ReadyStage {
    plan::PlannedStage const* planned = nullptr;
    std::vector<ports::Sprite> sprites;
    std::unique_ptr<Response> response; ///< Null when the stage asks nothing.
    std::optional<std::string> correct;
    bool is_late = false; ///< Uses an answer of the same trial, so it is made only when it is due.
    bool is_blank() const { return sprites.empty() && !response && !is_late; }
};

/// Owns what the plan does not: pictures and questions. The plan outlives it.
struct ReadyTrial {
    plan::PlannedTrial const* planned = nullptr;
    std::vector<ReadyStage> stages;
    std::vector<StageTiming> timing;
    std::vector<std::pair<std::string, std::string>>
        conditions;         ///< As text, for whoever stands in.
    std::string begin_json; ///< Text of the trial_begin event.
};

/// Errors: a picture or text that cannot be made, with the trial and stage.
base::Result<ReadyTrial> prepare_trial(plan::PlannedTrial const& trial,
                                       Kinds const& kinds,
                                       Answers const& answers,
                                       Scene scene,
                                       base::Duration period);

/// Makes a stage that had to wait for an answer of its own trial. Errors: as prepare_trial.
base::Result<void> prepare_late(
    ReadyTrial& trial, std::size_t stage, Kinds const& kinds, Answers const& answers, Scene scene);

} // namespace securebase::stage
