// SPDX-License-Identifier: MIT
// Factors and lets of a trial.
#include "model/check_trials.h"

#include "base/text.h"
#include "model/check_expressions.h"
#include "model/literals.h"

#include <algorithm>

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

class TrialReader {
public:
    TrialReader(Checking& checking, Source& source, Scope scope)
        : checking_(checking), source_(source), scope_(std::move(scope))
    {
        levels_.factors = &trial_.factors;
    }

    TrialSpec read(WrittenTrial& written)
    {
        Entry const& entry = *written.entry;
        trial_.name = written.name;
        trial_.place = entry.key_place;
        if (!must_be_map(checking_, entry.value, "the trial " + quoted(entry.key))) {
            return std::move(trial_);
        }
        Node const& map = entry.value;
        check_keys(checking_,
                   map,
                   "the trial " + quoted(entry.key),
                   {"factors", "let", "order", "stages"});
        std::size_t const before = checking_.error_count();
        read_factors(map.find("factors"));
        read_lets(map.find("let"));
        if (checking_.error_count() > before || !unknown_.empty()) {
            checking_.faulty.add(
                Faulty::What::design, trial_.place, checking_.error_count() - before);
        }
        std::size_t const before_order = checking_.error_count();
        if (Node const* order = map.find("order")) {
            trial_.order = read_order(checking_, source_, scope_, *order, columns());
        }
        checking_.faulty.excuse(checking_.error_count() - before_order);
        read_stages(map);
        return std::move(trial_);
    }

    std::vector<std::string> const& unknown() const { return unknown_; }

private:
    Columns columns() const { return {condition_columns(trial_), unknown_}; }

    void read_factors(Node const* factors)
    {
        if (factors == nullptr || !must_be_map(checking_, *factors, "'factors'")) {
            return;
        }
        double count = 1;
        for (Entry const& entry : factors->entries) {
            bool const word = must_be_word(checking_, entry.key_place, entry.key, "a column");
            if (word && !claim(entry.key, entry.key_place, "the factor")) {
                scope_.add(entry.key, Type::any, Known::at_planning);
                unknown_.push_back(entry.key);
                continue;
            }
            trial_.factors.push_back({entry.key, entry.key_place, false, {}});
            read_factor(trial_.factors.back(), entry.value);
            if (trial_.factors.back().levels.empty()) {
                scope_.add_unknown(entry.key);
                scope_.add(entry.key, Type::any, Known::at_planning);
                unknown_.push_back(entry.key);
                trial_.factors.pop_back();
                continue;
            }
            count *= static_cast<double>(trial_.factors.back().levels.size());
        }
        if (count > most_trials) {
            checking_.error(factors->place,
                            "design-too-large",
                            "these factors cross to " + base::format_number(count) +
                                " trials, more than a million",
                            "let one table hold the combinations that are wanted");
        }
    }

    void read_factor(Factor& factor, Node const& node)
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

    void read_values(Factor& factor, Node const& node)
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

    void read_computed(Factor& factor, Node const& node)
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

    void
    add_level(Factor& factor, std::set<std::string>& seen, Value value, base::Place const& place)
    {
        if (!seen.insert(as_expression(value)).second) {
            checking_.error(place,
                            "level-twice",
                            quoted(to_text(value)) + " is twice among the levels of " +
                                quoted(factor.name));
            return;
        }
        factor.levels.push_back({std::move(value), {}, std::nullopt});
    }

    void add_factor_name(Factor const& factor)
    {
        std::optional<Type> type;
        for (Level const& level : factor.levels) {
            Type const one = type_of(level.value);
            if (one != Type::na) {
                type = !type || *type == one ? one : Type::any;
            }
        }
        scope_.add(factor.name, type.value_or(Type::any), Known::at_planning);
    }

