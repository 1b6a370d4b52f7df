// SPDX-License-Identifier: MIT
// About how long a session takes.
#include "model/frames.h"
#include "plan/plan.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace securebase::plan {

namespace {

/// A quick and a slow person's time for one thing.
struct Span {
    double low = 0;
    double high = 0;

    Span& operator+=(Span const& other)
    {
        low += other.low;
        high += other.high;
        return *this;
    }
};

/// Usual time to answer, and per word that has to be read first. Rules of thumb for adults who read
/// on a screen at their own pace (500 to 200 words a minute for pages, 330 to 180 for sentences one
/// by one); good for planning an appointment, not for data.
struct Pace {
    std::string_view kind;
    Span ms;
    Span ms_per_word;
};

constexpr std::array paces = {
    Pace{"keys", {400, 800}, {}},
    Pace{"click", {600, 1200}, {}},
    Pace{"likert", {2000, 5000}, {}},
    Pace{"vas", {2500, 5500}, {}},
    Pace{"choose", {2000, 5500}, {}},
    Pace{"choose_many", {4000, 9000}, {}},
    Pace{"type", {6000, 25000}, {}},
    Pace{"read", {}, {180, 330}},
    Pace{"pages", {}, {120, 300}},
    Pace{"agree", {2000, 6000}, {120, 300}},
};
constexpr Pace usual = {"", {1000, 4000}, {}};
constexpr Span rest = {5000, 20000};

std::size_t count_words(std::string_view text)
{
    std::size_t words = 0;
    bool inside = false;
    for (char const c : text) {
        bool const space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        words += !space && !inside ? 1 : 0;
        inside = !space;
    }
    return words;
}

std::size_t count_words(model::Setting const& setting)
{
    if (auto const* text = std::get_if<std::string>(&setting.held)) {
        return count_words(*text);
    }
    std::size_t words = 0;
    if (auto const* list = std::get_if<model::SettingList>(&setting.held)) {
        for (model::Setting const& one : *list) {
            words += count_words(one);
        }
    }
    return words;
}

Span answer_time(Question const& question)
{
    auto const* const found =
        std::find_if(paces.begin(), paces.end(), [&question](auto const& pace) {
            return pace.kind == question.kind;
        });
    Pace const& pace = found == paces.end() ? usual : *found;
    double words = 0;
    if (pace.ms_per_word.high > 0) {
        for (auto const& entry : question.options.all()) {
            words += static_cast<double>(count_words(entry.value));
        }
    }
    return {pace.ms.low + pace.ms_per_word.low * words,
            pace.ms.high + pace.ms_per_word.high * words};
}

double ms_of(Amount const& amount, model::Rounding rounding, base::Duration period)
{
    return model::to_frames(amount.value, amount.unit, period, rounding).achievable_ms;
}

Span stage_time(PlannedStage const& stage, base::Duration period)
{
    Span time;
    if (stage.duration) {
        double const fixed = ms_of(*stage.duration, stage.rounding, period);
        time = {fixed, fixed};
    } else if (stage.question) {
        time = answer_time(*stage.question);
        if (stage.limit) {
            double const limit = ms_of(*stage.limit, stage.rounding, period);
            time = {std::min(time.low, limit), std::min(time.high, limit)};
        }
    }
    bool const may_be_left_out = !stage.when.is_empty();
    return {may_be_left_out ? 0 : time.low, time.high};
}

Span trial_time(PlannedTrial const& trial, bool rests_before, base::Duration period)
{
    Span time;
    for (PlannedStage const& stage : trial.stages) {
        time += stage_time(stage, period);
    }
    if (trial.feedback) {
        model::TimeRange const& shown = trial.feedback->duration;
        double const ms =
            ms_of({(shown.least + shown.most) / 2, shown.unit}, model::Rounding::nearest, period);
        time += {ms, ms};
    }
    if (rests_before) {
        time += rest;
    }
    return time;
}

/// A part whose condition was settled before the session has trials only when it holds.
bool waits_for_answers(Plan const& plan, PlannedPart const& part)
{
    auto const is_answer = [&](std::string const& name) {
        auto const same = [&name](auto const& known) { return known.first == name; };
        return name != "participant" && name != "visit" && name != "number" &&
               std::ranges::none_of(part.constants, same) &&
               std::ranges::none_of(plan.between, same);
    };
    return std::ranges::any_of(part.when.names(), is_answer);
}

} // namespace

Estimate estimate(Plan const& plan, base::Duration period)
{
    Span total;
    for (PlannedTrial const& trial : plan.trials) {
        PlannedPart const& part = plan.parts[trial.part];
        bool const rests_before = trial.in_block == 1 && trial.block > 1 && part.pause;
        Span const time = trial_time(trial, rests_before, period);
        double const most = part.repeat_missed ? 2 * time.high : time.high;
        total += {waits_for_answers(plan, part) ? 0 : time.low, most};
    }
    return {total.low, total.high};
}

} // namespace securebase::plan
