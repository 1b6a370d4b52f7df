// SPDX-License-Identifier: MIT
// The functions of the script language: how each is written and what it gives.
#include "base/text.h"
#include "model/expression_node.h"
#include "model/letter_case.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace securebase::model {

namespace {

constexpr std::size_t many = 1000; ///< The node budget is the real bound.

std::vector<FunctionDecl> const& functions()
{
    constexpr TypeSet truth = only(Type::truth);
    constexpr TypeSet number = only(Type::number);
    constexpr TypeSet text = only(Type::text);
    constexpr TypeSet list = only(Type::list);
    static std::vector<FunctionDecl> const all = {
        {"if",
         Function::choose_if,
         "if(condition, a, b)",
         {truth, anything, anything},
         3,
         Type::any},
        {"opposite", Function::opposite, "opposite(place)", {text}, 1, Type::text},
        {"abs", Function::absolute, "abs(number)", {number}, 1, Type::number},
        {"round", Function::round, "round(number)", {number}, 1, Type::number},
        {"floor", Function::floor, "floor(number)", {number}, 1, Type::number},
        {"ceil", Function::ceil, "ceil(number)", {number}, 1, Type::number},
        {"min",
         Function::min,
         "min(a, b) or min(list)",
         {either(Type::number, Type::list)},
         many,
         Type::number},
        {"max",
         Function::max,
         "max(a, b) or max(list)",
         {either(Type::number, Type::list)},
         many,
         Type::number},
        {"sqrt", Function::sqrt, "sqrt(number)", {number}, 1, Type::number},
        {"exp", Function::exp, "exp(number)", {number}, 1, Type::number},
        {"log", Function::log, "log(number)", {number}, 1, Type::number},
        {"mean", Function::mean, "mean([a, b])", {list}, 1, Type::number},
        {"sum", Function::sum, "sum([a, b])", {list}, 1, Type::number},
        {"count", Function::count, "count([a, b])", {list}, 1, Type::number},
        {"len",
         Function::len,
         "len(text or list)",
         {either(Type::text, Type::list)},
         1,
         Type::number},
        {"upper", Function::upper, "upper(text)", {text}, 1, Type::text},
        {"lower", Function::lower, "lower(text)", {text}, 1, Type::text},
        {"contains",
         Function::contains,
         "contains(list or text, part)",
         {either(Type::text, Type::list), anything},
         2,
         Type::truth},
        {"is_na", Function::is_na, "is_na(value)", {anything}, 1, Type::truth},
        {"or_else",
         Function::or_else,
         "or_else(value, fallback)",
         {anything, anything},
         2,
         Type::any},
        {"text", Function::text, "text(value)", {anything}, 1, Type::text},
        {"number",
         Function::number,
         "number(text)",
         {either(Type::text, Type::number)},
         1,
         Type::number},
        {"pick", Function::pick, "pick(list, index from 1)", {list, number}, 2, Type::any},
    };
    return all;
}

/// What cannot be written as a number has no answer.
Value finite(double number)
{
    return std::isfinite(number) ? Value(number + 0.0) : Value(); // + 0.0: no negative zero
}

Value of_number(Function function, Value const& argument)
{
    double const* const x = argument.number();
    if (x == nullptr) {
        return {};
    }
    switch (function) {
    case Function::absolute:
        return Value(std::fabs(*x));
    case Function::round:
        return finite(std::round(*x)); // halves away from zero
    case Function::floor:
        return finite(std::floor(*x));
    case Function::ceil:
        return finite(std::ceil(*x));
    case Function::sqrt:
        return finite(std::sqrt(*x));
    case Function::exp:
        return finite(std::exp(*x));
    default:
        return finite(std::log(*x));
    }
}

/// The numbers of a list; nothing when one of them is NA or no number.
std::optional<std::vector<double>> numbers_of(std::span<Value const> values)
{
    std::vector<double> numbers;
    numbers.reserve(values.size());
    for (Value const& value : values) {
        if (value.number() == nullptr) {
            return std::nullopt;
        }
        numbers.push_back(*value.number());
    }
    return numbers;
}

Value of_numbers(Function function, std::span<Value const> values)
{
    auto const numbers = numbers_of(values);
    if (!numbers || (numbers->empty() && function != Function::sum)) {
        return {};
    }
    if (function == Function::min) {
        return Value(*std::min_element(numbers->begin(), numbers->end()));
    }
    if (function == Function::max) {
        return Value(*std::max_element(numbers->begin(), numbers->end()));
    }
    double sum = 0;
    for (double const number : *numbers) {
        sum += number;
    }
    return finite(function == Function::sum ? sum : sum / static_cast<double>(numbers->size()));
}

Value of_list(Function function, std::span<Value const> arguments)
{
    Value::List const* const list = arguments[0].list();
    bool const extreme = function == Function::min || function == Function::max;
    if (list == nullptr) {
        return extreme ? of_numbers(function, arguments) : Value();
    }
    if (function == Function::count) {
        auto const known =
            std::count_if(list->begin(), list->end(), [](auto const& v) { return !v.is_na(); });
        return Value(static_cast<double>(known));
    }
    return of_numbers(function, *list);
}

/// `top` to `bottom`, `top_left` to `bottom_right`; NA for a place that has no opposite.
Value opposite(Value const& place)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> pairs = {
        {{"top", "bottom"},
         {"bottom", "top"},
         {"left", "right"},
         {"right", "left"},
         {"center", "center"}}};
    if (place.text() == nullptr) {
        return {};
    }
    std::vector<std::string> words = base::split(*place.text(), '_');
    for (std::string& word : words) {
        auto const* const found = std::find_if(
            pairs.begin(), pairs.end(), [&word](auto const& pair) { return pair.first == word; });
        if (found == pairs.end()) {
            return {};
        }
        word = found->second;
    }
    return Value(base::join(words, "_"));
}

