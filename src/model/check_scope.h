// SPDX-License-Identifier: MIT
// Which names the expressions of one place of a script may use (private to the room).
#pragma once

#include "base/diagnostics.h"
#include "model/expression.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::model {

/// When the value behind a name is known.
enum class Known : std::uint8_t {
    at_load,     ///< Parameters, `for each` variables.
    at_planning, ///< Factors, lets, between names, the participant.
    at_run_time, ///< Answers.
};

Type type_of(Value const& value);

class Scope final : public Names, public Bindings {
public:
    std::optional<Type> type_of(std::string_view name) const override;
    std::vector<std::string> all() const override;
    /// Of the names known at load.
    Value value_of(std::string_view name) const override;

    void add(std::string const& name, Type type, Known known);
    void add_constant(std::string const& name, Value value);
    /// `head.column` for every column of a table; `header` is where the columns are named.
    void add_columns(std::string const& head,
                     std::vector<std::pair<std::string, Type>> const& columns,
                     base::Place const& header);
    /// All texts that the value of `name` can be; it has been added.
    void add_texts(std::string const& name, std::vector<std::string> texts);
    /// None when they are not known, or not all of its values are texts.
    std::vector<std::string> const* texts_of(std::string_view name) const;
    /// What could not be read may have any part: `head` and `head.anything` are let through.
    void add_unknown(std::string const& head);
    /// What to tell who uses `head.something` although there is no such name.
    void explain(std::string const& head, std::string why);
    std::string const* explanation(std::string_view head) const;
    /// Notes every name that is asked for, found or not.
    void watch(std::set<std::string, std::less<>>* asked) { asked_ = asked; }

    bool has(std::string_view name) const { return names_.contains(name); }
    std::optional<Known> known(std::string_view name) const;
    /// Where the columns of the table behind `head` are named.
    base::Place const* header_of(std::string_view head) const;

private:
    struct Entry {
        Type type = Type::any;
        Known known = Known::at_planning;
        Value value;
        std::vector<std::string> texts; ///< All that it can be; empty: not known.
    };
    std::map<std::string, Entry, std::less<>> names_;
    std::map<std::string, base::Place, std::less<>> headers_;
    std::map<std::string, std::string, std::less<>> explanations_;
    std::set<std::string, std::less<>> unknown_;
    std::set<std::string, std::less<>>* asked_ = nullptr;
};

} // namespace securebase::model
