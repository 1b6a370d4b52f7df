// SPDX-License-Identifier: MIT
// Why there is no order: counting, and the smallest set of rules that conflict.
#include "base/text.h"
#include "plan/order.h"

#include <algorithm>
#include <map>
#include <utility>

namespace securebase::plan {

namespace {

std::vector<std::int64_t> sizes_of(OrderRule const& rule)
{
    std::vector<std::int64_t> sizes(rule.labels.size());
    for (std::int32_t const group : rule.group) {
        if (group >= 0) {
            ++sizes[static_cast<std::size_t>(group)];
        }
    }
    return sizes;
}

std::string number(std::int64_t value)
{
    return std::to_string(value);
}

std::optional<std::string> runs_refuted(std::int64_t count, OrderRule const& rule)
{
    std::vector<std::int64_t> const sizes = sizes_of(rule);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        std::int64_t const others = count - sizes[i];
        if (sizes[i] > rule.amount * (others + 1)) {
            return number(sizes[i]) + " of " + number(count) + " trials have '" + rule.labels[i] +
                   "', and the " + number(others) + " others part them into " + number(others + 1) +
                   (others == 0 ? " run" : " runs") + " of at most " + number(rule.amount);
        }
    }
    return std::nullopt;
}

std::optional<std::string> spacing_refuted(std::int64_t count, OrderRule const& rule)
{
    std::vector<std::int64_t> const sizes = sizes_of(rule);
    std::int64_t const step = rule.amount + 1;
    std::int64_t const most = (count + step - 1) / step;
    std::int64_t full = 0;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (sizes[i] > 1 && (sizes[i] - 1) * step + 1 > count) {
            return number(sizes[i]) + " trials with '" + rule.labels[i] + "' and " +
                   number(rule.amount) + " others between each two need " +
                   number((sizes[i] - 1) * step + 1) + " trials, and there are " + number(count);
        }
        full += sizes[i] == most ? 1 : 0;
    }
    std::int64_t const room = count - (most - 1) * step;
    if (most > 1 && full > room) {
        return number(full) + " values occur " + number(most) + " times each, and " +
               number(count) + " trials have room for " + number(room) + " such with " +
               number(rule.amount) + " others between each two";
    }
    return std::nullopt;
}

/// Drops every rule without which there still is no order.
std::pair<OrderProblem, Verdict>
smallest_conflict(OrderProblem problem, Verdict verdict, Effort each)
{
    for (OrderRule const& rule : problem.rules) {
        if (refuted_by_counting(problem, rule)) {
            return {{problem.count, {rule}}, Verdict::impossible};
        }
    }
    for (std::size_t i = 0; i < problem.rules.size() && problem.rules.size() > 1;) {
        OrderProblem fewer = problem;
        fewer.rules.erase(fewer.rules.begin() + static_cast<std::ptrdiff_t>(i));
        base::Random random(0, "conflict");
        Effort effort = each;
        Verdict const without = find_order(fewer, random, effort).verdict;
        if (without == Verdict::found) {
            ++i;
        } else {
            problem = std::move(fewer);
            verdict = without;
        }
    }
    return {std::move(problem), verdict};
}

std::string joined_titles(std::vector<OrderRule> const& rules)
{
    std::string all;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        all += i == 0 ? "" : i + 1 == rules.size() ? " and " : ", ";
        all += title(rules[i]);
    }
    return all;
}

} // namespace

std::string title(OrderRule const& rule)
{
    std::string const name = rule.spacing       ? "spacing of "
                             : rule.amount == 1 ? "no_repeat of "
                                                : "max_run of ";
    return name + rule.column + " (line " + std::to_string(rule.place.line) + ")";
}

OrderProblem make_problem(Design const& design,
                          std::vector<std::size_t> const& trials,
                          model::OrderRules const& rules)
{
    OrderProblem problem{trials.size(), {}};
    auto const add =
        [&](bool spacing, std::string const& column, std::int64_t amount, base::Place place) {
            OrderRule rule{spacing, amount, column, std::move(place), {}, {}};
            std::size_t const index = design.find_condition(column).value();
            std::map<std::string, std::int32_t> groups;
            for (std::size_t const trial : trials) {
                model::Value const& value = design.value(index, trial);
                if (value.is_na()) {
                    rule.group.push_back(-1);
                    continue;
                }
                // The type belongs to the value: the text "1" is not the number 1.
                auto const [found, fresh] =
                    groups.emplace(std::to_string(value.held.index()) + model::to_text(value),
                                   static_cast<std::int32_t>(rule.labels.size()));
                if (fresh) {
                    rule.labels.push_back(model::to_text(value));
                }
                rule.group.push_back(found->second);
            }
            problem.rules.push_back(std::move(rule));
        };
    for (model::RunRule const& rule : rules.runs) {
        add(false, rule.column, rule.most, rule.place);
    }
    for (model::SpacingRule const& rule : rules.spacings) {
        add(true, rule.column, rule.least, rule.place);
    }
    return problem;
}

std::optional<std::string> refuted_by_counting(OrderProblem const& problem, OrderRule const& rule)
{
    auto const count = static_cast<std::int64_t>(problem.count);
    return rule.spacing ? spacing_refuted(count, rule) : runs_refuted(count, rule);
}

base::Diagnostic
explain_conflict(OrderProblem const& problem, Verdict verdict, bool balanced, Effort effort)
{
    auto [core, proof] = smallest_conflict(problem, verdict, effort);
    std::stable_sort(core.rules.begin(), core.rules.end(), [](auto const& a, auto const& b) {
        return a.place.line < b.place.line;
    });
    bool const impossible = proof == Verdict::impossible;
    std::string const trials = std::to_string(core.count) + " trials";
    base::Diagnostic fault;
    fault.place = core.rules.front().place;
    fault.code = impossible ? "order-impossible" : "order-not-found";
    fault.what = impossible ? "no order of " + trials + " keeps " + joined_titles(core.rules)
                            : "no order of " + trials + " was found that keeps " +
                                  joined_titles(core.rules) + "; there may be none";
    auto const reason =
        core.rules.size() == 1 ? refuted_by_counting(core, core.rules.front()) : std::nullopt;
    fault.what += reason ? ": " + *reason : "";
    fault.hint = balanced ? "loosen or leave out one of the rules named"
                          : "loosen a rule, or draw equally often from each value: balance: [" +
                                core.rules.front().column + "]";
    if (core.rules.size() > 1) {
        fault.also = core.rules[1].place;
        fault.also_what = "the other rule";
    }
    return fault;
}

} // namespace securebase::plan
