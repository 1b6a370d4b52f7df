// SPDX-License-Identifier: MIT
// What the keys of a stage demand of each other.
#include "base/text.h"
#include "model/check_trials.h"
#include "model/frames.h"
#include "model/literals.h"

#include <algorithm>
#include <cmath>

namespace securebase::model {

namespace {

std::string frames_text(std::int64_t frames, double period_ms)
{
    return std::to_string(frames) + (frames == 1 ? " frame is " : " frames are ") +
           base::format_fixed(static_cast<double>(frames) * period_ms, 1) + " ms";
}

TimeRange const* time_of(std::optional<Field> const& field)
{
    auto const* setting = field ? std::get_if<Setting>(&field->value) : nullptr;
    return setting == nullptr ? nullptr : std::get_if<TimeRange>(&setting->held);
}

void check_frames(Checking& checking, StageSpec const& stage)
{
    TimeRange const* range = time_of(stage.duration);
    if (!stage.critical || range == nullptr || stage.rounding != Rounding::must_fit ||
        range->unit == TimeUnit::frames) {
        return;
    }
    base::Duration const period = checking.period();
    double const period_ms = base::to_ms(period);
    std::string const hertz = base::format_number(std::round(1e5 / period_ms) / 100) + " Hz";
    if (!range->is_fixed()) {
        if (period_ms / 2 > tolerated_error_ms) {
            checking.error(stage.duration->place,
                           "frames",
                           "a critical duration drawn in ms cannot keep to frames at " + hertz,
                           "give the range in frames, or add round: nearest");
        }
        return;
    }
    FramePlan const plan = to_frames(range->least, range->unit, period, Rounding::nearest);
    if (std::fabs(plan.error_ms()) <= tolerated_error_ms) {
        return;
    }
    std::int64_t const low =
        std::max<std::int64_t>(1, static_cast<std::int64_t>(std::floor(range->least / period_ms)));
    bool const below_one = range->least < period_ms;
    checking.error(stage.duration->place,
                   "frames",
                   base::format_number(range->least) + " ms is no whole number of frames at " +
                       hertz + ": " + frames_text(low, period_ms) +
                       (below_one ? "" : ", " + frames_text(low + 1, period_ms)),
                   "write " + std::to_string(plan.frames) +
                       (plan.frames == 1 ? " frame" : " frames") + ", or add round: nearest");
}

/// The answers that a question can give, when they are written out.
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
                answers.push_back(text == nullptr ? name : *text);
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
    return std::nullopt;
}

void check_right_answer(Checking& checking, StageSpec const& stage)
{
    auto const* setting = stage.correct ? std::get_if<Setting>(&stage.correct->value) : nullptr;
    auto const answers = stage.response ? answers_of(*stage.response) : std::nullopt;
    if (setting == nullptr || !answers) {
        return;
    }
    std::string const& right = std::get<std::string>(setting->held);
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
                       {});
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

} // namespace

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
    check_right_answer(checking, stage);
    check_labels(checking, stage);
    check_frames(checking, stage);
}

} // namespace securebase::model
