// SPDX-License-Identifier: MIT
// Holds every trial that a session can have to its options, and its orders to their rules.
#include "plan/arrange.h"
#include "plan/check_stage.h"
#include "plan/design.h"
#include "plan/draw.h"
#include "plan/faults.h"
#include "plan/participant.h"
#include "plan/plan.h"
#include "plan/triggers.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace securebase::plan {

namespace {

constexpr std::size_t most_order_cells = 24;

bool has_rules(model::Part const& part)
{
    return !part.trial.order.runs.empty() || !part.trial.order.spacings.empty();
}

Surroundings someone(model::Part const& part, BetweenCell const& between, std::size_t index)
{
    return surroundings_of(part, between, "P001", static_cast<std::int64_t>(index) + 1, 1);
}

class DesignCheck {
public:
    DesignCheck(model::Experiment const& experiment, base::Duration period)
        : experiment_(experiment), period_(period)
    {}

    void run(base::Diagnostics& diagnostics)
    {
        for (model::Part const& part : experiment_.parts) {
            check_options(part);
        }
        check_orders();
        if (!faults_.has_errors()) {
            judge_triggers(experiment_, faults_);
        }
        faults_.report(diagnostics);
    }

private:
    void check_options(model::Part const& part)
    {
        std::vector<BetweenCell> const cells = cells_for(part, experiment_.between);
        std::size_t most = 0;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            Surroundings const surroundings = someone(part, cells[i], i);
            if (is_left_out(part, surroundings)) {
                continue;
            }
            Design const design(part.trial, surroundings);
            if (auto fault = judge_size(part, design, trials_)) {
                faults_.add(std::move(*fault));
                unfit_pools_.insert(part.pool);
                return;
            }
            most = std::max(most, block_size(part, design) * static_cast<std::size_t>(part.times));
            auto const groups = balance_cells(design, part.trial.order.balance);
            if (auto fault = judge_balance(part.trial.order, groups, part.take)) {
                faults_.add(std::move(*fault));
                unfit_pools_.insert(part.pool);
            }
            for (model::StageSpec const& stage : part.trial.stages) {
                check_stage(stage,
                            design,
                            experiment_.modules.at(part.module),
                            experiment_.screen.background,
                            period_,
                            faults_);
            }
        }
        trials_ += most;
    }

    /// Orders are made for some seeds as a session would make them. Where a block holds a whole or
    /// a balanced design the seed hardly matters; where chance picks the trials more are tried.
    void check_orders()
    {
        std::set<std::string> pools;
        bool by_chance = false;
        for (model::Part const& part : experiment_.parts) {
            if (has_rules(part) && !unfit_pools_.contains(part.pool)) {
                pools.insert(part.pool);
                by_chance = by_chance || (part.take && part.trial.order.balance.empty());
            }
        }
        if (pools.empty()) {
            return;
        }
        std::size_t const cells = std::min(count_between(experiment_.between), most_order_cells);
        std::uint64_t const seeds = by_chance ? 10 : 2;
        for (std::size_t cell = 0; cell < cells; ++cell) {
            for (std::uint64_t seed = 0; seed < seeds && !pools.empty(); ++seed) {
                check_session_order(cell, seed, pools);
            }
        }
    }

    /// A pool that has been refused is not tried again.
    void check_session_order(std::size_t cell, std::uint64_t seed, std::set<std::string>& pools)
    {
        BetweenCell const between =
            between_cell(experiment_.between, static_cast<std::int64_t>(cell));
        Pools used;
        for (model::Part const& part : experiment_.parts) {
            if (!pools.contains(part.pool)) {
                continue;
            }
            Surroundings const surroundings = someone(part, between, cell);
            if (is_left_out(part, surroundings)) {
                continue;
            }
            Design const design(part.trial, surroundings);
            auto const groups = balance_cells(design, part.trial.order.balance);
            base::Random draw(seed, "check/" + part.name + "/draw");
            base::Random order(seed, "check/" + part.name + "/order");
            for (std::int64_t block = 1; block <= part.times; ++block) {
                if (!arrange(part, design, groups, used, draw, order, faults_)) {
                    pools.erase(part.pool);
                    break;
                }
            }
        }
    }

    model::Experiment const& experiment_;
    base::Duration period_;
    Faults faults_;
    std::set<std::string> unfit_pools_; ///< Refused before any order was tried.
    std::size_t trials_ = 0;
};

} // namespace

void check_design(model::Experiment const& experiment,
                  base::Duration period,
                  base::Diagnostics& diagnostics)
{
    DesignCheck(experiment, period).run(diagnostics);
}

} // namespace securebase::plan
