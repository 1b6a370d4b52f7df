// SPDX-License-Identifier: MIT
// A questionnaire as a part: its instructions, then a trial for each of its items.
#include "base/hash.h"
#include "base/text.h"
#include "model/check_expressions.h"
#include "model/check_fields.h"
#include "model/check_session.h"
#include "model/check_spelling.h"
#include "model/literals.h"

#include <algorithm>

namespace securebase::model {

using script::Entry;
using script::Node;

namespace {

std::string instruments_folder(Checking const& checking)
{
    return checking.options.instruments_folder.empty()
               ? tidy_path(join_path(checking.files.root(), "../instruments"))
               : checking.options.instruments_folder;
}

Value subscale_of(Instrument const& instrument, std::string const& item)
{
    std::vector<std::string> names;
    for (Subscale const& subscale : instrument.subscales) {
        if (std::ranges::find(subscale.items, item) != subscale.items.end()) {
            names.push_back(subscale.name);
        }
    }
    return names.empty() ? Value() : Value(base::join(names, "|"));
}

bool is_reversed(Instrument const& instrument, std::string const& item)
{
    return std::ranges::any_of(instrument.subscales, [&item](Subscale const& subscale) {
        return std::ranges::find(subscale.reverse, item) != subscale.reverse.end();
    });
}

Entry text_entry(std::string key, std::string text, base::Place const& place)
{
    Entry entry;
    entry.key = std::move(key);
    entry.key_place = place;
    entry.value.kind = script::NodeKind::scalar;
    entry.value.text = std::move(text);
    entry.value.quoted = true;
    entry.value.place = place;
    entry.value.text_place = place;
    return entry;
}

/// "wm24" of "instruments/wm24.yaml".
std::string bare_name(std::string const& written)
{
    std::string const name = written.substr(written.rfind('/') + 1); // npos + 1 is 0
    return name.ends_with(".yaml") ? name.substr(0, name.size() - 5) : name;
}

/// A text of an instrument must not be taken for an expression.
std::string as_literal(std::string const& text)
{
    return text.starts_with('$') ? "$" + text : text;
}

} // namespace

void SessionReader::read_instrument(Entry const& entry)
{
    Written const written = start(entry);
    Node const* id = &entry.value;
    std::optional<bool> shuffle;
    if (entry.value.is_map()) {
        check_part_keys(written, instrument_keys());
        id = entry.value.find("id");
        if (id == nullptr) {
            checking_.error(
                entry.key_place, "missing-option", "'instrument' needs 'id'", "write { id: NAME }");
            return;
        }
        if (Node const* order = entry.value.find("order")) {
            OptionDecl decl;
            decl.name = "order";
            decl.type = OptionType::choice;
            decl.choices = {"random", "fixed"};
            auto const setting = Fields(checking_, source_, at_.scope).read_constant(decl, *order);
            if (setting) {
                shuffle = std::get<std::string>(setting->held) == "random";
            }
        }
    }
    OptionDecl decl;
    decl.name = "id";
    decl.type = OptionType::name;
    auto const name = Fields(checking_, source_, at_.scope).read_constant(decl, *id);
    Instrument const* instrument =
        name ? load_instrument(std::get<std::string>(name->held), id->place) : nullptr;
    if (instrument == nullptr) {
        return;
    }
    if (!base::trim(instrument->instructions).empty()) {
        add_instructions(written, *instrument);
    }
    add_items(written, *instrument, shuffle.value_or(instrument->shuffle));
}

Instrument const* SessionReader::load_instrument(std::string const& id, base::Place const& place)
{
    auto const [known, is_new] = checking_.instruments.try_emplace(id);
    if (is_new) {
        std::string const folder = instruments_folder(checking_);
        Complaint complaint;
        auto const path = checking_.files.find(folder, id + ".yaml", complaint);
        if (!path) {
            std::vector<std::string> names = Files::list(folder, {".yaml"});
            for (std::string& name : names) {
                name.resize(name.size() - std::string_view(".yaml").size());
            }
            checking_.error(place,
                            "unknown-instrument",
                            "there is no instrument " + quoted(id),
                            names.empty() ? "instruments are looked for in " + folder
                                          : base::nearest_hint(bare_name(id), names));
            return nullptr;
        }
        base::Diagnostics found;
        auto instrument = model::read_instrument(*path, found);
        checking_.take(found);
        if (instrument && !found.has_errors()) {
            checking_.files.note(*path, base::hash_file(*path).value());
            checking_.experiment.instruments.push_back(*instrument);
            known->second = std::move(*instrument);
        }
    }
    return known->second ? &*known->second : nullptr;
}

void SessionReader::add_instructions(Written const& written, Instrument const& instrument)
{
    KindDecl const* pages = checking_.catalogue.response("pages");
    if (pages == nullptr) {
        return;
    }
    base::Place const& place = written.entry->key_place;
    Entry const text = text_entry("text", as_literal(instrument.instructions), place);
    auto options = Fields(checking_, source_, at_.scope).read_options(*pages, {&text}, place);
    Part part;
    part.kind = PartKind::say;
    part.trial.place = place;
    part.trial.order.shuffle = false;
    StageSpec stage;
    stage.name = "say";
    stage.place = place;
    stage.response = ResponseSpec{"pages", place, options.value_or(std::vector<Field>{})};
    part.trial.stages.push_back(std::move(stage));
    Written own = written;
    own.name.reset();
    finish(own, std::move(part), written.name.value_or(instrument.id) + "_instructions");
}

void SessionReader::add_items(Written const& written, Instrument const& instrument, bool shuffle)
{
    Part part;
    part.kind = PartKind::instrument;
    part.trial = items_trial(instrument, written.entry->key_place, shuffle);
    finish(written, std::move(part), instrument.id);
}

/// Condition columns: instrument, item, subscale, reverse. The item's words are read from a field
/// of its level, which is no column.
TrialSpec
SessionReader::items_trial(Instrument const& instrument, base::Place const& place, bool shuffle)
{
    TrialSpec trial;
    trial.name = instrument.id;
    trial.place = place;
    trial.order.shuffle = shuffle;
    trial.order.place = place;
    trial.factors.push_back({"instrument", place, false, {{Value(instrument.id), {}, {}}}});
    Factor items{"item", place, false, {}};
    for (Item const& item : instrument.items) {
        bool const reversed = is_reversed(instrument, item.id);
        items.levels.push_back({Value(item.id),
                                {{"text", Value(fill_item(instrument, item, place))},
                                 {"subscale", subscale_of(instrument, item.id)},
                                 {"reverse", Value(reversed ? "yes" : "no")}},
                                {}});
    }
    trial.factors.push_back(std::move(items));
    Scope scope = at_.scope;
    for (char const* name : {"item.text", "item.subscale", "item.reverse"}) {
        scope.add(name, Type::text, Known::at_planning);
    }
    for (char const* name : {"subscale", "reverse"}) {
        auto expression = read_expression(
            checking_, std::string("item.") + name, place, scope, Known::at_planning);
        trial.lets.emplace_back(name, std::move(expression).value_or(Expression()));
    }
    StageSpec stage;
    stage.name = "item";
    stage.place = place;
    stage.response = ResponseSpec{
        "likert", place, rating(instrument, place, scope).value_or(std::vector<Field>{})};
    trial.stages.push_back(std::move(stage));
    return trial;
}

std::optional<std::vector<Field>>
SessionReader::rating(Instrument const& instrument, base::Place const& place, Scope const& items)
{
    KindDecl const* likert = checking_.catalogue.response("likert");
    if (likert == nullptr) {
        checking_.error(place, "unknown-response", "this program has no question 'likert'");
        return std::nullopt;
    }
    std::vector<Entry> entries;
    entries.push_back(
        text_entry("points", std::to_string(instrument.most - instrument.least + 1), place));
    entries.push_back(text_entry("least", std::to_string(instrument.least), place));
    for (auto const& [key, words] : {std::pair{"low", &instrument.low},
                                     std::pair{"middle", &instrument.middle},
                                     std::pair{"high", &instrument.high}}) {
        if (!words->empty()) {
            entries.push_back(text_entry(key, as_literal(*words), place));
        }
    }
    std::vector<Entry const*> written;
    written.reserve(entries.size());
    for (Entry const& entry : entries) {
        written.push_back(&entry);
    }
    Fields fields(checking_, source_, items);
    auto options = fields.read_options(*likert, written, place);
    OptionDecl ask;
    ask.name = "ask";
    Entry const words = text_entry("ask", "$item.text", place);
    auto field = fields.read(ask, words.value);
    if (options && field) {
        options->push_back(std::move(*field));
    }
    return options;
}

/// The words of an item with what is known now; answers are filled in when it is shown.
std::string
SessionReader::fill_item(Instrument const& instrument, Item const& item, base::Place const& place)
{
    OptionDecl decl;
    decl.name = "the item " + item.id + " of " + instrument.id;
    auto const field =
        Fields(checking_, source_, at_.scope).read_text(decl, item.text, place, Layout::changed);
    if (!field) {
        return {};
    }
    if (auto const* setting = std::get_if<Setting>(&field->value)) {
        return std::get<std::string>(setting->held);
    }
    std::string out;
    for (auto const& piece : std::get<Template>(field->value).pieces) {
        auto const* slot = std::get_if<Template::Slot>(&piece);
        if (slot != nullptr && !slot->at_run_time) {
            checking_.error(place,
                            "slot-in-table",
                            "{" + slot->expression.source() + "} cannot fill an item of " +
                                quoted(instrument.id),
                            "items may use 'for each' variables, parameters and answers");
        }
        out += slot == nullptr ? with_doubled_braces(std::get<std::string>(piece))
                               : "{" + slot->expression.source() + "}";
    }
    return out;
}

} // namespace securebase::model
