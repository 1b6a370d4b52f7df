// SPDX-License-Identifier: MIT
// Which types operators and functions take and give, with messages for people who do not program.
#include "model/expression_types.h"

#include <algorithm>

namespace securebase::model {

namespace {

bool is_open(Type type)
{
    return type == Type::any || type == Type::na;
}

bool is_literal_na(Operand const& operand)
{
    return operand.node != nullptr && operand.node->operation == Operation::constant &&
           operand.node->constant.is_na();
}

std::string quoted(std::string_view text)
{
    return "'" + std::string(text) + "'";
}

/// `kind == 'a' or 'b'`: the comparison was meant to go on.
std::string condition_hint(Operand const& left, Operand const& wrong)
{
    bool const goes_on =
        left.node != nullptr && left.node->operation == Operation::equal && wrong.node != left.node;
    if (goes_on) {
        return "write the comparison again after it, or: value in [a, b]";
    }
    return "compare it with something: " + std::string(wrong.written) + " == ...";
}

Judgement judge_logic(std::string_view sign, Operand const& left, Operand const& right)
{
    for (Operand const* side : {&left, &right}) {
        if (!is_open(side->type) && side->type != Type::truth) {
            return {Type::truth,
                    {side == &left ? TypeFault::At::left : TypeFault::At::right,
                     quoted(sign) + " joins conditions, but " + std::string(side->written) +
                         " is " + with_article(side->type),
                     condition_hint(left, *side)}};
        }
    }
    return {Type::truth, {}};
}

std::string comparison_hint(Type a, Type b)
{
    TypeSet const both = static_cast<TypeSet>(only(a) | only(b));
    if (both == either(Type::number, Type::text)) {
        return "numbers are written without quotes; text(x) and number(x) change one into the "
               "other";
    }
    if ((both & only(Type::list)) != 0) {
        return "write: value in list";
    }
    return "a condition needs no comparison: write it alone, or after not";
}

Judgement judge_comparison(Operation operation,
                           std::string_view sign,
                           Operand const& left,
                           Operand const& right)
{
    if (is_literal_na(left) || is_literal_na(right)) {
        Operand const& other = is_literal_na(left) ? right : left;
        return {Type::truth,
                {TypeFault::At::sign,
                 "a comparison with NA is never true",
                 "write is_na(" + std::string(other.written) + ")"}};
    }
    bool const known = !is_open(left.type) && !is_open(right.type);
    if (known && left.type != right.type) {
        return {Type::truth,
                {TypeFault::At::sign,
                 quoted(sign) + " compares " + with_article(left.type) + " with " +
                     with_article(right.type),
                 comparison_hint(left.type, right.type)}};
    }
    bool const ordered = operation != Operation::equal && operation != Operation::not_equal;
    for (Operand const* side : {&left, &right}) {
        if (ordered && (side->type == Type::truth || side->type == Type::list)) {
            return {Type::truth,
                    {TypeFault::At::sign,
                     quoted(sign) + " orders numbers or texts, but " + std::string(side->written) +
                         " is " + with_article(side->type),
                     {}}};
        }
    }
    return {Type::truth, {}};
}

Judgement judge_in(Operand const& left, Operand const& right)
{
    if (!is_open(right.type) && right.type != Type::list) {
        return {Type::truth,
                {TypeFault::At::right,
                 "'in' looks into a list, but " + std::string(right.written) + " is " +
                     with_article(right.type),
                 right.type == Type::text ? "write contains(text, part) to look into a text"
                                          : "write the list as [a, b]"}};
    }
    if (right.node != nullptr && right.node->operation == Operation::list &&
        !right.node->children.empty() && !is_open(left.type)) {
        auto const& items = right.node->children;
        bool const none = std::none_of(items.begin(), items.end(), [&left](auto const& item) {
            return is_open(item.type) || item.type == left.type;
        });
        if (none) {
            return {Type::truth,
                    {TypeFault::At::sign,
                     "'in' looks for " + with_article(left.type) + ", but the list holds none",
                     comparison_hint(left.type, items.front().type)}};
        }
    }
    return {Type::truth, {}};
}

Judgement judge_plus(Operand const& left, Operand const& right)
{
    for (Operand const* side : {&left, &right}) {
        if (!fits(either(Type::number, Type::text), side->type)) {
            return {Type::any,
                    {side == &left ? TypeFault::At::left : TypeFault::At::right,
                     "'+' adds numbers or joins texts, but " + std::string(side->written) + " is " +
                         with_article(side->type),
                     {}}};
        }
    }
    if (is_open(left.type) || is_open(right.type)) {
        Type const known = is_open(left.type) ? right.type : left.type;
        bool const both_na = left.type == Type::na && right.type == Type::na;
        return {both_na ? Type::na : is_open(known) ? Type::any : known, {}};
    }
    if (left.type != right.type) {
        Operand const& number = left.type == Type::number ? left : right;
        return {Type::any,
                {TypeFault::At::sign,
                 "'+' adds numbers or joins texts, not one of each",
                 "write text(" + std::string(number.written) + ") to join it as text"}};
    }
    return {left.type, {}};
}

Judgement judge_arithmetic(std::string_view sign, Operand const& left, Operand const& right)
{
    for (Operand const* side : {&left, &right}) {
        if (!fits(only(Type::number), side->type)) {
            return {Type::number,
                    {side == &left ? TypeFault::At::left : TypeFault::At::right,
                     quoted(sign) + " calculates with numbers, but " + std::string(side->written) +
                         " is " + with_article(side->type),
                     side->type == Type::text ? "number(text) reads a number" : std::string()}};
        }
    }
    return {Type::number, {}};
}

} // namespace

std::string with_article(Type type)
{
    switch (type) {
    case Type::any:
        return "any value";
    case Type::na:
        return "NA";
    case Type::truth:
        return "true or false";
    case Type::number:
        return "a number";
    case Type::text:
        return "a text";
    case Type::list:
        break;
    }
    return "a list";
}

Type join(Type a, Type b)
{
    if (a == b || b == Type::na) {
        return a;
    }
    return a == Type::na ? b : Type::any;
}

bool fits(TypeSet set, Type type)
{
    return is_open(type) || (set & only(type)) != 0;
}

Judgement judge_operator(Operation operation,
                         std::string_view sign,
                         Operand const& left,
                         Operand const& right)
{
    switch (operation) {
    case Operation::logical_and:
    case Operation::logical_or:
        return judge_logic(sign, left, right);
    case Operation::in:
        return judge_in(left, right);
    case Operation::add:
        return judge_plus(left, right);
    case Operation::subtract:
    case Operation::multiply:
    case Operation::divide:
    case Operation::modulo:
        return judge_arithmetic(sign, left, right);
    default:
        return judge_comparison(operation, sign, left, right);
    }
}

Judgement judge_prefix(Operation operation, Operand const& operand)
{
    bool const is_not = operation == Operation::logical_not;
    Type const wanted = is_not ? Type::truth : Type::number;
    if (fits(only(wanted), operand.type)) {
        return {wanted, {}};
    }
    std::string const what =
        is_not ? "'not' turns a condition round, but " : "'-' turns a number round, but ";
    return {wanted,
            {TypeFault::At::right,
             what + std::string(operand.written) + " is " + with_article(operand.type),
             is_not ? "compare it with something: " + std::string(operand.written) + " == ..."
                    : std::string()}};
}

Type type_of_call(FunctionDecl const& function, std::vector<Expression::Node> const& arguments)
{
    switch (function.function) {
    case Function::choose_if:
        return join(arguments[1].type, arguments[2].type);
    case Function::or_else:
        return join(arguments[0].type, arguments[1].type);
    case Function::pick: {
        Expression::Node const& list = arguments[0];
        if (list.operation != Operation::list || list.children.empty()) {
            return Type::any;
        }
        Type type = list.children.front().type;
        for (Expression::Node const& item : list.children) {
            type = join(type, item.type);
        }
        return type;
    }
    default:
        return function.gives;
    }
}

std::string misfit(FunctionDecl const& function, std::size_t index, std::size_t count, Type type)
{
    TypeSet set = function.takes[std::min(index, function.takes.size() - 1)];
    if ((function.function == Function::min || function.function == Function::max) && count > 1) {
        set = only(Type::number); // a list stands alone
    }
    if (fits(set, type)) {
        return {};
    }
    std::string wanted;
    for (Type const one : {Type::truth, Type::number, Type::text, Type::list}) {
        if ((set & only(one)) != 0) {
            wanted += wanted.empty() ? with_article(one) : " or " + with_article(one);
        }
    }
    return wanted;
}

} // namespace securebase::model
