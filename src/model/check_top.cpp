// SPDX-License-Identifier: MIT
// The keys at the top of a script that name values: parameters, between, screen, places, texts.
#include "base/text.h"
#include "model/check.h"
#include "model/check_expressions.h"
#include "model/check_fields.h"
#include "model/check_source.h"
#include "model/check_spelling.h"
#include "model/contrast.h"
#include "model/literals.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <span>

namespace securebase::model {

using script::Entry;
using script::Node;

namespace {

std::vector<std::string> keys_of(Node const* map)
{
    std::vector<std::string> keys;
    for (Entry const& entry : map == nullptr ? std::vector<Entry>{} : map->entries) {
        keys.push_back(entry.key);
    }
    return keys;
}

OptionDecl option(char const* name, OptionType type)
{
    OptionDecl decl;
    decl.name = name;
    decl.type = type;
    return decl;
}

/// The value that an including experiment sets, when it may be set.
std::optional<Value>
read_set(Checking& checking, Entry const& entry, Scope const& scope, Value const& declared)
{
    auto value = read_value(checking, entry.value, scope, quoted(entry.key));
    if (value && !value->is_na() && !declared.is_na() && type_of(*value) != type_of(declared)) {
        checking.error(entry.value.place,
                       "wrong-type",
                       "the parameter " + quoted(entry.key) + " is a " +
                           std::string(name_of(type_of(declared))) + ", not a " +
                           std::string(name_of(type_of(*value))),
                       "the included experiment says " + quoted(to_text(declared)));
        return std::nullopt;
    }
    return value;
}

/// Where faults of a parameter set from outside the script are shown.
base::Place place_of_setting(std::string const& name)
{
    return {"--set " + name, 0, 0, 1};
}

/// A parameter's value from outside the script: a text stays a text even when it looks like a
/// number, because a shell takes quotes away.
std::optional<Value> read_setting(std::string const& text, Value const& declared)
{
    if (text == "NA") {
        return Value();
    }
    bool const any = declared.is_na();
    if ((any || declared.truth() != nullptr) && (text == "true" || text == "false")) {
        return Value(text == "true");
    }
    if ((any || declared.number() != nullptr) && is_plain_number(text)) {
        return Value(*base::parse_number(text));
    }
    return any || declared.text() != nullptr ? std::optional(Value(text)) : std::nullopt;
}

/// Parameters of the session's own script that were set from outside; faults name the setting.
class SetOutside {
public:
    SetOutside(Checking& checking, std::vector<std::string> const& known) : checking_(checking)
    {
        for (auto const& [name, text] : checking.options.set) {
            if (std::ranges::find(known, name) == known.end()) {
                checking.error(place_of_setting(name),
                               "unknown-parameter",
                               "the script has no parameter " + quoted(name),
                               known.empty() ? "it declares none"
                                             : base::nearest_hint(name, known));
            } else if (!texts_.emplace(name, text).second) {
                checking.error(
                    place_of_setting(name), "set-twice", quoted(name) + " is set more than once");
            }
        }
    }

