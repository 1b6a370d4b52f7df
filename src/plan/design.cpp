// SPDX-License-Identifier: MIT
// Crosses factors and computes lets.
#include "plan/design.h"

#include "base/assert.h"

#include <algorithm>
#include <set>

namespace securebase::plan {

void Surroundings::set(std::string name, model::Value value)
{
    values_.insert_or_assign(std::move(name), std::move(value));
}

model::Value Surroundings::value_of(std::string_view name) const
{
    auto const found = values_.find(name);
    return found == values_.end() ? model::Value() : found->second;
}

bool Surroundings::knows(std::string_view name) const
{
    return values_.find(name) != values_.end();
}

bool Surroundings::can_settle(model::Expression const& expression) const
{
    std::vector<std::string> const names = expression.names();
    return std::all_of(
        names.begin(), names.end(), [this](auto const& name) { return knows(name); });
}

Design::Design(model::TrialSpec const& trial, Surroundings const& surroundings)
    : trial_(trial), surroundings_(surroundings), levels_(trial.factors.size()),
      strides_(trial.factors.size())
{
    for (std::size_t i = trial.factors.size(); i-- > 0;) {
        levels_[i] = trial.factors[i].levels.size();
        strides_[i] = size_;
        size_ = levels_[i] == 0 || size_ == 0      ? 0
                : size_ > most_trials / levels_[i] ? most_trials + 1
                                                   : size_ * levels_[i];
    }
    if (size_ == 0 || size_ > most_trials) {
        return;
    }
    for (std::size_t i = 0; i < trial.factors.size(); ++i) {
        add_factor(i);
    }
    for (auto const& [name, expression] : trial.lets) {
        add_let(name, expression);
    }
}

void Design::add(Column column)
{
    by_name_.insert_or_assign(column.name, columns_.size());
    columns_.push_back(std::move(column));
}

void Design::add_factor(std::size_t index)
{
    model::Factor const& factor = trial_.factors[index];
    if (!factor.is_table) {
        Column own{factor.name, factor.name, {index}, {}};
        for (model::Level const& level : factor.levels) {
            own.values.push_back(level.value);
        }
        add(std::move(own));
    }
    for (std::size_t field = 0; field < factor.levels.front().fields.size(); ++field) {
        std::string const& name = factor.levels.front().fields[field].first;
        Column column{factor.name + "." + name,
                      factor.is_table ? model::column_of(factor, name) : std::string(),
                      {index},
                      {}};
        for (model::Level const& level : factor.levels) {
            SECUREBASE_ASSERT(level.fields.size() > field && level.fields[field].first == name,
                              "all levels of a factor have the same fields");
            column.values.push_back(level.fields[field].second);
        }
        add(std::move(column));
    }
}

void Design::add_let(std::string const& name, model::Expression const& expression)
{
    Column column{name, name, factors_behind(expression.names()), {}};
    std::size_t const count = combinations(column.factors);
    column.values.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        column.values.push_back(expression.evaluate(Cell(*this, trial_of(column.factors, i))));
    }
    add(std::move(column));
}

std::optional<std::size_t> Design::find(std::string_view name) const
{
    auto const found = by_name_.find(name);
    return found == by_name_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t> Design::find_condition(std::string_view name) const
{
    auto const found = std::find_if(columns_.begin(), columns_.end(), [name](auto const& column) {
        return column.condition == name && !name.empty();
    });
    return found == columns_.end()
               ? std::nullopt
               : std::optional(static_cast<std::size_t>(found - columns_.begin()));
}

model::Value const& Design::value(std::size_t column, std::size_t trial) const
{
    Column const& one = columns_[column];
    std::size_t at = 0;
    for (std::size_t const factor : one.factors) {
        at = at * levels_[factor] + level(factor, trial);
    }
    return one.values[at];
}

bool Design::knows(std::string_view name) const
{
    return find(name).has_value() || surroundings_.knows(name);
}

bool Design::can_settle(model::Expression const& expression) const
{
    std::vector<std::string> const names = expression.names();
    return std::all_of(
        names.begin(), names.end(), [this](auto const& name) { return knows(name); });
}

std::vector<std::size_t> Design::factors_behind(std::vector<std::string> const& names) const
{
    std::set<std::size_t> factors;
    for (std::string const& name : names) {
        if (auto const column = find(name)) {
            factors.insert(columns_[*column].factors.begin(), columns_[*column].factors.end());
        }
    }
    return {factors.begin(), factors.end()};
}

std::size_t Design::combinations(std::vector<std::size_t> const& factors) const
{
    std::size_t count = 1;
    for (std::size_t const factor : factors) {
        count *= levels_[factor];
    }
    return count;
}

std::size_t Design::trial_of(std::vector<std::size_t> const& factors, std::size_t combination) const
{
    std::size_t trial = 0;
    for (std::size_t i = factors.size(); i-- > 0;) {
        trial += combination % levels_[factors[i]] * strides_[factors[i]];
        combination /= levels_[factors[i]];
    }
    return trial;
}

std::optional<base::Place> Design::row_of(std::vector<std::size_t> const& factors,
                                          std::size_t trial) const
{
    for (std::size_t const factor : factors) {
        model::Level const& row = trial_.factors[factor].levels[level(factor, trial)];
        if (row.row_place) {
            return row.row_place;
        }
    }
    return std::nullopt;
}

model::Value Cell::value_of(std::string_view name) const
{
    if (auto const column = design_.find(name)) {
        return design_.value(*column, trial_);
    }
    return design_.surroundings().value_of(name);
}

} // namespace securebase::plan
