// SPDX-License-Identifier: MIT
// The keys of a stage: what it shows, what it asks, how long it lasts.
#include "base/text.h"
#include "model/check_expressions.h"
#include "model/check_spelling.h"
#include "model/check_trials.h"
#include "model/literals.h"

#include <algorithm>

namespace securebase::model {

using script::Entry;
using script::Node;

namespace {

OptionDecl time_option(char const* name)
{
    OptionDecl decl;
    decl.name = name;
    decl.type = OptionType::time;
    return decl;
}

bool is_option_of(KindDecl const& kind, std::string_view name)
{
    return std::ranges::find(kind.options, name, &OptionDecl::name) != kind.options.end();
}

} // namespace

/// The keys of a stage, sorted by what they belong to.
struct StageReader::Parts {
    std::map<std::string, Entry const*> keys; ///< The stage's own.
    std::vector<std::pair<KindDecl const*, Entry const*>> stimuli;
    std::vector<std::pair<KindDecl const*, Entry const*>> responses;
    std::vector<Entry const*> options; ///< Of the one stimulus.

    Node const* find(std::string const& name) const
    {
        auto const found = keys.find(name);
        return found == keys.end() ? nullptr : &found->second->value;
    }
};

StageReader::StageReader(
    Checking& checking, Source& source, Scope scope, LevelSources const* levels, Columns columns)
    : checking_(checking), source_(source), scope_(std::move(scope)), levels_(levels),
      columns_(std::move(columns))
{}

std::optional<StageSpec> StageReader::read(std::string const& name,
                                           base::Place const& place,
                                           Node const& map,
                                           std::vector<std::string> const& extra)
{
    StageSpec stage;
    stage.name = name;
    stage.place = place;
    if (!map.is_null() && !must_be_map(checking_, map, "the stage " + quoted(name))) {
        scope_.add_unknown(name);
        return std::nullopt;
    }
    std::size_t const before = checking_.error_count();
    Parts const parts = sort_keys(map, extra);
    read_shows(parts, stage);
    read_response(parts, stage);
    read_ask(parts, stage);
    read_times(parts, stage);
    read_handling(parts, stage);
    read_correct(parts, stage);
    read_trigger(parts, stage);
    if (checking_.error_count() == before) {
        check_stage_rules(checking_, stage);
    } else if (parts.responses.empty() && parts.find("for") == nullptr) {
        check_stage_ending(checking_, stage);
    }
    check_stage_values(checking_, stage);
    add_answers(parts, stage);
    return stage;
}

StageReader::Parts StageReader::sort_keys(Node const& map, std::vector<std::string> const& extra)
{
    Parts parts;
    std::vector<Entry const*> others;
    for (Entry const& entry : map.entries) {
        if (std::ranges::find(extra, entry.key) != extra.end()) {
            continue;
        }
        if (std::ranges::find(stage_keys(), entry.key) != stage_keys().end()) {
            parts.keys.emplace(entry.key, &entry);
        } else if (KindDecl const* stimulus = checking_.catalogue.stimulus(entry.key)) {
            parts.stimuli.emplace_back(stimulus, &entry);
        } else if (KindDecl const* response = checking_.catalogue.response(entry.key)) {
            parts.responses.emplace_back(response, &entry);
        } else {
            others.push_back(&entry);
        }
    }
    for (Entry const* entry : others) {
        bool const option = std::ranges::any_of(parts.stimuli, [entry](auto const& one) {
            return is_option_of(*one.first, entry->key);
        });
        if (option) {
            parts.options.push_back(entry);
        } else if (!belongs_to_misspelt(*entry, parts, others)) {
            unknown_key(*entry, parts);
        }
    }
    return parts;
}

/// Options of a stimulus whose own key is misspelt are no faults of their own.
bool StageReader::belongs_to_misspelt(Entry const& entry,
                                      Parts const& parts,
                                      std::vector<Entry const*> const& others) const
{
    auto const is_option = [this](Entry const& one) {
        return std::ranges::any_of(checking_.catalogue.stimuli, [&one](KindDecl const& kind) {
            return is_option_of(kind, one.key);
        });
    };
    return parts.stimuli.empty() && is_option(entry) &&
           std::ranges::any_of(others, [&](Entry const* one) { return !is_option(*one); });
}

void StageReader::unknown_key(Entry const& entry, Parts const& parts)
{
    std::vector<std::string> known = stage_keys();
    for (auto const& one : parts.stimuli) {
        auto const options = option_names(*one.first);
        known.insert(known.end(), options.begin(), options.end());
    }
    for (KindDecl const& kind : checking_.catalogue.stimuli) {
        known.push_back(kind.name);
    }
    for (KindDecl const& kind : checking_.catalogue.responses) {
        known.push_back(kind.name);
    }
    std::string hint = base::nearest_hint(entry.key, known);
    for (auto const& [kind, written] : parts.responses) {
        if (is_option_of(*kind, entry.key)) {
            hint = "options of " + quoted(kind->name) + " stand inside it: " + kind->name + ": { " +
                   entry.key + ": ... }";
        }
    }
    checking_.error(entry.key_place,
                    "unknown-key",
                    "unknown key " + quoted(entry.key) + " in a stage",
                    std::move(hint));
}

void StageReader::read_shows(Parts const& parts, StageSpec& stage)
{
    Node const* show = parts.find("show");
    if (show != nullptr && !parts.stimuli.empty()) {
        checking_.error(parts.stimuli.front().second->key_place,
                        "two-stimuli",
                        "a stage with 'show' has " + quoted(parts.stimuli.front().first->name) +
                            " beside it",
                        "move it into the list of 'show'");
    } else if (parts.stimuli.size() > 1) {
        checking_.error(parts.stimuli[1].second->key_place,
                        "two-stimuli",
                        "a stage has both " + quoted(parts.stimuli[0].first->name) + " and " +
                            quoted(parts.stimuli[1].first->name),
                        "write show: [ { " + parts.stimuli[0].first->name + ": ... }, { " +
                            parts.stimuli[1].first->name + ": ... } ]");
    } else if (show != nullptr && must_be_list(checking_, *show, "'show'")) {
        for (Node const& item : show->items) {
            read_shown(item, stage);
        }
    } else if (parts.stimuli.size() == 1) {
        auto const& [kind, entry] = parts.stimuli.front();
        Fields fields(checking_, source_, scope_, levels_);
        auto options = fields.read_stimulus(*kind, *entry, parts.options);
        if (options) {
            stage.shows.push_back({kind->name, entry->key_place, std::move(*options)});
        }
    }
}

/// One map of a `show` list: one kind, its options beside it.
void StageReader::read_shown(Node const& node, StageSpec& stage)
{
    if (!must_be_map(checking_, node, "an entry of 'show'")) {
        return;
    }
    KindDecl const* kind = nullptr;
    Entry const* written = nullptr;
    std::vector<Entry const*> others;
    for (Entry const& entry : node.entries) {
        KindDecl const* one = checking_.catalogue.stimulus(entry.key);
        if (one != nullptr && kind == nullptr) {
            kind = one;
            written = &entry;
        } else {
            others.push_back(&entry);
        }
    }
    if (kind == nullptr) {
        std::vector<std::string> kinds;
        for (KindDecl const& one : checking_.catalogue.stimuli) {
            kinds.push_back(one.name);
        }
        base::Place const place =
            node.entries.empty() ? node.place : node.entries.front().key_place;
        std::string const first = node.entries.empty() ? "" : node.entries.front().key;
        bool const response = checking_.catalogue.response(first) != nullptr;
        checking_.error(place,
                        "unknown-stimulus",
                        first.empty() ? "an entry of 'show' is empty"
                                      : quoted(first) + " is no kind of stimulus",
                        response ? "a question stands in the stage, beside 'show'"
                                 : base::nearest_hint(first, kinds));
        return;
    }
    std::vector<Entry const*> options;
    for (Entry const* entry : others) {
        if (is_option_of(*kind, entry->key)) {
            options.push_back(entry);
        } else if (checking_.catalogue.stimulus(entry->key) != nullptr) {
            checking_.error(entry->key_place,
                            "two-stimuli",
                            "one entry of 'show' has both " + quoted(kind->name) + " and " +
                                quoted(entry->key),
                            "give each its own { ... }");
        } else {
            checking_.error(entry->key_place,
                            "unknown-key",
                            "unknown key " + quoted(entry->key) + " in " + quoted(kind->name),
                            base::nearest_hint(entry->key, option_names(*kind)));
        }
    }
    Fields fields(checking_, source_, scope_, levels_);
    if (auto read = fields.read_stimulus(*kind, *written, options)) {
        stage.shows.push_back({kind->name, written->key_place, std::move(*read)});
    }
}

void StageReader::read_response(Parts const& parts, StageSpec& stage)
{
    if (parts.responses.size() > 1) {
        checking_.error(parts.responses[1].second->key_place,
                        "two-responses",
                        "a stage asks one question, here are " +
                            quoted(parts.responses[0].first->name) + " and " +
                            quoted(parts.responses[1].first->name),
                        "make two stages of it");
    }
    for (auto const& [kind, entry] : parts.responses) {
        auto options = Fields(checking_, source_, scope_, levels_).read_value(*kind, *entry);
        if (!stage.response) { // also when it is faulty: the stage asks something all the same
            stage.response = {kind->name, entry->key_place, {}};
            stage.response->options = std::move(options).value_or(std::vector<Field>{});
        }
    }
    if (parts.responses.size() == 1 && parts.responses.front().first->draws_itself &&
        (!parts.stimuli.empty() || parts.find("show") != nullptr)) {
        checking_.error(parts.responses.front().second->key_place,
                        "fills-screen",
                        quoted(parts.responses.front().first->name) +
                            " fills the screen, so nothing can be shown beside it",
                        "show it in a stage before");
    }
}

void StageReader::read_ask(Parts const& parts, StageSpec& stage)
{
    auto const found = parts.keys.find("ask");
    if (found == parts.keys.end()) {
        return;
    }
    OptionDecl decl;
    decl.name = "ask";
    auto ask = Fields(checking_, source_, scope_, levels_).read(decl, found->second->value);
    if (parts.responses.empty()) {
        checking_.error(found->second->key_place,
                        "ask-without-question",
                        "'ask' gives the words above a question, and there is none here",
                        "add a question such as choose: [yes, no], or show a text instead");
    } else if (!parts.responses.front().first->takes_ask) {
        checking_.error(found->second->key_place,
                        "ask-without-question",
                        quoted(parts.responses.front().first->name) + " shows no 'ask'",
                        "show a text instead");
    } else if (ask && stage.response) {
        stage.response->options.push_back(std::move(*ask));
    }
}

void StageReader::read_times(Parts const& parts, StageSpec& stage)
{
    Fields fields(checking_, source_, scope_, levels_);
    auto const read = [&](char const* name, std::optional<Field>& into) {
        if (Node const* node = parts.find(name)) {
            into = fields.read(time_option(name), *node);
        }
    };
    read("for", stage.duration);
    read("limit", stage.limit);
    read("window", stage.window);
}

void StageReader::read_handling(Parts const& parts, StageSpec& stage)
{
    Fields fields(checking_, source_, scope_, levels_);
    if (Node const* node = parts.find("timing")) {
        OptionDecl decl;
        decl.name = "timing";
        decl.type = OptionType::choice;
        decl.choices = {"critical"};
        stage.critical = fields.read_constant(decl, *node).has_value();
    }
    if (Node const* node = parts.find("round")) {
        OptionDecl decl;
        decl.name = "round";
        decl.type = OptionType::choice;
        decl.choices = {"nearest", "up", "down"};
        if (auto const setting = fields.read_constant(decl, *node)) {
            std::string const& word = std::get<std::string>(setting->held);
            stage.rounding = word == "up"     ? Rounding::up
                             : word == "down" ? Rounding::down
                                              : Rounding::nearest;
            if (parts.find("timing") == nullptr) {
                checking_.warning(parts.keys.at("round")->key_place,
                                  "round-without-critical",
                                  "'round' has no effect without timing: critical",
                                  "durations that are not critical go to the nearest frame");
            }
        }
    }
    if (Node const* node = parts.find("when")) {
        auto when = read_condition(checking_, *node, scope_, Known::at_run_time, "when");
        if (!when) { // when the stage is there is not known, so neither is what may be wrong in it
            checking_.faulty.add(Faulty::What::stage, stage.place);
        }
        stage.when = when ? std::move(*when) : Expression();
    }
}

void StageReader::read_correct(Parts const& parts, StageSpec& stage)
{
    auto const found = parts.keys.find("correct");
    if (found == parts.keys.end()) {
        return;
    }
    OptionDecl decl;
    decl.name = "correct";
    decl.type = OptionType::name;
    auto correct = Fields(checking_, source_, scope_, levels_).read(decl, found->second->value);
    stage.correct = std::move(correct).value_or(Field{});
    if (parts.responses.empty()) {
        checking_.error(found->second->key_place,
                        "correct-without-question",
                        "'correct' is the right answer, and this stage asks nothing",
                        "add a question such as keys: [E, F]");
    }
}

/// `yes`, or the columns whose values have codes of their own.
void StageReader::read_trigger(Parts const& parts, StageSpec& stage)
{
    auto const found = parts.keys.find("trigger");
    if (found == parts.keys.end()) {
        return;
    }
    Entry const& entry = *found->second;
    TriggerSpec trigger{{}, entry.value.place};
    if (entry.value.is_scalar() && base::parse_number(entry.value.text)) {
        checking_.error(entry.value.place,
                        "trigger-number",
                        "codes of triggers are derived and not numbered by hand",
                        "write trigger: yes, or the columns that the codes tell apart, such as " +
                            std::string(columns_.names.empty()
                                            ? "trigger: [congruence]"
                                            : "trigger: [" + columns_.names.front() + "]"));
        return;
    }
    if (entry.value.is_scalar() && (entry.value.text == "yes" || entry.value.text == "no")) {
        if (entry.value.text == "yes") {
            stage.trigger = std::move(trigger);
        }
        return;
    }
    bool const names_columns = entry.value.is_list() && !entry.value.items.empty();
    bool const names_one = entry.value.is_scalar() && columns_.has(entry.value.text);
    if (!names_columns && !names_one) {
        checking_.error(entry.value.place,
                        "trigger-form",
                        "'trigger' is yes, no or a list of columns, not " +
                            (entry.value.is_list() ? "an empty list" : described(entry.value)),
                        "write trigger: yes for one code, or the columns that codes tell apart");
        return;
    }
    for (auto& [column, place] : read_columns(checking_, source_, entry, columns_)) {
        if (std::ranges::find(trigger.columns, column) != trigger.columns.end()) {
            checking_.error(place, "trigger-twice", quoted(column) + " stands twice in 'trigger'");
        } else {
            trigger.columns.push_back(std::move(column));
        }
    }
    stage.trigger = std::move(trigger);
}

/// Also of a question that could not be read, lest later stages seem wrong.
void StageReader::add_answers(Parts const& parts, StageSpec const& stage)
{
    if (parts.responses.empty()) {
        scope_.explain(stage.name, "the stage " + quoted(stage.name) + " asks nothing");
        return;
    }
    scope_.explain(stage.name, "an answer has .response, .rt and .correct");
    Type const type = answer_type(*parts.responses.front().first);
    for (auto const& [part, of] : {std::pair{"response", type},
                                   std::pair{"rt", Type::number},
                                   std::pair{"correct", Type::truth}}) {
        std::string const name = stage.name + "." + part;
        if (scope_.known(name) == Known::at_planning && scope_.has(name)) {
            checking_.error(stage.place,
                            "name-clash",
                            quoted(name) + " is a column of a table and would be an answer too",
                            "give the stage another name");
        }
        scope_.add(name, of, Known::at_run_time);
        auto const texts = stage.response && name.ends_with(".response") && of == Type::text
                               ? answers_of(*stage.response)
                               : std::nullopt;
        if (texts) {
            scope_.add_texts(name, *texts);
        }
    }
}

} // namespace securebase::model
