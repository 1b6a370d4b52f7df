// SPDX-License-Identifier: MIT
// All trials that a trial's factors can make, by number (private to the room).
#pragma once

#include "model/experiment.h"
#include "model/expression.h"
#include "model/value.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace securebase::plan {

/// What expressions know outside of a design: parameters, `for each` variables, between names, the
/// participant.
class Surroundings final : public model::Bindings {
public:
    void set(std::string name, model::Value value);
    model::Value value_of(std::string_view name) const override;
    bool knows(std::string_view name) const;
    /// Every name of an expression is known, so it can be settled before the session.
    bool can_settle(model::Expression const& expression) const;

private:
    std::map<std::string, model::Value, std::less<>> values_;
};

/// The crossing of a trial's factors, the first factor slowest; trials are numbered from 0.
/// A column (a factor, a field of its levels, a let) is kept once for every combination of the
/// factors it depends on, not for every trial.
class Design {
public:
    struct Column {
        std::string name;                 ///< As expressions call it: `pair.word`.
        std::string condition;            ///< As data call it: `pair_word`; empty: not in the data.
        std::vector<std::size_t> factors; ///< It depends on, ascending.
        std::vector<model::Value> values; ///< For every combination of these, the first slowest.
    };

    /// Designs of more trials than this are not made.
    static constexpr std::size_t most_trials = 1'000'000;

    /// Both must outlive it.
    Design(model::TrialSpec const& trial, Surroundings const& surroundings);

    std::size_t size() const { return size_; } ///< most_trials + 1 when there are more.
    std::vector<Column> const& columns() const { return columns_; }
    /// By what expressions call it.
    std::optional<std::size_t> find(std::string_view name) const;
    /// By what data call it.
    std::optional<std::size_t> find_condition(std::string_view name) const;
    model::Value const& value(std::size_t column, std::size_t trial) const;
    Surroundings const& surroundings() const { return surroundings_; }
    model::TrialSpec const& trial() const { return trial_; }

    bool knows(std::string_view name) const;
    bool can_settle(model::Expression const& expression) const;
    /// The factors whose level can change what these names mean, ascending.
    std::vector<std::size_t> factors_behind(std::vector<std::string> const& names) const;
    /// Number of combinations of some factors' levels, and the first trial that has the nth.
    std::size_t combinations(std::vector<std::size_t> const& factors) const;
    std::size_t trial_of(std::vector<std::size_t> const& factors, std::size_t combination) const;
    std::size_t level(std::size_t factor, std::size_t trial) const
    {
        return trial / strides_[factor] % levels_[factor];
    }
    /// The row behind one trial, of the first table among `factors`.
    std::optional<base::Place> row_of(std::vector<std::size_t> const& factors,
                                      std::size_t trial) const;

private:
    void add(Column column);
    void add_factor(std::size_t index);
    void add_let(std::string const& name, model::Expression const& expression);

    model::TrialSpec const& trial_;
    Surroundings const& surroundings_;
    std::vector<std::size_t> levels_;  ///< Of each factor.
    std::vector<std::size_t> strides_; ///< Trials between one level of a factor and its next.
    std::size_t size_ = 1;
    std::vector<Column> columns_;
    std::map<std::string, std::size_t, std::less<>> by_name_;
};

/// One trial of a design, as the names its expressions may use.
class Cell final : public model::Bindings {
public:
    Cell(Design const& design, std::size_t trial) : design_(design), trial_(trial) {}
    model::Value value_of(std::string_view name) const override;

private:
    Design const& design_;
    std::size_t trial_;
};

} // namespace securebase::plan
