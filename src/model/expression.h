// SPDX-License-Identifier: MIT
// The script's expressions: pure, typed, total. Grammar and functions: docs/formats/script.md.
#pragma once

#include "base/diagnostics.h"
#include "model/value.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::model {

/// What is known of a value before it is computed.
enum class Type : std::uint8_t { any, na, truth, number, text, list };
std::string_view name_of(Type type);

/// The names an expression may use and the type of each; asked while parsing.
class Names {
public:
    virtual ~Names() = default;
    /// The type of `name` (dotted names whole: "pair.word"), or nothing when there is none.
    virtual std::optional<Type> type_of(std::string_view name) const = 0;
    /// All names, for hints.
    virtual std::vector<std::string> all() const = 0;
};

/// The values behind the names; asked while evaluating.
class Bindings {
public:
    virtual ~Bindings() = default;
    /// NA when there is none.
    virtual Value value_of(std::string_view name) const = 0;
};

/// A parsed and type-checked expression: a value, copied whole.
class Expression {
public:
    Expression();
    Expression(Expression const& other);
    Expression(Expression&& other) noexcept;
    Expression& operator=(Expression const& other);
    Expression& operator=(Expression&& other) noexcept;
    ~Expression();

    bool is_empty() const { return root_ == nullptr; }
    Type type() const;
    std::string const& source() const { return source_; }
    base::Place const& place() const { return place_; }
    /// Names used, sorted, each once.
    std::vector<std::string> names() const;
    /// Never fails: what has no answer is NA. Linear in the size of the expression.
    Value evaluate(Bindings const& bindings) const;
    /// True only when it evaluates to true.
    bool holds(Bindings const& bindings) const;
    /// What is left to compute when the names that have a value in `bindings` are replaced by it;
    /// `source()` is written anew. Names without a value (NA) stay.
    Expression settled(Bindings const& bindings) const;

    struct Node;

private:
    friend std::optional<Expression>
    parse_expression(std::string_view, base::Place const&, Names const&, base::Diagnostics&);
    std::unique_ptr<Node const> root_;
    std::string source_;
    base::Place place_;
};

/// Parses `source`, whose first character stands at `place`. Faults (syntax, unknown name or
/// function with the nearest known one, wrong number or type of arguments, comparison of unlike
/// types, over 1,000 nodes) are added at their own column; returns nothing when there is any.
std::optional<Expression> parse_expression(std::string_view source,
                                           base::Place const& place,
                                           Names const& names,
                                           base::Diagnostics& diagnostics);

} // namespace securebase::model
