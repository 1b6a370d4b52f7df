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

/// What becomes of the amounts met so far.
class Timings {
public:
    explicit Timings(base::Duration period) : period_(period) {}

    /// Of a PlannedStage or a model::StageSpec.
    template <class Stage>
    void
    note(std::string const& trial, Stage const& stage, TimedBy by, model::TimeRange const& range)
    {
        StageTiming& timing = find(trial, stage, by, range);
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
    std::vector<StageTiming> take() { return std::move(timings_); }

private:
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

    template <class Stage>
    StageTiming&
    find(std::string const& trial, Stage const& stage, TimedBy by, model::TimeRange const& range)
    {
        auto const same = std::ranges::find_if(timings_, [&](StageTiming const& one) {
            return one.trial == trial && one.stage == stage.name && one.by == by &&
                   one.unit == range.unit;
        });
        if (same != timings_.end()) {
            return *same;
        }
        StageTiming timing;
        timing.trial = trial;
        timing.stage = stage.name;
        timing.by = by;
        timing.critical = stage.critical && by == TimedBy::duration;
        timing.unit = range.unit;
        timing.least_asked = range.least;
        timing.most_asked = range.most;
        timings_.push_back(std::move(timing));
        return timings_.back();
    }

    base::Duration period_;
    std::vector<StageTiming> timings_;
};

class Collector {
public:
    Collector(model::Experiment const& experiment, base::Duration period)
        : experiment_(experiment), timings_(period)
    {}

    std::vector<StageTiming> collect()
    {
        std::size_t const cells = std::min(count_between(experiment_.between), most_cells);
        for (model::Part const& part : experiment_.parts) {
            for (std::size_t i = 0; i < cells; ++i) {
                add(part, static_cast<std::int64_t>(i));
            }
        }
        return timings_.take();
    }

private:
    void add(model::Part const& part, std::int64_t cell)
    {
        Surroundings const surroundings =
            surroundings_of(part, between_cell(experiment_.between, cell), "P001", cell + 1, 1);
        if (is_left_out(part, surroundings)) {
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
                timings_.note(part.trial.name, stage, by, *range);
            }
        }
    }

    model::Experiment const& experiment_;
    Timings timings_;
};

} // namespace

std::vector<StageTiming> stage_timings(model::Experiment const& experiment, base::Duration period)
{
    return Collector(experiment, period).collect();
}

std::vector<StageTiming> stage_timings(Plan const& plan, base::Duration period)
{
    Timings timings(period);
    auto const note = [&](PlannedTrial const& trial,
                          PlannedStage const& stage,
                          TimedBy by,
                          std::optional<Amount> const& amount) {
        if (amount) {
            timings.note(trial.name, stage, by, {amount->value, amount->value, amount->unit});
        }
    };
    for (PlannedTrial const& trial : plan.trials) {
        for (PlannedStage const& stage : trial.stages) {
            note(trial, stage, TimedBy::duration, stage.duration);
            note(trial, stage, TimedBy::limit, stage.limit);
        }
    }
    return timings.take();
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
