// SPDX-License-Identifier: MIT
// A trial from its keys: factors, lets, order rules, stages.
#include "model/check_trials.h"

#include "base/text.h"
#include "model/check_expressions.h"
#include "model/check_factors.h"
#include "model/check_spelling.h"

#include <algorithm>

namespace securebase::model {

using script::Entry;
using script::Node;

namespace {

class TrialReader {
public:
    TrialReader(Checking& checking, Source& source, Scope scope)
        : checking_(checking), source_(source), scope_(std::move(scope)), claims_(checking, scope_)
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
        check_keys(checking_, map, "the trial " + quoted(entry.key), trial_keys());
        std::size_t const before = checking_.error_count();
        if (Node const* factors = map.find("factors")) {
            FactorReader reader(checking_, source_, scope_, claims_, trial_.factors, levels_);
            unknown_ = reader.read(*factors);
        }
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
    Columns columns() const { return {condition_columns(trial_), unknown_, {}}; }

    void read_lets(Node const* lets)
    {
        if (lets == nullptr || !must_be_map(checking_, *lets, "'let'")) {
            return;
        }
        for (Entry const& entry : lets->entries) {
            scope_.explain(entry.key,
                           quoted(entry.key) +
                               " is made further down: columns can use those above them only");
        }
        for (Entry const& entry : lets->entries) {
            scope_.explain(entry.key, "a column cannot be made from itself");
            bool const word = must_be_word(checking_, entry.key_place, entry.key, "a column");
            if (word && !claims_.claim(entry.key, entry.key_place, "the column")) {
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
        Columns named = columns();
        named.trial = trial_.name;
        StageReader reader(checking_, source_, scope_, &levels_, std::move(named));
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
                            item.is_map() && item.entries.size() > 1 &&
                                    item.entries.front().value.is_null()
                                ? "indent the keys of " + quoted(item.entries.front().key) +
                                      " further than its name"
                                : "write - name: { ... }");
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
        checking_.faulty.excuse(checking_.error_count() - before);
    }

    Checking& checking_;
    Source& source_;
    Scope scope_;
    TrialSpec trial_;
    LevelSources levels_;
    Claims claims_;
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
    trial.columns = {condition_columns(made), std::move(unknown), {}};
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
