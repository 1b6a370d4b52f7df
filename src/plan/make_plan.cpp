// SPDX-License-Identifier: MIT
// From an experiment, a participant and a seed to every trial of the session.
#include "base/assert.h"
#include "base/random.h"
#include "plan/arrange.h"
#include "plan/design.h"
#include "plan/draw.h"
#include "plan/faults.h"
#include "plan/participant.h"
#include "plan/plan.h"
#include "plan/trial_maker.h"

#include <limits>
#include <utility>

namespace securebase::plan {

namespace {

class Planner {
public:
    Planner(model::Experiment const& experiment, Request const& request)
        : experiment_(experiment), request_(request), codes_(trigger_codes(experiment)),
          triggers_(codes_)
    {
        plan_.participant = request.participant;
        plan_.number = request.number.value_or(number_of(request.participant));
        plan_.visit = request.visit;
        plan_.seed = request.seed;
        plan_.between = between_cell(experiment.between, plan_.number - 1);
    }

    std::optional<Plan> make(base::Diagnostics& diagnostics)
    {
        for (model::Part const& part : experiment_.parts) {
            add(part);
        }
        plan_.trigger_codes = std::move(codes_);
        faults_.report(diagnostics);
        return faults_.has_errors() ? std::nullopt : std::optional(std::move(plan_));
    }

private:
    /// A stream of chance for one purpose: what is added elsewhere does not change it.
    base::Random stream(model::Part const& part, std::int64_t block, char const* purpose) const
    {
        return base::Random(request_.seed,
                            request_.participant + "/" + std::to_string(request_.visit) + "/" +
                                part.name + "/" + std::to_string(block) + "/" + purpose);
    }

    void add(model::Part const& part)
    {
        PlannedPart planned;
        planned.name = part.name;
        planned.kind = part.kind;
        planned.when = part.when;
        planned.constants = part.constants;
        planned.part_names = part.part_names;
        planned.pause = part.pause;
        planned.pause_text = part.pause_text;
        planned.repeat_missed = part.repeat_missed;
        planned.first_trial = static_cast<std::uint32_t>(plan_.trials.size());
        plan_.parts.push_back(std::move(planned));

        Surroundings const surroundings =
            surroundings_of(part, plan_.between, plan_.participant, plan_.number, plan_.visit);
        if (!is_left_out(part, surroundings)) {
            add_trials(part, surroundings);
        }
        plan_.parts.back().trial_count =
            static_cast<std::uint32_t>(plan_.trials.size()) - plan_.parts.back().first_trial;
    }

    void add_trials(model::Part const& part, Surroundings const& surroundings)
    {
        Design const design(part.trial, surroundings);
        if (auto fault = judge_size(part, design, plan_.trials.size())) {
            faults_.add(std::move(*fault));
            return;
        }
        auto const cells = balance_cells(design, part.trial.order.balance);
        if (auto fault = judge_balance(part.trial.order, cells, part.take)) {
            faults_.add(std::move(*fault));
            return;
        }
        TrialMaker const maker(
            part, design, experiment_.modules.at(part.module), triggers_, faults_);
        for (std::int64_t block = 1; block <= part.times; ++block) {
            add_block(part, design, cells, maker, block);
        }
    }

    void add_block(model::Part const& part,
                   Design const& design,
                   std::vector<BalanceCell> const& cells,
                   TrialMaker const& maker,
                   std::int64_t block)
    {
        base::Random draw = stream(part, block, "draw");
        base::Random order = stream(part, block, "order");
        auto const trials = arrange(part, design, cells, pools_, draw, order, faults_);
        if (!trials) {
            return;
        }
        base::Random times = stream(part, block, "time");
        std::int64_t in_block = 0;
        for (std::size_t const trial : *trials) {
            PlannedTrial planned = maker.make(trial, times);
            planned.number = static_cast<std::uint32_t>(plan_.trials.size() + 1);
            planned.part = static_cast<std::uint16_t>(plan_.parts.size() - 1);
            planned.block = block;
            planned.in_block = ++in_block;
            plan_.trials.push_back(std::move(planned));
        }
    }

    model::Experiment const& experiment_;
    Request const& request_;
    std::vector<TriggerCode> codes_;
    TriggerTable triggers_;
    Plan plan_;
    Pools pools_;
    Faults faults_;
};

} // namespace

std::optional<Plan> make_plan(model::Experiment const& experiment,
                              Request const& request,
                              base::Diagnostics& diagnostics)
{
    SECUREBASE_ASSERT(experiment.parts.size() < std::numeric_limits<std::uint16_t>::max(),
                      "check bounds the number of parts");
    return Planner(experiment, request).make(diagnostics);
}

} // namespace securebase::plan
