// SPDX-License-Identifier: MIT
// What becomes of every duration of a script on a display of a given rate.
#include "plan/timing.h"

#include "model/frames.h"
#include "model/options.h"
#include "plan/design.h"
#include "plan/participant.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

namespace securebase::plan {

namespace {

constexpr std::size_t most_cells = 24;           ///< Combinations between participants looked at.
constexpr std::size_t most_combinations = 10000; ///< Of a stage's factors.
constexpr double most_drawn = 100000;            ///< Whole ms of one range.

class Collector {
public:
    Collector(model::Experiment const& experiment, base::Duration period)
        : experiment_(experiment), period_(period)
    {}

    std::vector<StageTiming> collect()
    {
        std::size_t const cells = std::min(count_between(experiment_.between), most_cells);
        for (model::Part const& part : experiment_.parts) {
            for (std::size_t i = 0; i < cells; ++i) {
                add(part, static_cast<std::int64_t>(i));
            }
        }
        return std::move(timings_);
    }

private:
    void add(model::Part const& part, std::int64_t cell)
    {
        Surroundings const surroundings =
            surroundings_of(part, between_cell(experiment_.between, cell), "P001", cell + 1, 1);
        bool const left_out = !part.when.is_empty() && surroundings.can_settle(part.when) &&
                              !part.when.holds(surroundings);
        if (left_out) {
            return;
        }
        Design const design(part.trial, surroundings);
        if (design.size() > Design::most_trials) {
            return;
        }
        model::Module const& module = experiment_.modules.at(part.module);
        for (model::StageSpec const& stage : part.trial.stages) {
            add(part, stage, TimedBy::duration, stage.duration, design, module);
            add(part, stage, TimedBy::limit, stage.limit, design, module);
        }
    }

    void add(model::Part const& part,
             model::StageSpec const& stage,
             TimedBy by,
             std::optional<model::Field> const& field,
             Design const& design,
             model::Module const& module)
    {
        if (!field) {
            return;
        }
        bool const may_be_left_out = !stage.when.is_empty() && design.can_settle(stage.when);
        std::set<std::string> names;
        for (model::Expression const& expression : model::expressions_in(*field)) {
            for (std::string const& name : expression.names()) {
                names.insert(name);
            }
        }
        for (std::string const& name :
             may_be_left_out ? stage.when.names() : std::vector<std::string>{}) {
            names.insert(name);
        }
        auto const factors = design.factors_behind({names.begin(), names.end()});
        std::size_t const count = std::min(design.combinations(factors), most_combinations);
        for (std::size_t i = 0; i < count; ++i) {
            Cell const trial(design, design.trial_of(factors, i));
            model::Misfit misfit;
            auto const setting = may_be_left_out && !stage.when.holds(trial)
                                     ? std::nullopt
                                     : model::settle(*field, trial, module, misfit);
            auto const* range = setting ? std::get_if<model::TimeRange>(&setting->held) : nullptr;
            if (range != nullptr) {
                note(part, stage, by, *range);
            }
        }
    }

    void note(model::Part const& part,
              model::StageSpec const& stage,
              TimedBy by,
              model::TimeRange const& range)
    {
        StageTiming& timing = find(part, stage, by, range);
        timing.least_asked = std::min(timing.least_asked, range.least);
        timing.most_asked = std::max(timing.most_asked, range.most);
        // As the plan draws: whole ms or frames, and each ms lies elsewhere between two frames.
        double const first = std::ceil(range.least);
        double const last = std::min(std::floor(range.most), first + most_drawn);
        if (range.is_fixed() || last < first) {
            add(timing, range.least, range.unit, stage.rounding);
            return;
        }
        for (double amount = first; amount <= last; amount += 1) {
            add(timing, amount, range.unit, stage.rounding);
        }
    }

