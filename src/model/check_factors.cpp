// SPDX-License-Identifier: MIT
// Levels written out, computed, or read from the rows of a table.
#include "model/check_factors.h"

#include "base/text.h"
#include "model/check_expressions.h"
#include "model/check_spelling.h"

#include <utility>

namespace securebase::model {

using script::Entry;
using script::Node;

namespace {

constexpr double most_trials = 1e6;

/// Exported trials have columns of their own beside those of their conditions.
bool is_export_column(std::string const& name)
{
    static std::set<std::string> const columns{
        "session",     "experiment",    "participant",   "visit",          "attempt",
        "source",      "outcome",       "part",          "part_name",      "part_kind",
        "block",       "trial",         "trial_name",    "trial_in_block", "practice",
        "stage",       "response",      "response_kind", "correct",        "changes",
        "parts_ms",    "rt_ms",         "rt_lo_ms",      "rt_hi_ms",       "first_rt_ms",
        "onset_ms",    "onset_half_ms", "onset_source",  "key_source",     "grade",
        "answered_by", "verdict"};
    return columns.contains(name);
}

/// What a condition over the bare columns of a table sees in one of its rows.
struct Row final : Bindings {
    Row(Table const& of, std::size_t at, Scope const& outer) : table(of), row(at), scope(outer) {}
    Value value_of(std::string_view name) const override
    {
        auto const column = table.csv.column(name);
        return column ? table.value(row, *column) : scope.value_of(name);
    }
    Table const& table;
    std::size_t row;
    Scope const& scope;
};

} // namespace

bool Claims::claim(std::string const& name, base::Place const& place, std::string const& what)
{
    if (is_export_column(name)) {
        checking_.error(place,
                        "reserved-name",
                        quoted(name) + " is a column that all data have",
                        "give it another name");
        return false;
    }
    bool const taken = claimed_.contains(name);
    if (!taken && !scope_.has(name)) {
        claimed_.insert(name);
        return true;
    }
    checking_.error(place,
                    "name-clash",
                    what + " " + quoted(name) + " has the name of " +
                        (taken ? "another factor or column of this trial"
                               : "a parameter, a 'for each' variable or a 'between' name"),
                    "give it another name");
    return false;
}

std::vector<std::string> FactorReader::read(Node const& map)
{
    std::vector<std::string> unknown;
    if (!must_be_map(checking_, map, "'factors'")) {
        return unknown;
    }
    double count = 1;
    for (Entry const& entry : map.entries) {
        bool const word = must_be_word(checking_, entry.key_place, entry.key, "a column");
        if (word && !claims_.claim(entry.key, entry.key_place, "the factor")) {
            scope_.add(entry.key, Type::any, Known::at_planning);
            unknown.push_back(entry.key);
            continue;
        }
        factors_.push_back({entry.key, entry.key_place, false, {}});
        read_factor(factors_.back(), entry.value);
        if (factors_.back().levels.empty()) {
            scope_.add_unknown(entry.key);
            scope_.add(entry.key, Type::any, Known::at_planning);
            unknown.push_back(entry.key);
            factors_.pop_back();
            continue;
        }
        count *= static_cast<double>(factors_.back().levels.size());
    }
    if (count > most_trials) {
        checking_.error(map.place,
                        "design-too-large",
                        "these factors cross to " + base::format_number(count) +
                            " trials, more than a million",
                        "let one table hold the combinations that are wanted");
    }
    return unknown;
}

void FactorReader::read_factor(Factor& factor, Node const& node)
{
    if (node.is_list()) {
        read_values(factor, node);
    } else if (node.is_map()) {
        read_filtered(factor, node);
    } else if (is_computed(node)) {
        read_computed(factor, node);
    } else if (must_be_text(checking_, node, "the factor " + quoted(factor.name))) {
        if (Table* table = find_table(node)) {
            add_rows(factor, *table, nullptr);
        }
    }
}

void FactorReader::read_values(Factor& factor, Node const& node)
{
    if (node.items.empty()) {
        checking_.error(
            node.place, "empty-value", "the factor " + quoted(factor.name) + " has no level");
    }
    std::set<std::string> seen;
    for (Node const& item : node.items) {
        auto value = read_value(checking_, item, scope_, "a level of " + quoted(factor.name));
        if (value) {
            add_level(factor, seen, std::move(*value), item.place);
        }
    }
    add_factor_name(factor);
}

void FactorReader::read_computed(Factor& factor, Node const& node)
{
    auto const expression = read_expression(checking_, node, scope_, Known::at_load);
    Value const value = expression ? expression->evaluate(scope_) : Value();
    if (value.list() == nullptr) {
        if (expression) {
            checking_.error(node.place,
                            "wrong-type",
                            "the factor " + quoted(factor.name) + " needs a list of levels");
        }
        return;
    }
    std::set<std::string> seen;
    for (Value const& one : *value.list()) {
        add_level(factor, seen, one, node.place);
    }
    add_factor_name(factor);
}

void FactorReader::read_filtered(Factor& factor, Node const& node)
{
    check_keys(checking_, node, "the factor " + quoted(factor.name), factor_keys());
    Node const* from = node.find("from");
    Node const* where = node.find("where");
    if (from == nullptr) {
        checking_.error(node.place,
                        "missing-option",
                        "the factor " + quoted(factor.name) + " needs 'from'",
                        "write { from: table, where: \"column == 'value'\" }");
        return;
    }
    if (!must_be_text(checking_, *from, "'from'")) {
        return;
    }
    Table* table = find_table(*from);
    if (table != nullptr) {
        add_rows(factor, *table, where);
    }
}

void FactorReader::add_level(Factor& factor,
                             std::set<std::string>& seen,
                             Value value,
                             base::Place const& place)
{
    if (!seen.insert(as_expression(value)).second) {
        checking_.error(place,
                        "level-twice",
                        quoted(to_text(value)) + " is twice among the levels of " +
                            quoted(factor.name),
                        "delete one of the two");
        return;
    }
    factor.levels.push_back({std::move(value), {}, std::nullopt});
}

void FactorReader::add_factor_name(Factor const& factor)
{
    std::optional<Type> type;
    for (Level const& level : factor.levels) {
        Type const one = type_of(level.value);
        if (one != Type::na) {
            type = !type || *type == one ? one : Type::any;
        }
    }
    scope_.add(factor.name, type.value_or(Type::any), Known::at_planning);
    std::vector<std::string> texts;
    for (Level const& level : factor.levels) {
        if (std::string const* text = level.value.text()) {
            texts.push_back(*text);
        }
    }
    if (type == Type::text) {
        scope_.add_texts(factor.name, std::move(texts));
    }
}

/// The rows of a table for which `where` holds, as expressions over the bare columns see them.
void FactorReader::add_rows(Factor& factor, Table const& table, Node const* where)
{
    std::optional<Expression> condition;
    if (where != nullptr) {
        Scope rows = scope_;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            rows.add(table.columns[i].first, table.columns[i].second, Known::at_planning);
            rows.add_texts(table.columns[i].first, table.texts(i));
        }
        condition = read_condition(checking_, *where, rows, Known::at_planning, "where");
    }
    factor.is_table = true;
    std::vector<std::size_t>& kept = levels_.rows[factor.name];
    for (std::size_t row = 0; row < table.csv.rows.size(); ++row) {
        if (condition && !condition->holds(Row{table, row, scope_})) {
            continue;
        }
        Level level;
        level.row_place = table.csv.place_of(table.csv.rows[row].front());
        level.fields.reserve(table.columns.size());
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            level.fields.emplace_back(table.columns[i].first, table.value(row, i));
        }
        factor.levels.push_back(std::move(level));
        kept.push_back(row);
    }
    if (condition && factor.levels.empty()) {
        checking_.error(
            where->place, "no-rows", "no row of " + quoted(table.name) + " fulfils this condition");
    }
    levels_.tables[factor.name] = &table;
    scope_.add_columns(factor.name, table.columns, table.header());
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        scope_.add_texts(factor.name + "." + table.columns[i].first, table.texts(i));
    }
    std::set<std::string> seen; // a column that is there twice has been told of
    for (auto const& column : table.columns) {
        if (seen.insert(column.first).second) {
            claims_.claim(factor.name + "_" + column.first, factor.place, "the column");
        }
    }
}

namespace {

/// A file's name, a misspelt table, or a single level without its list.
std::string table_hint(std::string const& written, std::vector<std::string> const& names)
{
    std::string const stem = written.substr(0, written.find('.'));
    if (auto const near = base::nearest_name(stem, names)) {
        return "did you mean " + quoted(*near) + "?";
    }
    return "levels are written as a list, such as [" + written +
           ", ...]; tables are: " + base::join(names, ", ");
}

} // namespace

Table* FactorReader::find_table(Node const& node)
{
    auto const found = source_.tables.find(node.text);
    if (found != source_.tables.end()) {
        found->second.used = true;
        return found->second.broken ? nullptr : &found->second;
    }
    std::vector<std::string> names;
    for (auto const& entry : source_.tables) {
        names.push_back(entry.first);
    }
    checking_.error(node.place,
                    "unknown-table",
                    "there is no table " + quoted(node.text) + " in 'stimuli'",
                    names.empty() ? "write a list of levels, or name the table in 'stimuli'"
                                  : table_hint(node.text, names));
    return nullptr;
}

} // namespace securebase::model