    Value apply(std::string const& name, Value declared) const
    {
        auto const found = texts_.find(name);
        if (found == texts_.end()) {
            return declared;
        }
        auto given = read_setting(found->second, declared);
        if (!given) {
            checking_.error(place_of_setting(name),
                            "wrong-type",
                            quoted(found->second) + " is not a " +
                                std::string(name_of(type_of(declared))),
                            "the script says " + quoted(to_text(declared)));
        }
        return given.value_or(std::move(declared));
    }

private:
    Checking& checking_;
    std::map<std::string, std::string> texts_;
};

/// What an including script sets; names that the included one does not know are faults.
std::span<Entry const> entries_to_set(Checking& checking,
                                      Inclusion const* inclusion,
                                      std::vector<std::string> const& known)
{
    Node const* set = inclusion == nullptr ? nullptr : inclusion->set;
    if (set == nullptr || !must_be_map(checking, *set, "'set'")) {
        return {};
    }
    for (Entry const& entry : set->entries) {
        if (std::ranges::find(known, entry.key) == known.end()) {
            checking.error(entry.key_place,
                           "unknown-parameter",
                           "the included experiment has no parameter " + quoted(entry.key),
                           known.empty() ? "it declares none"
                                         : base::nearest_hint(entry.key, known));
        }
    }
    return set->entries;
}

} // namespace

bool is_about_setting(base::Diagnostic const& fault)
{
    return fault.place.line == 0 && fault.place.file.starts_with("--set ");
}

void read_parameters(Checking& checking,
                     Source& source,
                     Node const* parameters,
                     Inclusion const* inclusion)
{
    std::vector<std::string> const known = keys_of(parameters);
    std::span<Entry const> const set = entries_to_set(checking, inclusion, known);
    std::optional<SetOutside> settings;
    if (inclusion == nullptr) {
        settings.emplace(checking, known);
    }
    if (parameters == nullptr || !must_be_map(checking, *parameters, "'parameters'")) {
        return;
    }
    Scope const none;
    for (Entry const& entry : parameters->entries) {
        must_be_word(checking, entry.key_place, entry.key, "a parameter");
        auto value = read_value(checking, entry.value, none, quoted(entry.key));
        auto const given = std::ranges::find(set, entry.key, &Entry::key);
        if (value && given != set.end()) {
            auto const instead = read_set(checking, *given, *inclusion->scope, *value);
            value = instead ? instead : value;
        }
        if (settings && value) {
            value = settings->apply(entry.key, std::move(*value));
        }
        source.scope.add_constant(entry.key, value.value_or(Value()));
        source.parameters.emplace_back(entry.key, value.value_or(Value()));
    }
}

namespace {

/// What comparisons may ask of a 'between' name; one level alone differs between nobody.
void note_levels(
    Checking& checking, Source& source, Entry const& entry, Between const& one, bool all_texts)
{
    if (all_texts) {
        std::vector<std::string> texts;
        std::ranges::transform(one.levels, std::back_inserter(texts), &to_text);
        source.scope.add_texts(entry.key, std::move(texts));
    }
    if (entry.value.items.size() == 1) {
        checking.warning(entry.value.place,
                         "one-level",
                         quoted(entry.key) + " is the same for everybody",
                         "'between' deals its levels out to participants: write two or more");
    }
}

} // namespace

void read_between(Checking& checking, Source& source, Node const& between)
{
    if (!must_be_map(checking, between, "'between'")) {
        return;
    }
    auto& all = checking.experiment.between;
    for (Entry const& entry : between.entries) {
        bool const word = must_be_word(checking, entry.key_place, entry.key, "a 'between' name");
        if (word && source.scope.has(entry.key)) {
            checking.error(entry.key_place,
                           "name-clash",
                           quoted(entry.key) + " is the name of a parameter too",
                           "give one of them another name");
        }
        source.scope.add(entry.key, Type::any, Known::at_planning);
        if (!must_be_list(checking, entry.value, quoted(entry.key))) {
            continue;
        }
        Between one{entry.key, {}};
        std::optional<Type> type;
        for (Node const& item : entry.value.items) {
            auto value =
                read_value(checking, item, source.scope, "a level of " + quoted(entry.key));
            if (!value) {
                continue;
            }
            if (std::ranges::find(one.levels, *value) != one.levels.end()) {
                checking.error(
                    item.place, "level-twice", quoted(to_text(*value)) + " is twice in this list");
                continue;
            }
            type = !type || *type == type_of(*value) ? type_of(*value) : Type::any;
            one.levels.push_back(std::move(*value));
        }
        source.scope.add(entry.key, type.value_or(Type::any), Known::at_planning);
        note_levels(checking, source, entry, one, type == Type::text);
        if (entry.value.items.empty()) {
            checking.error(entry.value.place, "empty-value", quoted(entry.key) + " has no level");
            continue;
        }
        auto const same = std::ranges::find(all, one.name, &Between::name);
        if (same == all.end()) {
            all.push_back(std::move(one));
        } else if (same->levels != one.levels) {
            checking.error(entry.key_place,
                           "between-clash",
                           "another experiment of this session has other levels for " +
                               quoted(entry.key),
                           "give one of them another name");
        }
    }
}

void read_screen(Checking& checking, Source& source, Node const& screen, ScreenSpec& into)
{
    if (!must_be_map(checking, screen, "'screen'")) {
        return;
    }
    check_keys(checking, screen, "'screen'", screen_keys());
    Fields fields(checking, source, source.scope);
    auto const read = [&](OptionDecl const& decl) -> std::optional<Setting> {
        Node const* node = screen.find(decl.name);
        return node == nullptr ? std::nullopt : fields.read_constant(decl, *node);
    };
    if (auto const setting = read(option("background", OptionType::color))) {
        into.background = std::get<Rgb>(setting->held);
    }
    if (auto const setting = read(option("color", OptionType::color))) {
        into.color = std::get<Rgb>(setting->held);
    }
    OptionDecl size = option("text_size", OptionType::length);
    size.least = 1;
    if (auto const setting = read(size)) {
        into.text_size = std::get<Length>(setting->held);
    }
    OptionDecl refresh = option("refresh", OptionType::number);
    refresh.least = 20;
    refresh.most = 1000;
    if (auto const setting = read(refresh)) {
        into.refresh_hz = std::get<double>(setting->held);
    }
    if (into.background == into.color) {
        checking.error(screen.place,
                       "no-contrast",
                       "background and color are the same, so nothing could be read");
        return;
    }
    double const ratio = contrast(into.background, into.color);
    if (ratio < readable_contrast) {
        Node const* color = screen.find("color");
        Node const* background = screen.find("background");
        checking.warning(color != nullptr        ? color->place
                         : background != nullptr ? background->place
                                                 : screen.place,
                         "low-contrast",
                         "the contrast of color to background is " + contrast_text(ratio) +
                             ", too little to read well",
                         "text needs at least 4.5:1: make one of the two much lighter or darker");
    }
}

void read_places(Checking& checking, Source& source, Node const& places)
{
    if (!must_be_map(checking, places, "'places'")) {
        return;
    }
    Fields fields(checking, source, source.scope);
    for (Entry const& entry : places.entries) {
        must_be_word(checking, entry.key_place, entry.key, "a place");
        auto const setting =
            fields.read_constant(option(entry.key.c_str(), OptionType::point), entry.value);
        auto& known = checking.module_of(source).places;
        known.insert_or_assign(entry.key, setting ? std::get<Point>(setting->held) : Point{});
    }
}

void read_texts(Checking& checking, Source& source, Node const& texts)
{
    if (!must_be_map(checking, texts, "'texts'")) {
        return;
    }
    std::vector<std::string> names;
    for (auto const& entry : default_texts()) {
        names.push_back(entry.first);
    }
    Fields fields(checking, source, source.scope);
    for (Entry const& entry : texts.entries) {
        if (std::ranges::find(names, entry.key) == names.end()) {
            checking.error(entry.key_place,
                           "unknown-key",
                           "the program has no words " + quoted(entry.key),
                           base::nearest_hint(entry.key, names));
            continue;
        }
        auto const setting =
            fields.read_constant(option(entry.key.c_str(), OptionType::text), entry.value);
        if (setting && !source.is_included()) {
            checking.experiment.texts[entry.key] = std::get<std::string>(setting->held);
        }
    }
}

namespace {

/// The factors of the script whose levels are rows of this table.
std::set<std::string> factors_over(Source const& source, std::string const& table)
{
    std::set<std::string> names;
    for (auto const& [name, trial] : source.trials) {
        Node const* factors = trial.entry->value.find("factors");
        for (Entry const& factor : factors == nullptr ? std::vector<Entry>{} : factors->entries) {
            Node const* from = factor.value.is_map() ? factor.value.find("from") : &factor.value;
            if (from != nullptr && from->is_scalar() && from->text == table) {
                names.insert(factor.key);
            }
        }
    }
    return names;
}

/// Columns that only describe the stimuli are no mistake, but a forgotten one is worth a line. `id`
/// is there for people.
void note_unused_columns(Checking& checking, Source const& source, Table const& table)
{
    std::set<std::string> const factors = factors_over(source, table.name);
    std::vector<std::string> unused;
    std::optional<base::Place> first;
    for (base::CsvCell const& head : table.csv.header) {
        bool const used = head.text == "id" || source.asked.contains(head.text) ||
                          std::ranges::any_of(factors, [&](std::string const& factor) {
                              return source.asked.contains(factor + "." + head.text) ||
                                     source.asked.contains(factor + "_" + head.text);
                          });
        if (!used) {
            first = first.value_or(table.csv.place_of(head));
            unused.push_back(head.text);
        }
    }
    if (!first) {
        return;
    }
    bool const one = unused.size() == 1;
    checking.add({base::Severity::note,
                  *first,
                  std::string("the script does not use ") +
                      (one ? "this column of " : "these columns of ") + quoted(table.name) + ": " +
                      base::join(unused, ", "),
                  std::string(one ? "it is" : "they are") +
                      " stored with each trial all the same; nothing to do unless one was "
                      "meant to be shown",
                  "unused-column",
                  std::nullopt,
                  {}});
}

} // namespace

void warn_of_unused(Checking& checking, Source& source)
{
    for (auto const& [name, table] : source.tables) {
        if (table.used && !table.broken) {
            note_unused_columns(checking, source, table);
        }
    }
    for (auto const& [name, table] : source.tables) {
        if (!table.used) {
            checking.warning(
                table.place, "unused", "the table " + quoted(name) + " is not used by any trial");
        }
    }
    for (auto const& [name, trial] : source.trials) {
        if (!trial.used) {
            checking.warning(trial.entry->key_place,
                             "unused",
                             "the trial " + quoted(name) + " is not used by the session");
        }
    }
    Node const* parameters = source.root.find("parameters");
    for (Entry const& entry : parameters == nullptr ? std::vector<Entry>{} : parameters->entries) {
        if (!source.asked.contains(entry.key)) {
            checking.warning(
                entry.key_place, "unused", "the parameter " + quoted(entry.key) + " is not used");
        }
    }
}

} // namespace securebase::model
