// SPDX-License-Identifier: MIT
// How a parsed expression is kept (private to the room).
#pragma once

#include "model/expression.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::model {

enum class Operation : std::uint8_t {
    constant,
    name,
    list,
    negate,
    logical_not,
    logical_and,
    logical_or,
    in,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    add,
    subtract,
    multiply,
    divide,
    modulo,
    call,
};

enum class Function : std::uint8_t {
    choose_if,
    opposite,
    absolute,
    round,
    floor,
    ceil,
    min,
    max,
    sqrt,
    exp,
    log,
    mean,
    sum,
    count,
    len,
    upper,
    lower,
    contains,
    is_na,
    or_else,
    text,
    number,
    pick,
};

struct Expression::Node {
    Operation operation = Operation::constant;
    Function function = Function::choose_if; ///< Of a call.
    Type type = Type::any;
    Value constant;   ///< Of a constant.
    std::string text; ///< Of a name.
    std::vector<Node> children;
};

/// A set of types, one bit each, for what a function takes.
using TypeSet = std::uint8_t;
constexpr TypeSet only(Type type)
{
    return static_cast<TypeSet>(1U << static_cast<unsigned>(type));
}
constexpr TypeSet either(Type a, Type b)
{
    return static_cast<TypeSet>(only(a) | only(b));
}
inline constexpr TypeSet anything = 0xFF;

struct FunctionDecl {
    std::string_view name;
    Function function;
    std::string_view written;   ///< How it is written, for hints.
    std::vector<TypeSet> takes; ///< One per argument; the last also for any that follow.
    std::size_t most;           ///< Number of arguments; as many as in `takes` at least.
    Type gives;                 ///< Type::any: depends on the arguments.
};

FunctionDecl const* find_function(std::string_view name);
std::string_view name_of(Function function);
/// All names, for hints.
std::vector<std::string> function_names();

/// Calls a function whose arguments have all been computed. NA when it has no answer.
Value call(Function function, std::span<Value const> arguments);

/// The value of a piece of an expression.
Value compute(Expression::Node const& node, Bindings const& bindings);

/// Three-valued equality: empty when NA takes part.
std::optional<bool> are_equal(Value const& a, Value const& b);

} // namespace securebase::model
