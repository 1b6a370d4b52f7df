// SPDX-License-Identifier: MIT
// Computes expressions: three-valued logic, and NA for whatever has no answer.
#include "base/assert.h"
#include "model/expression.h"
#include "model/expression_node.h"

#include <array>
#include <cmath>
#include <set>
#include <utility>

namespace securebase::model {

namespace {

/// Bytes of a joined text: columns that double each other would else outgrow every machine.
constexpr std::size_t longest_text = 65'536;

using Node = Expression::Node;

/// The value of an operand; constants are not copied.
class Result {
public:
    Result(Node const& node, Bindings const& bindings)
    {
        if (node.operation == Operation::constant) {
            value_ = &node.constant;
        } else {
            own_ = compute(node, bindings);
            value_ = &own_;
        }
    }
    ~Result() = default;
    Result(Result const&) = delete;
    Result& operator=(Result const&) = delete;
    Value const& operator*() const { return *value_; }
    Value const* operator->() const { return value_; }

private:
    Value own_;
    Value const* value_;
};

/// `and` and `or`: `deciding` settles the answer whatever else is unknown.
Value logic(Node const& node, Bindings const& bindings, bool deciding)
{
    bool unknown = false;
    for (Node const& child : node.children) {
        Result const side(child, bindings);
        if (side->truth() == nullptr) {
            unknown = true;
        } else if (*side->truth() == deciding) {
            return Value(deciding);
        }
    }
    return unknown ? Value() : Value(!deciding);
}

Value negation(Node const& node, Bindings const& bindings)
{
    Result const side(node.children[0], bindings);
    if (node.operation == Operation::logical_not) {
        return side->truth() == nullptr ? Value() : Value(!*side->truth());
    }
    // 0 - x, so that no negative zero is ever shown.
    return side->number() == nullptr ? Value() : Value(0.0 - *side->number());
}

Value arithmetic(Operation operation, double a, double b)
{
    double result = 0;
    switch (operation) {
    case Operation::add:
        result = a + b;
        break;
    case Operation::subtract:
        result = a - b;
        break;
    case Operation::multiply:
        result = a * b;
        break;
    case Operation::divide:
        if (b == 0) {
            return {};
        }
        result = a / b;
        break;
    default: {
        if (b == 0) {
            return {};
        }
        // The sign of the divisor, as in clock arithmetic: -1 % 4 is 3.
        double const remainder = std::fmod(a, b);
        result = remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
        break;
    }
    }
    return std::isfinite(result) ? Value(result + 0.0) : Value(); // + 0.0: no negative zero
}

Value calculation(Node const& node, Bindings const& bindings)
{
    Result const a(node.children[0], bindings);
    Result const b(node.children[1], bindings);
    if (a->number() != nullptr && b->number() != nullptr) {
        return arithmetic(node.operation, *a->number(), *b->number());
    }
    if (node.operation == Operation::add && a->text() != nullptr && b->text() != nullptr) {
        bool const fits = a->text()->size() + b->text()->size() <= longest_text;
        return fits ? Value(*a->text() + *b->text()) : Value();
    }
    return {};
}

template <class T> bool ordered(Operation operation, T const& a, T const& b)
{
    switch (operation) {
    case Operation::less:
        return a < b;
    case Operation::less_equal:
        return a <= b;
    case Operation::greater:
        return a > b;
    default:
        return a >= b;
    }
}

Value comparison(Node const& node, Bindings const& bindings)
{
    Result const a(node.children[0], bindings);
    Result const b(node.children[1], bindings);
    if (node.operation == Operation::equal || node.operation == Operation::not_equal) {
        std::optional<bool> const equal = are_equal(*a, *b);
        return equal ? Value(*equal == (node.operation == Operation::equal)) : Value();
    }
    if (node.operation == Operation::in) {
        std::array<Value, 2> const arguments = {*b, *a};
        return b->list() == nullptr ? Value() : call(Function::contains, arguments);
    }
    if (a->number() != nullptr && b->number() != nullptr) {
        return Value(ordered(node.operation, *a->number(), *b->number()));
    }
    if (a->text() != nullptr && b->text() != nullptr) {
        return Value(ordered(node.operation, *a->text(), *b->text()));
    }
    return {};
}

Value choice(Node const& node, Bindings const& bindings)
{
    Result const condition(node.children[0], bindings);
    // A condition that is NA counts as not met.
    bool const met = condition->truth() != nullptr && *condition->truth();
    return compute(node.children[met ? 1 : 2], bindings);
}

std::vector<Value> compute_all(std::vector<Node> const& nodes, Bindings const& bindings)
{
    std::vector<Value> values;
    values.reserve(nodes.size());
    for (Node const& node : nodes) {
        values.push_back(compute(node, bindings));
    }
    return values;
}

Value compute_call(Node const& node, Bindings const& bindings)
{
    if (node.function == Function::choose_if) {
        return choice(node, bindings);
    }
    if (node.children.size() == 1) { // most calls; spares the vector
        Result const argument(node.children[0], bindings);
        return call(node.function, std::span(&*argument, 1));
    }
    return call(node.function, compute_all(node.children, bindings));
}

void collect_names(Node const& node, std::set<std::string>& names)
{
    if (node.operation == Operation::name) {
        names.insert(node.text);
    }
    for (Node const& child : node.children) {
        collect_names(child, names);
    }
}

} // namespace

Value compute(Node const& node, Bindings const& bindings)
{
    switch (node.operation) {
    case Operation::constant:
        return node.constant;
    case Operation::name:
        return bindings.value_of(node.text);
    case Operation::list:
        return Value(compute_all(node.children, bindings));
    case Operation::negate:
    case Operation::logical_not:
        return negation(node, bindings);
    case Operation::logical_and:
        return logic(node, bindings, false);
    case Operation::logical_or:
        return logic(node, bindings, true);
    case Operation::add:
    case Operation::subtract:
    case Operation::multiply:
    case Operation::divide:
    case Operation::modulo:
        return calculation(node, bindings);
    case Operation::call:
        return compute_call(node, bindings);
    default:
        return comparison(node, bindings);
    }
}

std::string_view name_of(Type type)
{
    switch (type) {
    case Type::any:
        return "any";
    case Type::na:
        return "NA";
    case Type::truth:
        return "truth";
    case Type::number:
        return "number";
    case Type::text:
        return "text";
    case Type::list:
        break;
    }
    return "list";
}

Expression::Expression() = default;
Expression::Expression(Expression&& other) noexcept = default;
Expression::~Expression() = default;

Expression::Expression(Expression const& other)
    : root_(other.root_ ? std::make_unique<Node const>(*other.root_) : nullptr),
      source_(other.source_), place_(other.place_)
{}

Expression& Expression::operator=(Expression&& other) noexcept = default;

Expression& Expression::operator=(Expression const& other)
{
    return *this = Expression(other);
}

Type Expression::type() const
{
    return root_ ? root_->type : Type::any;
}

std::vector<std::string> Expression::names() const
{
    std::set<std::string> names;
    if (root_) {
        collect_names(*root_, names);
    }
    return {names.begin(), names.end()};
}

Value Expression::evaluate(Bindings const& bindings) const
{
    return root_ ? compute(*root_, bindings) : Value();
}

bool Expression::holds(Bindings const& bindings) const
{
    Value const value = evaluate(bindings);
    return value.truth() != nullptr && *value.truth();
}

} // namespace securebase::model
