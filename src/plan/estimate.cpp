// SPDX-License-Identifier: MIT
// About how long a session takes.
#include "model/frames.h"
#include "plan/plan.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace securebase::plan {

namespace {

/// Usual time to answer, and per word that has to be read first. Rules of thumb for adults who read
/// on a screen at their own pace; good for planning an appointment, not for data.
struct Pace {
    std::string_view kind;
    double ms;
    double ms_per_word;
};

constexpr std::array paces = {
    Pace{"keys", 600, 0},
    Pace{"click", 900, 0},
    Pace{"likert", 3500, 0},
    Pace{"vas", 4000, 0},
    Pace{"choose", 4000, 0},
    Pace{"choose_many", 6000, 0},
    Pace{"type", 15000, 0},
    Pace{"read", 0, 300},
    Pace{"pages", 0, 250},
    Pace{"agree", 3000, 250},
};
constexpr Pace usual = {"", 2000, 0};
constexpr double rest_ms = 10000;

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

double answer_ms(Question const& question)
{
    auto const* const found =
        std::find_if(paces.begin(), paces.end(), [&question](auto const& pace) {
            return pace.kind == question.kind;
        });
    Pace const& pace = found == paces.end() ? usual : *found;
    std::size_t words = 0;
    if (pace.ms_per_word > 0) {
        for (auto const& entry : question.options.all()) {
            words += count_words(entry.second);
        }
    }
    return pace.ms + pace.ms_per_word * static_cast<double>(words);
}

double ms_of(Amount const& amount, model::Rounding rounding, base::Duration period)
{
    return model::to_frames(amount.value, amount.unit, period, rounding).achievable_ms;
}

double stage_ms(PlannedStage const& stage, base::Duration period)
{
    if (stage.duration) {
        return ms_of(*stage.duration, stage.rounding, period);
    }
    if (!stage.question) {
        return 0;
    }
    double const answer = answer_ms(*stage.question);
    return stage.limit ? std::min(answer, ms_of(*stage.limit, stage.rounding, period)) : answer;
}

} // namespace

double estimate_ms(Plan const& plan, base::Duration period)
{
    double total = 0;
    for (PlannedTrial const& trial : plan.trials) {
        for (PlannedStage const& stage : trial.stages) {
            total += stage_ms(stage, period);
        }
        if (trial.feedback) {
            model::TimeRange const& time = trial.feedback->duration;
            total +=
                ms_of({(time.least + time.most) / 2, time.unit}, model::Rounding::nearest, period);
        }
        bool const after_a_block = trial.in_block == 1 && trial.block > 1;
        total += after_a_block && plan.parts[trial.part].pause ? rest_ms : 0;
    }
    return total;
}

} // namespace securebase::plan
