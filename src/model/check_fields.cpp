// SPDX-License-Identifier: MIT
// Values of options: literals, expressions, texts, lists.
#include "model/check_fields.h"

#include "base/text.h"
#include "model/check_expressions.h"
#include "model/check_pages.h"
#include "model/literals.h"
#include "model/options.h"

#include <algorithm>
#include <set>

namespace securebase::model {

using script::Node;
using script::NodeKind;

namespace {

bool is_of_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.';
}

bool is_text(OptionType type)
{
    return type == OptionType::text || type == OptionType::page;
}

Field start(OptionDecl const& decl, base::Place const& place)
{
    Field field;
    field.name = decl.name;
    field.place = place;
    field.decl = decl;
    return field;
}

/// An option called twice in a list of answers could not be told apart.
bool refuse_repeats(Checking& checking, Field const& field, Node const& node)
{
    bool good = true;
    std::map<std::string, base::Place> seen;
    for (Node const& item : node.items) {
        if (item.is_scalar() && base::trim(item.text).empty()) {
            checking.error(item.place,
                           "empty-value",
                           "one of the " + field.name + " has no words",
                           "write them, or delete it");
            good = false;
            continue;
        }
        auto const [first, is_new] = seen.emplace(item.text, item.place);
        if (!is_new && !is_computed(item)) {
            checking.add({base::Severity::error,
                          item.place,
                          quoted(item.text) + " is twice among the " + field.name,
                          "data could not tell them apart: give each words of its own",
                          "option-twice",
                          first->second,
                          "first written here"});
            good = false;
        }
    }
    return good;
}

} // namespace

std::optional<Field> Fields::read(OptionDecl const& decl, Node const& node)
{
    Field field = start(decl, node.place);
    if (is_computed(node) && node.text[1] == '{') {
        checking_.error(node.place_in_text(0, 2),
                        "dollar-brace",
                        "'${' begins neither a text nor a value",
                        "a value alone is written $name, and within a text {name}");
        return std::nullopt;
    }
    if (is_computed(node)) {
        return read_computed(std::move(field), node);
    }
    if (decl.type == OptionType::key_map) {
        return read_keys(std::move(field), node);
    }
    if (decl.type == OptionType::area_map) {
        return read_areas(std::move(field), node);
    }
    switch (node.kind) {
    case NodeKind::null:
        checking_.error(node.place, "empty-value", quoted(decl.name) + " has no value");
        return std::nullopt;
    case NodeKind::scalar:
        return read_scalar(std::move(field), node);
    case NodeKind::list:
        return read_list(std::move(field), node);
    case NodeKind::map:
        break;
    }
    checking_.error(node.place, "wrong-type", quoted(decl.name) + " cannot be a map");
    return std::nullopt;
}

std::optional<Setting> Fields::read_constant(OptionDecl const& decl, Node const& node)
{
    if (is_computed(node) && !read_expression(checking_, node, scope_, Known::at_load)) {
        return std::nullopt;
    }
    auto field = read(decl, node);
    if (!field) {
        return std::nullopt;
    }
    if (auto* setting = std::get_if<Setting>(&field->value)) {
        return std::move(*setting);
    }
    checking_.error(node.place,
                    "not-constant",
                    quoted(decl.name) + " must be the same for everybody and known beforehand");
    return std::nullopt;
}

std::optional<Field> Fields::read_computed(Field field, Node const& node)
{
    bool const text = is_text(field.decl.type);
    auto expression =
        read_expression(checking_, node, scope_, text ? Known::at_run_time : Known::at_planning);
    if (!expression) {
        return std::nullopt;
    }
    switch (latest_of(*expression, scope_)) {
    case Known::at_load:
        return settle_now(std::move(field), expression->evaluate(scope_));
    case Known::at_run_time:
        field.value = Template{{Template::Slot{std::move(*expression), true}}};
        return field;
    case Known::at_planning:
        break;
    }
    bool const good = check_levels(field, *expression);
    field.value = std::move(*expression);
    return good ? std::optional(std::move(field)) : std::nullopt;
}

/// A value known at load is read as if it had been written in its place.
std::optional<Field> Fields::settle_now(Field field, Value const& value)
{
    if (is_text(field.decl.type) && value.list() == nullptr && !value.is_na()) {
        return read_text(field.decl, to_text(value), field.place, Layout::changed);
    }
    if (field.decl.type == OptionType::file && value.text() != nullptr &&
        !know_image(*value.text(), field.place)) {
        return std::nullopt;
    }
    std::string why;
    std::string hint;
    auto setting = to_setting(field.decl, value, checking_.module_of(source_), why, hint);
    if (!setting) {
        if (value.text() != nullptr && scope_.has(*value.text())) {
            hint = "write $" + *value.text() + " for its value";
        }
        checking_.error(field.place, "option-value", std::move(why), std::move(hint));
        return std::nullopt;
    }
    field.value = std::move(*setting);
    return field;
}

/// Words that are exactly a name were probably meant to be its value.
void Fields::suspect_name(Field const& field, Node const& node)
{
    bool const words = is_text(field.decl.type) || field.decl.type == OptionType::name;
    bool const dotted = node.text.find('.') != std::string::npos;
    if (words && !node.quoted && scope_.has(node.text) && (dotted || field.name == "correct")) {
        checking_.warning(node.place,
                          "name-as-words",
                          quoted(node.text) + " stands for itself here, letter by letter",
                          "write $" + node.text + " for its value, or put it in quotes");
    }
    if (is_text(field.decl.type)) {
        suspect_dollar(node);
    }
}

