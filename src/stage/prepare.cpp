// SPDX-License-Identifier: MIT
// A planned trial made ready.
#include "stage/prepare.h"

#include "base/random.h"
#include "model/frames.h"
#include "model/text_template.h"

#include <algorithm>

namespace securebase::stage {

namespace {

base::Error in_stage(base::Error error, plan::PlannedTrial const& trial, std::string const& stage)
{
    error.what = "trial " + std::to_string(trial.number) + " (" + trial.name + "), stage '" +
                 stage + "': " + error.what;
    return error;
}

std::optional<std::int64_t> frames_of(std::optional<plan::Amount> const& amount,
                                      model::Rounding rounding,
                                      base::Duration period)
{
    if (!amount) {
        return std::nullopt;
    }
    return model::to_frames(amount->value, amount->unit, period, rounding).frames;
}

StageTiming timing_of(plan::PlannedStage const& stage, base::Duration period)
{
    StageTiming timing;
    timing.frames = frames_of(stage.duration, stage.rounding, period);
    timing.limit = frames_of(stage.limit, stage.rounding, period);
    if (stage.window) {
        timing.window =
            stage.window->unit == model::TimeUnit::milliseconds
                ? base::from_ms(stage.window->value)
                : base::Duration(static_cast<std::int64_t>(stage.window->value) * period.count());
    }
    timing.asks = stage.question.has_value();
    return timing;
}

bool mentions(model::Setting const& setting, plan::PlannedTrial const& trial)
{
    if (auto const* text = std::get_if<std::string>(&setting.held)) {
        return std::ranges::any_of(trial.stages, [&](plan::PlannedStage const& stage) {
            return model::has_braces(*text) && text->find(stage.name + '.') != std::string::npos;
        });
    }
    if (auto const* list = std::get_if<model::SettingList>(&setting.held)) {
        return std::ranges::any_of(*list,
                                   [&](model::Setting const& one) { return mentions(one, trial); });
    }
    if (auto const* map = std::get_if<model::SettingMap>(&setting.held)) {
        return std::ranges::any_of(*map,
                                   [&](auto const& entry) { return mentions(entry.value, trial); });
    }
    return false;
}

bool mentions(model::Settings const& options, plan::PlannedTrial const& trial)
{
    return std::ranges::any_of(options.all(),
                               [&](auto const& entry) { return mentions(entry.value, trial); });
}

bool uses_own_answers(plan::PlannedStage const& stage, plan::PlannedTrial const& trial)
{
    return (stage.question && mentions(stage.question->options, trial)) ||
           std::ranges::any_of(stage.shows, [&](plan::Shown const& shown) {
               return mentions(shown.options, trial);
           });
}

/// Whether what follows the stage cannot be chosen or made before its question has closed.
bool decides(ReadyTrial const& trial, std::size_t stage)
{
    std::string const answers = trial.stages[stage].planned->name + '.';
    for (std::size_t next = stage + 1; next < trial.stages.size(); ++next) {
        std::vector<std::string> const names = trial.stages[next].planned->when.names();
        bool const asks_for_it = std::ranges::any_of(
            names, [&](std::string const& name) { return name.starts_with(answers); });
        if (asks_for_it || trial.stages[next].is_late) {
            return true;
        }
        if (trial.stages[next].planned->when.is_empty()) {
            return false; // It is shown in any case, and what comes after it is not yet due.
        }
    }
    return false;
}

base::Result<void>
make(ReadyStage& ready, Kinds const& kinds, Answers const& answers, Scene const& scene)
{
    for (plan::Shown const& shown : ready.planned->shows) {
        StimulusKind const* kind = kinds.stimulus(shown.kind);
        SECUREBASE_ASSERT(kind != nullptr, "check knows every stimulus kind");
        if (auto made = kind->prepare(answers.fill(shown.options), scene, ready.sprites); !made) {
            return made.error();
        }
    }
    if (ready.planned->question) {
        plan::Question const& question = *ready.planned->question;
        ResponseKind const* kind = kinds.response(question.kind);
        SECUREBASE_ASSERT(kind != nullptr, "check knows every response kind");
        auto response = kind->prepare(answers.fill(question.options), scene);
        if (!response) {
            return response.error();
        }
        ready.response = std::move(*response);
        if (question.correct) {
            ready.correct = answers.fill(*question.correct);
        }
    }
    return {};
}

base::Result<void> make_stage(
    ReadyTrial& trial, std::size_t stage, Kinds const& kinds, Answers const& answers, Scene scene)
{
    ReadyStage& ready = trial.stages[stage];
    scene.seed = base::mix(scene.seed,
                           trial.planned->name + "/" + std::to_string(trial.planned->number) + "/" +
                               ready.planned->name);
    if (auto made = make(ready, kinds, answers, scene); !made) {
        return in_stage(made.error(), *trial.planned, ready.planned->name);
    }
    return {};
}

} // namespace

base::Result<ReadyTrial> prepare_trial(plan::PlannedTrial const& trial,
                                       Kinds const& kinds,
                                       Answers const& answers,
                                       Scene scene,
                                       base::Duration period)
{
    ReadyTrial ready;
    ready.planned = &trial;
    for (plan::PlannedStage const& planned : trial.stages) {
        ready.stages.emplace_back();
        ready.stages.back().planned = &planned;
        ready.stages.back().is_late = uses_own_answers(planned, trial);
        ready.timing.push_back(timing_of(planned, period));
        if (ready.stages.back().is_late) {
            continue;
        }
        if (auto made = make_stage(ready, ready.stages.size() - 1, kinds, answers, scene); !made) {
            return made.error();
        }
    }
    for (std::size_t i = 0; i < ready.stages.size(); ++i) {
        ready.timing[i].decides = ready.timing[i].asks && decides(ready, i);
    }
    for (auto const& [name, value] : trial.conditions) {
        ready.conditions.emplace_back(name, model::to_text(value));
    }
    ready.begin_json = plan::trial_json(trial, period);
    return ready;
}

base::Result<void> prepare_late(
    ReadyTrial& trial, std::size_t stage, Kinds const& kinds, Answers const& answers, Scene scene)
{
    return make_stage(trial, stage, kinds, answers, scene);
}

} // namespace securebase::stage
