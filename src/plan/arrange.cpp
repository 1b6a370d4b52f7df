// SPDX-License-Identifier: MIT
// Draws a block's trials and puts them in order.
#include "plan/arrange.h"

#include "base/assert.h"
#include "plan/order.h"
#include "plan/order_check.h"

#include <utility>

namespace securebase::plan {

namespace {

/// A draw that no order fits may have been bad luck, when chance had a say in it.
constexpr int most_draws = 20;

base::Diagnostic fixed_order_fault(Breach const& breach)
{
    base::Diagnostic fault;
    fault.place = breach.place;
    fault.code = "order-fixed";
    fault.what = "the design's own order breaks " + breach.rule + ": trials " +
                 std::to_string(breach.first + 1) + " and " + std::to_string(breach.last + 1) +
                 " share '" + breach.value + "'";
    fault.hint = "leave out shuffle: no, or the rule";
    return fault;
}

} // namespace

std::size_t block_size(model::Part const& part, Design const& design)
{
    return part.take ? static_cast<std::size_t>(*part.take) : design.size();
}

std::optional<base::Diagnostic>
judge_size(model::Part const& part, Design const& design, std::size_t before)
{
    std::size_t const size = block_size(part, design);
    auto const blocks = static_cast<std::size_t>(part.times);
    base::Diagnostic fault;
    fault.place = part.place;
    fault.code = "plan-size";
    if (design.size() == 0) {
        fault.what = "the design of '" + part.trial.name + "' holds no trial";
        fault.hint = "a factor has no level: does a 'where' leave a row?";
        return fault;
    }
    if (design.size() > Design::most_trials || size > most_session_trials ||
        blocks > most_session_trials || size * blocks > most_session_trials - before) {
        fault.what =
            "the session would have more than " + std::to_string(most_session_trials) + " trials";
        fault.hint = "draw fewer: take: 96";
        return fault;
    }
    return std::nullopt;
}

std::optional<std::vector<std::size_t>> arrange(model::Part const& part,
                                                Design const& design,
                                                std::vector<BalanceCell> const& cells,
                                                Pools& pools,
                                                base::Random& draw,
                                                base::Random& order,
                                                Faults& faults)
{
    model::OrderRules const& rules = part.trial.order;
    std::size_t const take = block_size(part, design);
    Effort effort = usual_effort;
    std::optional<OrderProblem> failed;
    Verdict verdict = Verdict::not_found;
    for (int i = 0; i < most_draws && effort > 0; ++i) {
        std::vector<std::size_t> trials = pools.draw(part.pool, cells, take, draw, rules.shuffle);
        if (!rules.shuffle) {
            if (auto const breach = first_breach(design, trials, rules)) {
                faults.add(fixed_order_fault(*breach));
                return std::nullopt;
            }
            return trials;
        }
        OrderProblem problem = make_problem(design, trials, rules);
        OrderResult const result = find_order(problem, order, effort);
        if (result.verdict == Verdict::found) {
            std::vector<std::size_t> arranged;
            arranged.reserve(trials.size());
            for (std::size_t const index : result.order) {
                arranged.push_back(trials[index]);
            }
            SECUREBASE_ASSERT(!first_breach(design, arranged, rules), "an order breaks its rules");
            return arranged;
        }
        failed = std::move(problem);
        verdict = result.verdict;
        if (take % design.size() == 0) {
            break; // there is nothing else to draw
        }
        pools.put_back(part.pool, trials);
    }
    faults.add(explain_conflict(*failed, verdict, !rules.balance.empty() || !part.take));
    return std::nullopt;
}

} // namespace securebase::plan
