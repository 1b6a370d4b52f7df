// SPDX-License-Identifier: MIT
// Whether an order keeps its rules, found out the plain way.
#include "plan/order_check.h"

#include "base/assert.h"

namespace securebase::plan {

namespace {

model::Value const& value_at(Design const& design, std::string const& column, std::size_t trial)
{
    auto const index = design.find_condition(column);
    SECUREBASE_ASSERT(index.has_value(), "check knows the columns of order rules");
    return design.value(*index, trial);
}

bool share(model::Value const& a, model::Value const& b)
{
    return !a.is_na() && a == b;
}

std::optional<Breach>
breach_of(Design const& design, std::vector<std::size_t> const& order, model::RunRule const& rule)
{
    std::size_t first = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        model::Value const& value = value_at(design, rule.column, order[i]);
        if (i > 0 && !share(value, value_at(design, rule.column, order[i - 1]))) {
            first = i;
        }
        if (i - first + 1 > static_cast<std::size_t>(rule.most)) {
            return Breach{(rule.most == 1 ? "no_repeat of " : "max_run of ") + rule.column,
                          rule.place,
                          model::to_text(value),
                          first,
                          i};
        }
    }
    return std::nullopt;
}

std::optional<Breach> breach_of(Design const& design,
                                std::vector<std::size_t> const& order,
                                model::SpacingRule const& rule)
{
    for (std::size_t i = 0; i < order.size(); ++i) {
        model::Value const& value = value_at(design, rule.column, order[i]);
        for (std::size_t j = i + 1;
             j < order.size() && j - i <= static_cast<std::size_t>(rule.least);
             ++j) {
            if (share(value, value_at(design, rule.column, order[j]))) {
                return Breach{"spacing of " + rule.column, rule.place, model::to_text(value), i, j};
            }
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<Breach> first_breach(Design const& design,
                                   std::vector<std::size_t> const& order,
                                   model::OrderRules const& rules)
{
    for (model::RunRule const& rule : rules.runs) {
        if (auto breach = breach_of(design, order, rule)) {
            return breach;
        }
    }
    for (model::SpacingRule const& rule : rules.spacings) {
        if (auto breach = breach_of(design, order, rule)) {
            return breach;
        }
    }
    return std::nullopt;
}

} // namespace securebase::plan
