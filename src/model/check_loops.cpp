// SPDX-License-Identifier: MIT
// `for each`: the same parts for every value of a list, or for every value that an earlier answer
// may hold.
#include "base/text.h"
#include "model/check_expressions.h"
#include "model/check_session.h"
#include "model/literals.h"

#include <algorithm>

namespace securebase::model {

using script::Entry;
using script::Node;

void SessionReader::read_loop(Entry const& entry)
{
    Node const& map = entry.value;
    if (!must_be_map(checking_, map, "'for each'")) {
        return;
    }
    Entry const* variable = loop_variable(map);
    Node const* parts = map.find("do");
    if (variable == nullptr || parts == nullptr) {
        checking_.error(entry.key_place,
                        "loop-form",
                        variable == nullptr ? "'for each' needs a name and its values"
                                            : "'for each' needs 'do'",
                        "write { target: [mother, father], do: [ ... ] }");
        return;
    }
    bool const word = must_be_word(checking_, variable->key_place, variable->key, "a variable");
    if (word && at_.scope.has(variable->key)) {
        checking_.error(variable->key_place,
                        "name-clash",
                        "the variable " + quoted(variable->key) +
                            " has the name of something else that is known here",
                        "give it another name");
    }
    auto levels = read_levels(variable->value);
    if (!must_be_list(checking_, *parts, "'do'")) {
        return;
    }
    if (!levels) {
        levels = Levels{{Value("?")}, {}}; // so that the parts inside are looked at too
    }
    Standing outer = at_;
    if (Node const* when = map.find("when")) {
        auto const condition =
            read_condition(checking_, *when, at_.scope, Known::at_run_time, "when");
        if (condition) {
            add_condition(outer, canonical(*condition, outer), when->place);
        }
    }
    for (Value const& value : levels->values) {
        SessionReader(checking_, source_, inside_loop(outer, *variable, value, *levels))
            .read(*parts);
    }
}

/// What the loop goes over: its one key that is no word of the language. Others are faults.
Entry const* SessionReader::loop_variable(Node const& map)
{
    Entry const* variable = nullptr;
    for (Entry const& one : map.entries) {
        if (one.key == "do" || one.key == "when") {
            continue;
        }
        if (variable == nullptr) {
            variable = &one;
            continue;
        }
        checking_.error(one.key_place,
                        "loop-form",
                        "'for each' goes over one list, but " + quoted(one.key) +
                            " stands beside " + quoted(variable->key),
                        "put a second 'for each' into 'do'");
    }
    return variable;
}

Standing SessionReader::inside_loop(Standing const& outer,
                                    Entry const& variable,
                                    Value const& value,
                                    Levels const& levels)
{
    Standing inner = outer;
    inner.suffix += "[" + to_text(value) + "]";
    inner.scope.add_constant(variable.key, value);
    inner.constants.emplace_back(variable.key, value);
    if (!levels.chosen_in.empty()) {
        base::Diagnostics unused;
        std::string const source =
            "contains(" + levels.chosen_in + ", " + as_expression(value) + ")";
        auto const chosen = parse_expression(source, variable.value.place, at_.scope, unused);
        add_condition(inner, chosen ? canonical(*chosen, inner) : source, variable.value.place);
    }
    return inner;
}

std::optional<SessionReader::Levels> SessionReader::read_levels(Node const& node)
{
    if (is_computed(node)) {
        return levels_of_answer(node);
    }
    if (!must_be_list(checking_, node, "the values of 'for each'")) {
        return std::nullopt;
    }
    Levels levels;
    std::set<std::string> seen;
    bool good = true;
    for (Node const& item : node.items) {
        auto value = read_value(checking_, item, at_.scope, "a value of 'for each'");
        good = good && value.has_value();
        if (value && !seen.insert(to_text(*value)).second) {
            checking_.error(
                item.place, "level-twice", quoted(to_text(*value)) + " is twice in this list");
            good = false;
        } else if (value) {
            levels.values.push_back(std::move(*value));
        }
    }
    if (node.items.empty()) {
        checking_.error(node.place, "empty-value", "'for each' goes over an empty list");
        good = false;
    }
    return good ? std::optional(std::move(levels)) : std::nullopt;
}

/// `$people.response`: all options of that question, each only when it was chosen.
std::optional<SessionReader::Levels> SessionReader::levels_of_answer(Node const& node)
{
    auto const expression = read_expression(checking_, node, at_.scope, Known::at_run_time);
    if (!expression) {
        return std::nullopt;
    }
    if (latest_of(*expression, at_.scope) == Known::at_load) {
        Value const value = expression->evaluate(at_.scope);
        if (value.list() != nullptr && !value.list()->empty()) {
            return Levels{*value.list(), {}};
        }
    }
    std::string const source(base::trim(expression->source()));
    std::size_t const dot = source.find('.');
    auto const called = at_.part_names.find(source.substr(0, dot));
    auto const& parts = checking_.experiment.parts;
    auto const part = called == at_.part_names.end()
                          ? parts.end()
                          : std::ranges::find(parts, called->second, &Part::name);
    ResponseSpec const* question = part == parts.end() ? nullptr : only_question(part->trial);
    KindDecl const* kind =
        question == nullptr ? nullptr : checking_.catalogue.response(question->kind);
    if (kind == nullptr || answer_type(*kind) != Type::list) {
        checking_.error(node.place,
                        "loop-values",
                        quoted(source) + " is not the answer of an earlier question of which "
                                         "several options can be chosen",
                        "write a list, or $NAME.response of a choose_many");
        return std::nullopt;
    }
    for (Field const& field : question->options) {
        auto const* setting = std::get_if<Setting>(&field.value);
        auto const* list = setting == nullptr ? nullptr : std::get_if<SettingList>(&setting->held);
        if (field.name != "options" || list == nullptr) {
            continue;
        }
        Levels levels{{}, source};
        for (Setting const& one : *list) {
            levels.values.emplace_back(std::get<std::string>(one.held));
        }
        return levels;
    }
    checking_.error(node.place,
                    "loop-values",
                    "the options of " + quoted(called->first) + " are not written out",
                    "'for each' needs to know them before the session");
    return std::nullopt;
}

} // namespace securebase::model