    void
    add(StageTiming& timing, double amount, model::TimeUnit unit, model::Rounding rounding) const
    {
        model::FramePlan const plan = model::to_frames(amount, unit, period_, rounding);
        bool const first = timing.least_frames == 0;
        timing.least_frames = first ? plan.frames : std::min(timing.least_frames, plan.frames);
        timing.most_frames = std::max(timing.most_frames, plan.frames);
        timing.least_error_ms =
            first ? plan.error_ms() : std::min(timing.least_error_ms, plan.error_ms());
        timing.most_error_ms =
            first ? plan.error_ms() : std::max(timing.most_error_ms, plan.error_ms());
    }

    StageTiming& find(model::Part const& part,
                      model::StageSpec const& stage,
                      TimedBy by,
                      model::TimeRange const& range)
    {
        auto const same = std::ranges::find_if(timings_, [&](StageTiming const& one) {
            return one.trial == part.trial.name && one.stage == stage.name && one.by == by &&
                   one.unit == range.unit;
        });
        if (same != timings_.end()) {
            return *same;
        }
        StageTiming timing;
        timing.trial = part.trial.name;
        timing.stage = stage.name;
        timing.by = by;
        timing.critical = stage.critical && by == TimedBy::duration;
        timing.unit = range.unit;
        timing.least_asked = range.least;
        timing.most_asked = range.most;
        timings_.push_back(std::move(timing));
        return timings_.back();
    }

    model::Experiment const& experiment_;
    base::Duration period_;
    std::vector<StageTiming> timings_;
};

} // namespace

std::vector<StageTiming> stage_timings(model::Experiment const& experiment, base::Duration period)
{
    return Collector(experiment, period).collect();
}

std::vector<StageTiming> stage_timings(Plan const& plan, base::Duration period)
{
    std::vector<StageTiming> timings;
    auto const take = [&](PlannedTrial const& trial,
                          PlannedStage const& stage,
                          TimedBy by,
                          std::optional<Amount> const& amount) {
        if (!amount) {
            return;
        }
        model::FramePlan const frames =
            model::to_frames(amount->value, amount->unit, period, stage.rounding);
        auto const same = std::ranges::find_if(timings, [&](StageTiming const& one) {
            return one.trial == trial.name && one.stage == stage.name && one.by == by &&
                   one.unit == amount->unit;
        });
        if (same == timings.end()) {
            timings.push_back({trial.name,
                               stage.name,
                               by,
                               stage.critical && by == TimedBy::duration,
                               amount->unit,
                               amount->value,
                               amount->value,
                               frames.frames,
                               frames.frames,
                               frames.error_ms(),
                               frames.error_ms()});
            return;
        }
        same->least_asked = std::min(same->least_asked, amount->value);
        same->most_asked = std::max(same->most_asked, amount->value);
        same->least_frames = std::min(same->least_frames, frames.frames);
        same->most_frames = std::max(same->most_frames, frames.frames);
        same->least_error_ms = std::min(same->least_error_ms, frames.error_ms());
        same->most_error_ms = std::max(same->most_error_ms, frames.error_ms());
    };
    for (PlannedTrial const& trial : plan.trials) {
        for (PlannedStage const& stage : trial.stages) {
            take(trial, stage, TimedBy::duration, stage.duration);
            take(trial, stage, TimedBy::limit, stage.limit);
        }
    }
    return timings;
}

std::string to_json(std::vector<StageTiming> const& timings)
{
    using Json = nlohmann::ordered_json;
    constexpr std::array names{"for", "limit"};
    Json list = Json::array();
    for (StageTiming const& timing : timings) {
        list.push_back({{"trial", timing.trial},
                        {"stage", timing.stage},
                        {"by", names.at(static_cast<std::size_t>(timing.by))},
                        {"critical", timing.critical},
                        {"unit", timing.unit == model::TimeUnit::frames ? "frames" : "ms"},
                        {"requested", {timing.least_asked, timing.most_asked}},
                        {"frames", {timing.least_frames, timing.most_frames}},
                        {"error_ms", {timing.least_error_ms, timing.most_error_ms}}});
    }
    return list.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace securebase::plan
