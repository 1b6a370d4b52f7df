// SPDX-License-Identifier: MIT
// What the keys of a stage demand of each other.
#include "base/text.h"
#include "model/check_trials.h"
#include "model/frames.h"
#include "model/literals.h"

#include <algorithm>

namespace securebase::model {

namespace {

TimeRange const* time_of(std::optional<Field> const& field)
{
    auto const* setting = field ? std::get_if<Setting>(&field->value) : nullptr;
    return setting == nullptr ? nullptr : std::get_if<TimeRange>(&setting->held);
}

void check_frames(Checking& checking, StageSpec const& stage)
{
    TimeRange const* range = stage.critical ? time_of(stage.duration) : nullptr;
    auto const fault =
        range == nullptr ? std::nullopt : frames_fault(*range, checking.period(), stage.rounding);
    if (fault) {
        checking.error(stage.duration->place, "frames", fault->what, fault->hint);
    }
}

/// A number among the options of a question, when it is settled.
std::optional<double> number_of(ResponseSpec const& response, std::string_view name)
{
    auto const found = std::ranges::find(response.options, name, &Field::name);
    auto const* setting =
        found == response.options.end() ? nullptr : std::get_if<Setting>(&found->value);
    auto const* number = setting == nullptr ? nullptr : std::get_if<double>(&setting->held);
    return number == nullptr ? std::nullopt : std::optional(*number);
}

/// The points of a rating.
std::optional<std::vector<std::string>> points_of(ResponseSpec const& response)
{
    auto const points = number_of(response, "points");
    auto const least = number_of(response, "least");
    if (response.kind != "likert" || !points || !least) {
        return std::nullopt;
    }
    std::vector<std::string> answers;
    auto const count = static_cast<std::size_t>(*points); // a likert has at most 11
    answers.reserve(count);
    for (std::size_t point = 0; point < count; ++point) {
        answers.push_back(base::format_number(*least + static_cast<double>(point)));
    }
    return answers;
}

void check_right_answer(Checking& checking, StageSpec const& stage)
{
    auto const* setting = stage.correct ? std::get_if<Setting>(&stage.correct->value) : nullptr;
    auto const answers = stage.response ? answers_of(*stage.response) : std::nullopt;
    if (setting == nullptr || !answers) {
        return;
    }
    auto const* written = std::get_if<std::string>(&setting->held);
    if (written == nullptr) { // it could not be read
        return;
    }
    std::string const& right = *written;
    if (std::ranges::find(*answers, right) == answers->end()) {
        checking.error(stage.correct->place,
                       "correct-never",
                       "the right answer " + quoted(right) + " can never be given",
                       base::nearest_hint(right, *answers));
    }
}

void check_limits(Checking& checking, StageSpec const& stage)
{
    if (stage.limit && !stage.response) {
        checking.error(stage.limit->place,
                       "limit-without-question",
                       "'limit' bounds the time for an answer, and this stage asks nothing",
                       "write for: to say how long it lasts");
    }
    if (stage.limit && stage.duration && stage.response) {
        checking.error(stage.limit->place,
                       "for-and-limit",
                       "with 'for' the stage lasts its full time, so 'limit' cannot end it",
                       "write window: to bound the time for an answer, or leave 'for' out");
    }
    if (stage.window && !stage.duration) {
        checking.error(stage.window->place,
                       "window-without-for",
                       "'window' needs 'for': without it the stage lasts until the answer",
                       "write limit: to bound the time for an answer");
    }
    if (stage.window && !stage.response) {
        checking.error(stage.window->place,
                       "window-without-question",
                       "'window' bounds the time for an answer, and this stage asks nothing",
                       "add a question such as keys: [E, F], or leave window out");
    }
}

/// A rating with labels has one for each point.
void check_labels(Checking& checking, StageSpec const& stage)
{
    if (!stage.response) {
        return;
    }
    double points = 0;
    Field const* labels = nullptr;
    for (Field const& field : stage.response->options) {
        auto const* setting = std::get_if<Setting>(&field.value);
        if (field.name == "points" && setting != nullptr) {
            auto const* number = std::get_if<double>(&setting->held);
            points = number == nullptr ? 0 : *number;
        }
        labels = field.name == "labels" ? &field : labels;
    }
    auto const* setting = labels == nullptr ? nullptr : std::get_if<Setting>(&labels->value);
    auto const* parts =
        labels == nullptr ? nullptr : std::get_if<std::vector<Field>>(&labels->value);
    auto const* list = setting == nullptr ? nullptr : std::get_if<SettingList>(&setting->held);
    std::size_t const count = list != nullptr ? list->size() : parts != nullptr ? parts->size() : 0;
    if (points > 0 && count > 0 && static_cast<double>(count) != points) {
        checking.error(labels->place,
                       "labels",
                       "there are " + std::to_string(count) + " labels for " +
                           base::format_number(points) + " points",
                       "write one label for each point; '' where there is none");
    }
}

/// Nobody could go on from a question that wants more ticks than it has options.
void check_least_ticked(Checking& checking, StageSpec const& stage)
{
    auto const options = stage.response ? answers_of(*stage.response) : std::nullopt;
    auto const least = stage.response ? number_of(*stage.response, "least") : std::nullopt;
    if (stage.response && stage.response->kind == "choose_many" && options && least &&
        *least > static_cast<double>(options->size())) {
        checking.error(stage.response->place,
                       "least-above-options",
                       "'choose_many' asks for at least " + base::format_number(*least) + " of " +
                           std::to_string(options->size()) + " options",
                       "nobody could go on from here: lower 'least'");
    }
}

} // namespace

std::optional<std::vector<std::string>> answers_of(ResponseSpec const& response)
{
    for (Field const& field : response.options) {
        auto const* setting = std::get_if<Setting>(&field.value);
        if (setting == nullptr) {
            continue;
        }
        std::vector<std::string> answers;
        if (auto const* map = std::get_if<SettingMap>(&setting->held)) {
            for (auto const& [name, value] : *map) {
                auto const* text = std::get_if<std::string>(&value.held);
                std::string const& answer = text == nullptr ? name : *text;
                if (std::ranges::find(answers, answer) == answers.end()) {
                    answers.push_back(answer);
                }
            }
            return answers;
        }
        auto const* list = std::get_if<SettingList>(&setting->held);
        if (list != nullptr && field.name == "options") {
            for (Setting const& one : *list) {
                answers.push_back(std::get<std::string>(one.held));
            }
            return answers;
        }
    }
    return points_of(response);
}

void check_stage_ending(Checking& checking, StageSpec const& stage)
{
    if (!stage.duration && !stage.response) {
        checking.error(stage.place,
                       "no-ending",
                       "nothing ends the stage " + quoted(stage.name),
                       "say how long it lasts (for: 500 ms) or ask something (keys: [Space])");
    }
}

void check_stage_rules(Checking& checking, StageSpec const& stage)
{
    if (!(stage.limit && !stage.response)) {
        check_stage_ending(checking, stage);
    }
    check_limits(checking, stage);
}

void check_stage_values(Checking& checking, StageSpec const& stage)
{
    check_right_answer(checking, stage);
    check_labels(checking, stage);
    check_least_ticked(checking, stage);
    check_frames(checking, stage);
}

} // namespace securebase::model
