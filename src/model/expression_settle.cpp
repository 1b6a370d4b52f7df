// SPDX-License-Identifier: MIT
// Computes what is known of an expression and writes down what is left.
#include "base/text.h"
#include "model/expression.h"
#include "model/expression_node.h"

#include <algorithm>
#include <array>
#include <utility>

namespace securebase::model {

namespace {

using Node = Expression::Node;

class Nothing final : public Bindings {
public:
    Value value_of(std::string_view) const override { return {}; }
};

constexpr std::array<std::string_view, 20> signs = {"",   "",   "",   "-", "not", "and", "or",
                                                    "in", "==", "!=", "<", "<=",  ">",   ">=",
                                                    "+",  "-",  "*",  "/", "%",   ""};

/// A literal cannot hold a line break, and NA is no value to compare with.
bool can_be_written(Value const& value)
{
    if (std::string const* text = value.text()) {
        return text->find_first_of("\n\r") == std::string::npos;
    }
    if (Value::List const* list = value.list()) {
        return std::all_of(list->begin(), list->end(), can_be_written);
    }
    return !value.is_na();
}

/// 'text', "it's", or both joined when the text holds either quote.
std::string quote(std::string_view text)
{
    if (text.find('\'') == std::string_view::npos) {
        return "'" + std::string(text) + "'";
    }
    if (text.find('"') == std::string_view::npos) {
        return "\"" + std::string(text) + "\"";
    }
    std::vector<std::string> parts = base::split(text, '\'');
    std::string joined = "('" + parts[0] + "'";
    parts.erase(parts.begin());
    for (std::string const& part : parts) {
        joined += " + \"'\" + '" + part + "'";
    }
    return joined + ")";
}

std::string write(Value const& value)
{
    if (std::string const* text = value.text()) {
        return quote(*text);
    }
    if (Value::List const* list = value.list()) {
        std::vector<std::string> items;
        for (Value const& item : *list) {
            items.push_back(write(item));
        }
        return "[" + base::join(items, ", ") + "]";
    }
    bool const negative = value.number() != nullptr && *value.number() < 0;
    return negative ? "(" + to_text(value) + ")" : to_text(value);
}

std::string write(Node const& node);

std::string write_side(Node const& node)
{
    bool const alone = node.operation == Operation::constant || node.operation == Operation::name ||
                       node.operation == Operation::list || node.operation == Operation::call;
    return alone ? write(node) : "(" + write(node) + ")";
}

std::string write_all(std::vector<Node> const& nodes)
{
    std::vector<std::string> items;
    items.reserve(nodes.size());
    for (Node const& node : nodes) {
        items.push_back(write(node));
    }
    return base::join(items, ", ");
}

std::string write(Node const& node)
{
    std::string const sign(signs[static_cast<std::size_t>(node.operation)]);
    switch (node.operation) {
    case Operation::constant:
        return write(node.constant);
    case Operation::name:
        return node.text;
    case Operation::list:
        return "[" + write_all(node.children) + "]";
    case Operation::negate:
        return sign + write_side(node.children[0]);
    case Operation::logical_not:
        return sign + " " + write_side(node.children[0]);
    case Operation::call:
        return std::string(name_of(node.function)) + "(" + write_all(node.children) + ")";
    default:
        return write_side(node.children[0]) + " " + sign + " " + write_side(node.children[1]);
    }
}

Node constant(Value value)
{
    constexpr std::array types = {Type::na, Type::truth, Type::number, Type::text, Type::list};
    Node node;
    node.type = types[value.held.index()];
    node.constant = std::move(value);
    return node;
}

bool is_truth(Node const& node, bool wanted)
{
    bool const* truth = node.operation == Operation::constant ? node.constant.truth() : nullptr;
    return truth != nullptr && *truth == wanted;
}

/// `x and true` is x, `x and false` is false; `or` the other way round.
Node shorten_logic(Node node)
{
    bool const deciding = node.operation == Operation::logical_or;
    for (std::size_t i = 0; i < 2; ++i) {
        Node const& other = node.children[1 - i];
        if (is_truth(node.children[i], deciding)) {
            return constant(Value(deciding));
        }
        if (is_truth(node.children[i], !deciding) && other.type == Type::truth) {
            return Node(other);
        }
    }
    return node;
}

Node settle(Node const& from, Bindings const& bindings)
{
    if (from.operation == Operation::name) {
        Value value = bindings.value_of(from.text);
        return can_be_written(value) ? constant(std::move(value)) : from;
    }
    Node node = from;
    for (Node& child : node.children) {
        child = settle(child, bindings);
    }
    if (node.operation == Operation::constant) {
        return node;
    }
    bool const known =
        std::all_of(node.children.begin(), node.children.end(), [](Node const& child) {
            return child.operation == Operation::constant;
        });
    if (known) {
        Value value = compute(node, Nothing{});
        return can_be_written(value) ? constant(std::move(value)) : node;
    }
    if (node.operation == Operation::logical_and || node.operation == Operation::logical_or) {
        return shorten_logic(std::move(node));
    }
    bool const choice = node.operation == Operation::call && node.function == Function::choose_if;
    if (choice && node.children[0].operation == Operation::constant) {
        return Node(node.children[is_truth(node.children[0], true) ? 1 : 2]);
    }
    return node;
}

bool uses_any(std::vector<std::string> const& names, Bindings const& bindings)
{
    return std::any_of(names.begin(), names.end(), [&bindings](auto const& name) {
        return !bindings.value_of(name).is_na();
    });
}

} // namespace

Expression Expression::settled(Bindings const& bindings) const
{
    if (!root_ || !uses_any(names(), bindings)) {
        return *this;
    }
    Expression settled;
    auto root = std::make_unique<Node>(settle(*root_, bindings));
    settled.source_ = write(*root);
    settled.root_ = std::move(root);
    settled.place_ = place_;
    return settled;
}

} // namespace securebase::model