/// `See $pair.word now` shows just these letters.
void Fields::suspect_dollar(Node const& node)
{
    std::string_view const text = node.text;
    std::set<std::string> told;
    for (std::size_t at = text.find('$'); at != std::string_view::npos;
         at = text.find('$', at + 1)) {
        std::size_t end = at + 1;
        while (end < text.size() && is_of_name(text[end])) {
            ++end;
        }
        std::string name(text.substr(at + 1, end - at - 1));
        while (name.ends_with('.')) {
            name.pop_back();
        }
        if (at > 0 && text[at - 1] != '$' && scope_.has(name) && told.insert(name).second) {
            checking_.warning(
                node.place_in_text(base::count_code_points(text.substr(0, at)), name.size() + 1),
                "name-as-words",
                quoted("$" + name) + " stands for itself here, letter by letter",
                "within a text a value is written {" + name + "}");
        }
    }
}

std::optional<Field> Fields::read_scalar(Field field, Node const& node)
{
    suspect_name(field, node);
    if (is_text(field.decl.type)) {
        base::Place const place =
            node.verbatim ? node.place_in_text(node.text.starts_with("$$") ? 1 : 0, 1) : node.place;
        return read_text(field.decl,
                         literal_text(node),
                         place,
                         node.verbatim ? Layout::as_read : Layout::changed);
    }
    return settle_now(std::move(field), Value(literal_text(node)));
}

std::optional<Field> Fields::read_text(OptionDecl const& decl,
                                       std::string const& text,
                                       base::Place const& place,
                                       Layout layout)
{
    Field field = start(decl, place);
    if (!has_braces(text)) {
        field.value = Setting{text};
        return field;
    }
    base::Diagnostics found;
    auto cut = parse_template(text, place, scope_, found, layout);
    for (base::Diagnostic fault : found.all()) {
        explain_name(fault, scope_);
        checking_.add(std::move(fault));
    }
    if (!cut) {
        return std::nullopt;
    }
    Template result;
    std::string literal;
    for (auto& piece : cut->pieces) {
        if (auto const* written = std::get_if<std::string>(&piece)) {
            literal += *written;
            continue;
        }
        auto& slot = std::get<Template::Slot>(piece);
        Known const latest = latest_of(slot.expression, scope_);
        if (latest == Known::at_load) {
            literal += to_text(slot.expression.evaluate(scope_));
            continue;
        }
        if (!literal.empty()) {
            result.pieces.emplace_back(std::move(literal));
            literal.clear();
        }
        slot.at_run_time = latest == Known::at_run_time;
        result.pieces.emplace_back(std::move(slot));
    }
    if (result.pieces.empty()) {
        field.value = Setting{with_doubled_braces(literal)};
        return field;
    }
    if (!literal.empty()) {
        result.pieces.emplace_back(std::move(literal));
    }
    field.value = std::move(result);
    return field;
}

std::optional<Field> Fields::read_list(Field field, Node const& node)
{
    bool const pair = field.decl.type == OptionType::point || field.decl.type == OptionType::size;
    if (!pair && field.decl.type != OptionType::text_list) {
        checking_.error(node.place,
                        "wrong-type",
                        quoted(field.name) + " cannot be a list",
                        field.decl.type == OptionType::time
                            ? "a time drawn from a range is written 500..1000 ms"
                        : field.decl.type == OptionType::color
                            ? "a colour is a name or six hexadecimal digits, as in '#ffcc00'"
                        : field.name == "points"
                            ? "words for the points stand inside: likert: { points: 3, labels: "
                              "[...] }"
                            : "write one value; a list of values is a factor of the trial");
        return std::nullopt;
    }
    if (pair && node.items.size() != 2) {
        return settle_now(std::move(field), Value(Value::List(node.items.size())));
    }
    if (node.items.empty()) {
        checking_.error(node.place, "empty-value", quoted(field.name) + " is an empty list");
        return std::nullopt;
    }
    bool good = field.name != "options" || refuse_repeats(checking_, field, node);
    std::vector<Field> parts;
    for (Node const& item : node.items) {
        auto part = read(leaf_of(field.decl, {}), item);
        good = good && part.has_value();
        if (part) {
            part->name.clear();
            parts.push_back(std::move(*part));
        }
    }
    field.value = std::move(parts);
    return good ? settle_parts(std::move(field)) : std::nullopt;
}

/// Once all parts are settled the whole is.
std::optional<Field> Fields::settle_parts(Field field)
{
    auto const& parts = std::get<std::vector<Field>>(field.value);
    bool const settled = std::ranges::all_of(
        parts, [](Field const& part) { return std::holds_alternative<Setting>(part.value); });
    if (!settled) {
        return field;
    }
    Misfit misfit;
    auto setting = settle(field, scope_, checking_.module_of(source_), misfit);
    if (!setting) {
        checking_.error(misfit.place, "option-value", misfit.why, misfit.hint);
        return std::nullopt;
    }
    field.value = std::move(*setting);
    return field;
}

std::optional<Field> Fields::read_page(OptionDecl const& decl, Node const& node)
{
    std::string name = literal_text(node);
    if (is_computed(node)) {
        auto const expression = read_expression(checking_, node, scope_, Known::at_load);
        if (!expression) {
            return std::nullopt;
        }
        name = to_text(expression->evaluate(scope_));
    }
    if (!name.ends_with(".md")) {
        checking_.error(node.place,
                        "not-a-page",
                        quoted(name) + " is not the name of a Markdown file (.md)",
                        name.ends_with(".txt") || name.ends_with(".docx") || name.ends_with(".html")
                            ? "pages are plain text in files that end in .md"
                            : "write { text: ... } to give the words here");
        return std::nullopt;
    }
    auto const text = load_page(checking_, source_, name, node.place);
    if (!text) {
        return std::nullopt;
    }
    return read_text(decl, *text, {join_path(source_.folder, name), 1, 1, 1}, Layout::as_read);
}

} // namespace securebase::model