Value length(Value const& argument)
{
    if (std::string const* text = argument.text()) {
        return Value(static_cast<double>(base::count_code_points(*text)));
    }
    if (Value::List const* list = argument.list()) {
        return Value(static_cast<double>(list->size()));
    }
    return {};
}

Value contains(Value const& where, Value const& part)
{
    if (std::string const* text = where.text()) {
        return part.text() == nullptr ? Value()
                                      : Value(text->find(*part.text()) != std::string::npos);
    }
    if (where.list() == nullptr) {
        return {};
    }
    bool unknown = false;
    for (Value const& item : *where.list()) {
        std::optional<bool> const equal = are_equal(item, part);
        if (equal.value_or(false)) {
            return Value(true);
        }
        unknown = unknown || !equal;
    }
    return unknown ? Value() : Value(false);
}

Value to_number(Value const& argument)
{
    if (std::string const* text = argument.text()) {
        std::optional<double> const number = base::parse_number(base::trim(*text));
        return number ? Value(*number) : Value();
    }
    return argument.number() != nullptr ? argument : Value();
}

Value pick(Value const& from, Value const& index)
{
    if (from.list() == nullptr || index.number() == nullptr) {
        return {};
    }
    double const at = *index.number();
    Value::List const& list = *from.list();
    bool const inside = at >= 1 && at <= static_cast<double>(list.size()) && at == std::floor(at);
    return inside ? list[static_cast<std::size_t>(at) - 1] : Value();
}

Value of_text(Function function, Value const& argument)
{
    if (argument.text() == nullptr) {
        return {};
    }
    return Value(function == Function::upper ? to_upper(*argument.text())
                                             : to_lower(*argument.text()));
}

std::optional<bool> are_equal_lists(Value::List const& a, Value::List const& b)
{
    if (a.size() != b.size()) {
        return false;
    }
    bool unknown = false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::optional<bool> const equal = are_equal(a[i], b[i]);
        if (equal && !*equal) {
            return false;
        }
        unknown = unknown || !equal;
    }
    return unknown ? std::nullopt : std::optional<bool>(true);
}

} // namespace

FunctionDecl const* find_function(std::string_view name)
{
    auto const found = std::find_if(
        functions().begin(), functions().end(), [name](auto const& f) { return f.name == name; });
    return found == functions().end() ? nullptr : &*found;
}

std::string_view name_of(Function function)
{
    return std::find_if(functions().begin(),
                        functions().end(),
                        [function](auto const& f) { return f.function == function; })
        ->name;
}

std::vector<std::string> function_names()
{
    std::vector<std::string> names;
    for (FunctionDecl const& function : functions()) {
        names.emplace_back(function.name);
    }
    return names;
}

std::optional<bool> are_equal(Value const& a, Value const& b)
{
    if (a.is_na() || b.is_na()) {
        return std::nullopt;
    }
    if (a.list() != nullptr && b.list() != nullptr) {
        return are_equal_lists(*a.list(), *b.list());
    }
    return a.held == b.held; // unlike types are not equal
}

Value call(Function function, std::span<Value const> arguments)
{
    switch (function) {
    case Function::opposite:
        return opposite(arguments[0]);
    case Function::min:
    case Function::max:
    case Function::mean:
    case Function::sum:
    case Function::count:
        return of_list(function, arguments);
    case Function::len:
        return length(arguments[0]);
    case Function::upper:
    case Function::lower:
        return of_text(function, arguments[0]);
    case Function::contains:
        return contains(arguments[0], arguments[1]);
    case Function::is_na:
        return Value(arguments[0].is_na());
    case Function::or_else:
        return arguments[0].is_na() ? arguments[1] : arguments[0];
    case Function::text:
        return arguments[0].is_na() ? Value() : Value(to_text(arguments[0]));
    case Function::number:
        return to_number(arguments[0]);
    case Function::pick:
        return pick(arguments[0], arguments[1]);
    default:
        return of_number(function, arguments[0]);
    }
}

} // namespace securebase::model
