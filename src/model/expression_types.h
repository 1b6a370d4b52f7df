// SPDX-License-Identifier: MIT
// Which types an operator or a function takes and gives (private to the room).
#pragma once

#include "model/expression_node.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::model {

/// One side of an operator, or an argument.
struct Operand {
    Type type = Type::any;
    std::string_view written; ///< Its source.
    Expression::Node const* node = nullptr;
};

/// What the author got wrong and where.
struct TypeFault {
    enum class At : std::uint8_t { sign, left, right };
    At at = At::sign;
    std::string what; ///< Empty: nothing is wrong.
    std::string hint;
};

struct Judgement {
    Type type = Type::any;
    TypeFault fault;
};

/// "a number", "a text", "true or false", "a list".
std::string with_article(Type type);
/// The type that holds either; any when they differ.
Type join(Type a, Type b);
bool fits(TypeSet set, Type type);

Judgement judge_operator(Operation operation,
                         std::string_view sign,
                         Operand const& left,
                         Operand const& right);
/// `not` and unary minus.
Judgement judge_prefix(Operation operation, Operand const& operand);
/// What a call gives; the arguments are known to fit.
Type type_of_call(FunctionDecl const& function, std::vector<Expression::Node> const& arguments);
/// What one argument must be, for the message; empty when `type` fits.
std::string misfit(FunctionDecl const& function, std::size_t index, std::size_t count, Type type);

} // namespace securebase::model
