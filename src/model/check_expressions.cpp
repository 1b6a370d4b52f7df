// SPDX-License-Identifier: MIT
// Parsing expressions in a scope.
#include "model/check_expressions.h"

#include "base/text.h"
#include "model/check_comparisons.h"
#include "model/literals.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace securebase::model {

using script::Node;

namespace {

constexpr bool is_of_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

struct Word {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Names, numbers and words outside of quotes.
std::vector<Word> words_of(std::string_view source)
{
    std::vector<Word> words;
    std::size_t at = 0;
    while (at < source.size()) {
        if (source[at] == '\'' || source[at] == '"') {
            std::size_t const close = source.find(source[at], at + 1);
            at = close == std::string_view::npos ? source.size() : close + 1;
        } else if (is_of_name(source[at])) {
            std::size_t const begin = at;
            while (at < source.size() && is_of_name(source[at])) {
                ++at;
            }
            words.push_back({begin, at});
        } else {
            ++at;
        }
    }
    return words;
}

base::Place part_of(std::string_view source, base::Place const& place, Word const& word)
{
    if (source.find('\n') != std::string_view::npos) {
        return place;
    }
    base::Place part = place;
    part.column +=
        static_cast<std::uint32_t>(base::count_code_points(source.substr(0, word.begin)));
    part.length = static_cast<std::uint32_t>(
        base::count_code_points(source.substr(word.begin, word.end - word.begin)));
    return part;
}

void refuse_late_name(
    Checking& checking, std::string_view name, base::Place place, Known known, Known latest)
{
    if (known == Known::at_run_time) {
        checking.error(std::move(place),
                       "answer-too-early",
                       quoted(name) + " is an answer, and this is settled before the session",
                       "answers may be used in 'when' and in {slots} of texts");
        return;
    }
    checking.error(std::move(place),
                   "not-constant",
                   quoted(name) +
                       " is not known here: only parameters and 'for each' variables are",
                   latest == Known::at_load ? "write the value itself, or a parameter" : "");
}

} // namespace

void explain_name(base::Diagnostic& fault, Scope const& scope)
{
    std::size_t const open = fault.what.find('\'');
    std::size_t const close = fault.what.rfind('\'');
    if (fault.code != "unknown-name" || open >= close) {
        return;
    }
    std::string const name = fault.what.substr(open + 1, close - open - 1);
    std::size_t const dot = name.find('.');
    base::Place const* header =
        dot == std::string::npos ? nullptr : scope.header_of(name.substr(0, dot));
    if (header != nullptr) {
        fault.code = "unknown-column";
        fault.what = "the table behind " + quoted(name.substr(0, dot)) + " has no column " +
                     quoted(name.substr(dot + 1));
        fault.also = *header;
        fault.also_what = "the table's columns";
        return;
    }
    std::string const* why = scope.explanation(name.substr(0, dot));
    bool const answers =
        name.ends_with(".response") || name.ends_with(".rt") || name.ends_with(".correct");
    bool const better =
        fault.hint.starts_with("did you mean") || scope.header_of(name.substr(0, dot)) != nullptr;
    if (why != nullptr && (!better || answers)) {
        fault.hint = *why;
    }
}

bool is_computed(Node const& node)
{
    return node.is_scalar() && node.text.size() > 1 && node.text[0] == '$' && node.text[1] != '$';
}

std::string literal_text(Node const& node)
{
    return node.text.starts_with("$$") ? node.text.substr(1) : node.text;
}

namespace {

/// `exact`: the text stands in the file as it is here, so that a fault can be shown within it.
std::optional<Expression> parse_here(Checking& checking,
                                     std::string_view source,
                                     base::Place const& place,
                                     bool exact,
                                     Scope const& scope,
                                     Known latest)
{
    base::Diagnostics found;
    auto expression = parse_expression(source, place, scope, found);
    for (base::Diagnostic fault : found.all()) {
        fault.place = exact ? fault.place : place;
        explain_name(fault, scope);
        checking.add(std::move(fault));
    }
    if (!expression) {
        return std::nullopt;
    }
    bool good = true;
    for (std::string const& name : expression->names()) {
        Known const known = scope.known(name).value_or(Known::at_planning);
        if (known <= latest) {
            continue;
        }
        good = false;
        base::Place here = place;
        for (Word const& word : words_of(source)) {
            if (exact && source.substr(word.begin, word.end - word.begin) == name) {
                here = part_of(source, place, word);
                break;
            }
        }
        refuse_late_name(checking, name, std::move(here), known, latest);
    }
    for (NeverEqual const& never : find_never_equal(source, scope)) {
        checking.warning(exact ? part_of(source, place, {never.begin, never.end}) : place,
                         "never-equal",
                         never.what,
                         never.hint);
    }
    return good ? std::move(expression) : std::nullopt;
}

} // namespace

std::optional<Expression> read_expression(Checking& checking,
                                          std::string_view source,
                                          base::Place const& place,
                                          Scope const& scope,
                                          Known latest)
{
    return parse_here(checking, source, place, true, scope, latest);
}

std::optional<Expression>
read_expression(Checking& checking, Node const& node, Scope const& scope, Known latest)
{
    std::string_view source = node.text;
    std::size_t const skipped = is_computed(node) ? 1 : 0;
    source.remove_prefix(skipped);
    return parse_here(checking,
                      source,
                      node.place_in_text(skipped, base::count_code_points(source)),
                      node.verbatim,
                      scope,
                      latest);
}

std::optional<Expression> read_condition(
    Checking& checking, Node const& node, Scope const& scope, Known latest, std::string const& key)
{
    if (!must_be_text(checking, node, quoted(key))) {
        return std::nullopt;
    }
    if (node.text == "yes" || node.text == "no") {
        checking.error(node.place,
                       "wrong-type",
                       quoted(key) + " is a condition, not " + quoted(node.text),
                       node.text == "yes" ? "write true" : "write false");
        return std::nullopt;
    }
    auto expression = read_expression(checking, node, scope, latest);
    if (!expression) {
        return std::nullopt;
    }
    Type const type = expression->type();
    if (type == Type::truth || type == Type::any || type == Type::na) {
        return expression;
    }
    checking.error(node.place,
                   "wrong-type",
                   quoted(key) + " must be true or false, but this is a " +
                       std::string(name_of(type)),
                   "compare it with something: " + expression->source() + " == ...");
    return std::nullopt;
}

Known latest_of(Expression const& expression, Scope const& scope)
{
    Known latest = Known::at_load;
    for (std::string const& name : expression.names()) {
        latest = std::max(latest, scope.known(name).value_or(Known::at_planning));
    }
    return latest;
}

bool is_plain_number(std::string_view text)
{
    if (!base::parse_number(text)) {
        return false;
    }
    std::string_view const digits = text.starts_with('-') ? text.substr(1) : text;
    return !(digits.size() > 1 && digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9');
}

std::optional<Value>
read_value(Checking& checking, Node const& node, Scope const& scope, std::string const& what)
{
    if (!node.is_scalar()) {
        checking.error(node.place,
                       "wrong-type",
                       what + " must be a number or a text, not " + described(node),
                       node.is_null() ? "write NA for a missing value" : "");
        return std::nullopt;
    }
    if (is_computed(node)) {
        auto const expression = read_expression(checking, node, scope, Known::at_load);
        return expression ? std::optional(expression->evaluate(scope)) : std::nullopt;
    }
    if (!node.quoted) {
        if (node.text == "NA") {
            return Value();
        }
        if (node.text == "true" || node.text == "false") {
            return Value(node.text == "true");
        }
        if (is_plain_number(node.text)) {
            return Value(*base::parse_number(node.text));
        }
    }
    return Value(literal_text(node));
}

std::string as_expression(Value const& value)
{
    if (auto const* list = value.list()) {
        std::vector<std::string> items;
        for (Value const& one : *list) {
            items.push_back(as_expression(one));
        }
        return "[" + base::join(items, ", ") + "]";
    }
    if (auto const* number = value.number()) {
        return *number < 0 ? "(" + to_text(value) + ")" : to_text(value);
    }
    auto const* text = value.text();
    if (text == nullptr) {
        return to_text(value);
    }
    if (text->find('\'') == std::string::npos) {
        return "'" + *text + "'";
    }
    if (text->find('"') == std::string::npos) {
        return '"' + *text + '"';
    }
    // A text cannot hold the quote it stands in, so it is joined from pieces.
    std::string joined;
    for (std::string const& piece : base::split(*text, '\'')) {
        joined += (joined.empty() ? "'" : " + \"'\" + '") + piece + "'";
    }
    return "(" + joined + ")";
}

std::string
rewrite_names(std::string_view source,
              std::function<std::optional<std::string>(std::string_view)> const& replacement)
{
    std::string out;
    std::size_t at = 0;
    for (Word const& word : words_of(source)) {
        out += source.substr(at, word.begin - at);
        std::string_view const name = source.substr(word.begin, word.end - word.begin);
        std::size_t const next = source.find_first_not_of(" \t\n", word.end);
        bool const is_call = next != std::string_view::npos && source[next] == '(';
        auto const other = is_call ? std::nullopt : replacement(name);
        out += other.value_or(std::string(name));
        at = word.end;
    }
    return out + std::string(source.substr(at));
}

} // namespace securebase::model
