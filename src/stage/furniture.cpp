// SPDX-License-Identifier: MIT
// What the program itself shows between the author's screens.
#include "stage/furniture.h"

#include <algorithm>
#include <cmath>

namespace securebase::stage {

namespace {

plan::PlannedTrial single(plan::PlannedStage stage)
{
    plan::PlannedTrial trial;
    trial.name = stage.name;
    trial.stages.push_back(std::move(stage));
    return trial;
}

model::Setting text_setting(std::string text)
{
    return model::Setting{std::move(text)};
}

} // namespace

std::uint64_t Progress::weight(plan::PlannedTrial const& trial)
{
    auto const asks = std::ranges::count_if(
        trial.stages, [](auto const& stage) { return stage.question.has_value(); });
    return static_cast<std::uint64_t>(std::max<std::ptrdiff_t>(asks, 1));
}

Progress::Progress(plan::Plan const& plan)
{
    for (plan::PlannedTrial const& trial : plan.trials) {
        total_ += weight(trial);
    }
}

std::vector<ports::Sprite> progress_bar(double share, Scene const& scene)
{
    std::int32_t const height = std::max(2, scene.part_of_height(0.006));
    std::int32_t const done =
        static_cast<std::int32_t>(std::lround(share * static_cast<double>(scene.width)));
    ports::Box const track{0, scene.height - height, scene.width, height};
    ports::Color const color{scene.color.red, scene.color.green, scene.color.blue, 255};
    ports::Color faint = color;
    faint.alpha = 40;
    ports::Color strong = color;
    strong.alpha = 150;
    return {ports::Sprite{{}, track, faint}, ports::Sprite{{}, {0, track.y, done, height}, strong}};
}

plan::PlannedTrial feedback_trial(model::FeedbackSpec const& feedback, std::optional<bool> correct)
{
    plan::PlannedStage stage;
    stage.name = "feedback";
    stage.duration = plan::Amount{feedback.duration.least, feedback.duration.unit};
    std::string const& word = !correct   ? feedback.late
                              : *correct ? feedback.correct
                                         : feedback.wrong;
    if (!word.empty()) {
        plan::Shown shown{"text", {}};
        shown.options.set("text", text_setting(word));
        stage.shows.push_back(std::move(shown));
    }
    return single(std::move(stage));
}

plan::PlannedTrial rest_trial(std::string const& text)
{
    plan::PlannedStage stage;
    stage.name = "rest";
    stage.question = plan::Question{"pages", {}, std::nullopt};
    stage.question->options.set("text", text_setting(text));
    return single(std::move(stage));
}

plan::PlannedTrial stop_trial(std::map<std::string, std::string> const& texts)
{
    plan::PlannedStage stage;
    stage.name = stop_stage;
    stage.question = plan::Question{"choose", {}, std::nullopt};
    model::SettingList options;
    for (char const* word : {"stop_go_on", "stop_keep", "stop_withdraw"}) {
        options.push_back(text_setting(texts.at(word)));
    }
    stage.question->options.set("ask", text_setting(texts.at("stop_title")));
    stage.question->options.set("options", model::Setting{std::move(options)});
    return single(std::move(stage));
}

} // namespace securebase::stage