    Table* find_table(Node const& node)
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
                                      : base::nearest_hint(node.text, names));
        return nullptr;
    }

    void read_filtered(Factor& factor, Node const& node)
    {
        check_keys(checking_, node, "the factor " + quoted(factor.name), {"from", "where"});
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

    /// The rows of a table for which `where` holds, as expressions over the bare columns see them.
    void add_rows(Factor& factor, Table const& table, Node const* where)
    {
        std::optional<Expression> condition;
        if (where != nullptr) {
            Scope rows = scope_;
            for (auto const& [column, type] : table.columns) {
                rows.add(column, type, Known::at_planning);
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
            checking_.error(where->place,
                            "no-rows",
                            "no row of " + quoted(table.name) + " fulfils this condition");
        }
        levels_.tables[factor.name] = &table;
        scope_.add_columns(factor.name, table.columns, table.header());
        std::set<std::string> seen; // a column that is there twice has been told of
        for (auto const& column : table.columns) {
            if (seen.insert(column.first).second) {
                claim(column_of(factor, column.first), factor.place, "the column");
            }
        }
    }

    struct Row final : Bindings {
        Row(Table const& of, std::size_t at, Scope const& outer) : table(of), row(at), scope(outer)
        {}
        Value value_of(std::string_view name) const override
        {
            auto const column = table.csv.column(name);
            return column ? table.value(row, *column) : scope.value_of(name);
        }
        Table const& table;
        std::size_t row;
        Scope const& scope;
    };

    /// A name may mean one thing only, for authors and for the columns of the data.
    bool claim(std::string const& name, base::Place const& place, std::string const& what)
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

    void read_lets(Node const* lets)
    {
        if (lets == nullptr || !must_be_map(checking_, *lets, "'let'")) {
            return;
        }
        for (Entry const& entry : lets->entries) {
            bool const word = must_be_word(checking_, entry.key_place, entry.key, "a column");
            if (word && !claim(entry.key, entry.key_place, "the column")) {
                continue;
            }
            std::optional<Expression> expression;
            if (must_be_text(checking_, entry.value, quoted(entry.key))) {
                expression = read_expression(checking_, entry.value, scope_, Known::at_planning);
            }
            Type const type = expression ? expression->type() : Type::any;
            scope_.add(entry.key, type == Type::na ? Type::any : type, Known::at_planning);
            if (type == Type::list) {
                checking_.error(entry.value.place,
                                "wrong-type",
                                quoted(entry.key) + " is a list, which no column of data can hold",
                                "pick(list, index) takes one of it");
            } else if (expression) {
                trial_.lets.emplace_back(entry.key, std::move(*expression));
            } else {
                trial_.lets.emplace_back(entry.key, Expression());
            }
        }
    }

    void read_stages(Node const& map)
    {
        Node const* stages = map.find("stages");
        if (stages == nullptr) {
            checking_.error(trial_.place,
                            "no-stages",
                            "the trial " + quoted(trial_.name) + " has no stages",
                            "write stages: and below it - name: { ... }");
            return;
        }
        if (!must_be_list(checking_, *stages, "'stages'")) {
            return;
        }
        if (stages->items.empty()) {
            checking_.error(
                stages->place, "no-stages", "the trial " + quoted(trial_.name) + " has no stages");
        }
        for (Node const& item : stages->items) {
            for (Entry const& entry : item.entries) {
                scope_.explain(entry.key, "the stage " + quoted(entry.key) + " has no answer yet");
            }
        }
        StageReader reader(checking_, source_, scope_, &levels_);
        std::map<std::string, base::Place> seen;
        for (Node const& item : stages->items) {
            read_stage(reader, seen, item);
        }
    }

    void read_stage(StageReader& reader, std::map<std::string, base::Place>& seen, Node const& item)
    {
        if (!item.is_map() || item.entries.size() != 1) {
            checking_.error(item.place,
                            "stage-form",
                            "a stage is one name with its keys, not " +
                                (item.is_map() ? std::to_string(item.entries.size()) + " names"
                                               : described(item)),
                            "write - name: { ... }");
            return;
        }
        Entry const& entry = item.entries.front();
        must_be_word(checking_, entry.key_place, entry.key, "a stage");
        auto const [first, is_new] = seen.emplace(entry.key, entry.key_place);
        if (!is_new) {
            checking_.add({base::Severity::error,
                           entry.key_place,
                           "there are two stages " + quoted(entry.key),
                           "give one of them another name",
                           "stage-twice",
                           first->second,
                           "first defined here"});
        }
        std::size_t const before = checking_.error_count();
        if (auto stage = reader.read(entry.key, entry.key_place, entry.value)) {
            trial_.stages.push_back(std::move(*stage));
        }
        if (checking_.error_count() > before) {
            checking_.faulty.add(
                Faulty::What::stage, entry.key_place, checking_.error_count() - before);
        }
    }

    Checking& checking_;
    Source& source_;
    Scope scope_;
    TrialSpec trial_;
    LevelSources levels_;
    std::set<std::string> claimed_;
    std::vector<std::string> unknown_; ///< Factors that could not be read.
};

} // namespace

TrialSpec make_trial(Checking& checking, Source& source, WrittenTrial& trial, Scope const& scope)
{
    TrialReader reader(checking, source, scope);
    TrialSpec made = reader.read(trial);
    note_facts(trial, made, reader.unknown());
    return made;
}

void note_facts(WrittenTrial& trial, TrialSpec const& made, std::vector<std::string> unknown)
{
    trial.made = true;
    trial.columns = {condition_columns(made), std::move(unknown)};
    trial.stages.clear();
    for (StageSpec const& stage : made.stages) {
        trial.stages.push_back({stage.name, stage.response.has_value(), stage.correct.has_value()});
    }
}

ResponseSpec const* only_question(TrialSpec const& trial)
{
    ResponseSpec const* only = nullptr;
    for (StageSpec const& stage : trial.stages) {
        if (stage.response) {
            if (only != nullptr) {
                return nullptr;
            }
            only = &*stage.response;
        }
    }
    return only;
}

Type answer_type(KindDecl const& response)
{
    std::string_view const answer = response.answer;
    if (answer.starts_with("number")) {
        return Type::number;
    }
    if (answer.starts_with("list")) {
        return Type::list;
    }
    return answer.starts_with("text") ? Type::text : Type::any;
}

} // namespace securebase::model
