// SPDX-License-Identifier: MIT
// The options of a kind: keys, areas, and whether all are there.
#include "base/text.h"
#include "model/check_expressions.h"
#include "model/check_fields.h"
#include "model/check_spelling.h"
#include "model/literals.h"
#include "model/options.h"
#include "ports/input.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace securebase::model {

using script::Entry;
using script::Node;

namespace {

/// Null when nobody wrote it.
Entry const* entry_of(std::vector<Entry const*> const& written, std::string_view name)
{
    auto const found = std::ranges::find(written, name, [](Entry const* e) { return e->key; });
    return found == written.end() ? nullptr : *found;
}

/// Neither written nor needed, and without a fallback.
bool is_left_out(OptionDecl const& decl, std::vector<Entry const*> const& written)
{
    bool const as_file = decl.type == OptionType::page && entry_of(written, "file") != nullptr;
    return entry_of(written, decl.name) == nullptr && !as_file && !decl.required &&
           decl.fallback.empty();
}

std::vector<std::string> all_key_names()
{
    constexpr auto highest = static_cast<std::uint16_t>(ports::Key::mouse_right);
    std::vector<std::string> names;
    for (std::uint16_t code = 0; code <= highest; ++code) {
        std::string_view const name = ports::name_of(static_cast<ports::Key>(code));
        if (name != "?") {
            names.emplace_back(name);
        }
    }
    return names;
}

/// What other programs and keyboards call a key; in small letters.
std::string_view our_name_for(std::string_view other)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 16> names{
        {{"return", "Enter"},
         {"spacebar", "Space"},
         {"leftarrow", "Left"},
         {"rightarrow", "Right"},
         {"uparrow", "Up"},
         {"downarrow", "Down"},
         {"arrowleft", "Left"},
         {"arrowright", "Right"},
         {"arrowup", "Up"},
         {"arrowdown", "Down"},
         {"ctrl", "LeftControl"},
         {"control", "LeftControl"},
         {"shift", "LeftShift"},
         {"alt", "LeftAlt"},
         {"escape", "Esc"},
         {"del", "Delete"}}};
    std::string small = base::to_lower_ascii(other);
    std::erase_if(small, [](char c) { return c == '_' || c == ' ' || c == '-'; });
    auto const* const found =
        std::ranges::find(names, small, [](auto const& pair) { return pair.first; });
    return found == names.end() ? std::string_view() : found->second;
}

std::string key_hint(std::string const& written)
{
    std::string_view const ours = our_name_for(written);
    if (!ours.empty()) {
        return "that key is called " + std::string(ours) + " here";
    }
    std::string const near = base::nearest_hint(written, all_key_names());
    return near.empty() ? "keys are called by their letter or digit on a US keyboard, or Space, "
                          "Enter, Left, Right, Up, Down"
                        : near;
}

OptionDecl const* find_option(KindDecl const& kind, std::string_view name)
{
    auto const found = std::ranges::find(kind.options, name, &OptionDecl::name);
    return found == kind.options.end() ? nullptr : &*found;
}

/// Whether the value of `kind: value` is the value itself although it is a map.
bool takes_map(OptionDecl const* option)
{
    return option != nullptr &&
           (option->type == OptionType::key_map || option->type == OptionType::area_map);
}

double const* number_of(std::vector<Field> const& fields, std::string_view name)
{
    auto const found = std::ranges::find(fields, name, &Field::name);
    auto const* setting = found == fields.end() ? nullptr : std::get_if<Setting>(&found->value);
    return setting == nullptr ? nullptr : std::get_if<double>(&setting->held);
}

} // namespace

std::optional<std::vector<Field>> Fields::read_value(KindDecl const& kind, Entry const& entry)
{
    OptionDecl const* value = find_option(kind, kind.value_option);
    Node const& node = entry.value;
    if (node.is_null()) {
        return read_options(kind, {}, entry.key_place);
    }
    if (node.is_map() && !takes_map(value)) {
        check_keys(checking_, node, quoted(kind.name), option_names(kind));
        std::vector<Entry const*> written;
        for (Entry const& one : node.entries) {
            written.push_back(&one);
        }
        return read_options(kind, written, node.place);
    }
    if (value == nullptr) {
        checking_.error(node.place,
                        "wrong-type",
                        quoted(kind.name) + " takes a map of options, not " + described(node),
                        "write " + kind.name + ": {}");
        return std::nullopt;
    }
    Entry named{value->name, entry.key_place, node};
    bool const is_page = value->type == OptionType::page && node.is_scalar();
    if (is_page && find_option(kind, "file") == nullptr) {
        named.key = "file";
    }
    return read_options(kind, {&named}, entry.key_place);
}

std::optional<std::vector<Field>> Fields::read_stimulus(KindDecl const& kind,
                                                        Entry const& entry,
                                                        std::vector<Entry const*> const& beside)
{
    std::vector<Entry const*> written = beside;
    Entry named{kind.value_option, entry.key_place, entry.value};
    if (entry.value.is_map()) {
        check_keys(checking_, entry.value, quoted(kind.name), option_names(kind));
        for (Entry const& one : entry.value.entries) {
            written.push_back(&one);
        }
    } else if (!entry.value.is_null()) {
        written.push_back(&named);
    }
    for (Entry const* one : beside) {
        if (std::ranges::count(written, one->key, [](Entry const* e) { return e->key; }) > 1) {
            checking_.error(one->key_place,
                            "option-twice",
                            quoted(one->key) + " of " + quoted(kind.name) + " is given twice");
        }
    }
    return read_options(kind, written, entry.key_place);
}

std::optional<std::vector<Field>> Fields::read_options(KindDecl const& kind,
                                                       std::vector<Entry const*> const& written,
                                                       base::Place const& place)
{
    bool good = true;
    std::vector<Field> fields;
    for (OptionDecl const& decl : kind.options) {
        if (is_left_out(decl, written)) {
            continue;
        }
        std::optional<Field> field = read_option(kind, decl, written, place);
        good = good && field.has_value();
        if (field) {
            field->name = decl.name;
            fields.push_back(std::move(*field));
        }
    }
    if (good) {
        check_least_and_most(kind, fields, place);
    }
    return good ? std::optional(std::move(fields)) : std::nullopt;
}

/// One option as it was written, or its fallback. Empty after an error.
std::optional<Field> Fields::read_option(KindDecl const& kind,
                                         OptionDecl const& decl,
                                         std::vector<Entry const*> const& written,
                                         base::Place const& place)
{
    Entry const* entry = entry_of(written, decl.name);
    Entry const* file = decl.type == OptionType::page ? entry_of(written, "file") : nullptr;
    if (entry != nullptr && file != nullptr) {
        checking_.error(file->key_place,
                        "two-texts",
                        quoted(kind.name) + " has both a file and a text",
                        "keep one of them");
        return std::nullopt;
    }
    if (file != nullptr) {
        bool const named = must_be_text(checking_, file->value, "'file'");
        return named ? read_page(decl, file->value) : std::nullopt;
    }
    if (entry != nullptr) {
        return read(decl, entry->value);
    }
    if (decl.required) {
        bool const own = decl.name == kind.value_option;
        checking_.error(place,
                        own ? "empty-value" : "missing-option",
                        quoted(kind.name) + (own ? " has no value" : " needs " + quoted(decl.name)),
                        decl.doc);
        return std::nullopt;
    }
    Node fallback;
    fallback.kind = script::NodeKind::scalar;
    fallback.text = decl.fallback;
    fallback.place = place;
    fallback.text_place = place;
    return read(decl, fallback);
}

/// `least` and `most` of one kind bound the same thing.
void Fields::check_least_and_most(KindDecl const& kind,
                                  std::vector<Field> const& fields,
                                  base::Place const& place)
{
    double const* least = number_of(fields, "least");
    double const* most = number_of(fields, "most");
    if (least != nullptr && most != nullptr && *least > *most) {
        checking_.error(place,
                        "least-above-most",
                        quoted(kind.name) + " asks for at least " + base::format_number(*least) +
                            " and at most " + base::format_number(*most));
    }
}

std::optional<Field> Fields::read_keys(Field field, Node const& node)
{
    if (!node.is_list() && !node.is_map()) {
        checking_.error(node.place,
                        "wrong-type",
                        quoted(field.name) + " must be a list or a map of keys, not " +
                            described(node),
                        "write [E, F] or { E: left, F: right }");
        return std::nullopt;
    }
    std::vector<Field> keys;
    std::map<std::string, base::Place> seen;
    bool good = true;
    for (Node const& item : node.items) {
        auto const name = model::read_value(checking_, item, scope_, "a key");
        good = name && add_key(keys, seen, item.place, to_text(*name), nullptr) && good;
    }
    for (Entry const& entry : node.entries) {
        good = add_key(keys, seen, entry.key_place, entry.key, &entry.value) && good;
    }
    if (good && keys.empty()) {
        checking_.error(node.place, "empty-value", quoted(field.name) + " names no key");
        return std::nullopt;
    }
    field.is_map = true;
    field.value = std::move(keys);
    return good ? settle_parts(std::move(field)) : std::nullopt;
}

bool Fields::add_key(std::vector<Field>& keys,
                     std::map<std::string, base::Place>& seen,
                     base::Place const& place,
                     std::string const& written,
                     Node const* value)
{
    ports::Key const key = ports::key_named(written);
    if (key == ports::Key::none) {
        bool const plain = written == "Esc" || written == "esc";
        checking_.error(place,
                        plain ? "reserved-key" : "unknown-key-name",
                        plain ? "Esc is kept for stopping the session"
                              : "there is no key " + quoted(written),
                        plain ? "choose another key" : key_hint(written));
        return false;
    }
    std::string const name(ports::name_of(key));
    if (key == ports::Key::escape) {
        checking_.error(
            place, "reserved-key", "Esc is kept for stopping the session", "choose another key");
        return false;
    }
    auto const [first, is_new] = seen.emplace(name, place);
    if (!is_new) {
        checking_.add({base::Severity::error,
                       place,
                       "the key " + name + " is used twice",
                       "capital and small letters are the same key",
                       "key-twice",
                       first->second,
                       "first used here"});
        return false;
    }
    OptionDecl decl;
    decl.name = name;
    decl.type = OptionType::name;
    auto answer = value == nullptr ? settle_now({name, place, decl, {}, false}, Value(written))
                                   : read(decl, *value);
    if (answer) {
        keys.push_back(std::move(*answer));
    }
    return answer.has_value();
}

std::optional<Field> Fields::read_areas(Field field, Node const& node)
{
    if (!node.is_map()) {
        checking_.error(node.place,
                        "wrong-type",
                        quoted(field.name) + " must be a map of areas, not " + described(node),
                        "write { left: { at: left, size: [20 %, 20 %] }, ... }");
        return std::nullopt;
    }
    bool good = true;
    std::vector<Field> areas;
    for (Entry const& entry : node.entries) {
        auto area = read_area(field.decl, entry);
        good = good && area.has_value();
        if (area) {
            areas.push_back(std::move(*area));
        }
    }
    if (good && areas.empty()) {
        checking_.error(node.place, "empty-value", quoted(field.name) + " names no area");
        return std::nullopt;
    }
    field.is_map = true;
    field.value = std::move(areas);
    return good ? settle_parts(std::move(field)) : std::nullopt;
}

std::optional<Field> Fields::read_area(OptionDecl const& decl, Entry const& entry)
{
    Field area;
    area.name = entry.key;
    area.place = entry.key_place;
    area.decl = decl;
    area.is_map = true;
    std::string const what = "the area " + quoted(entry.key);
    if (!must_be_map(checking_, entry.value, what)) {
        return std::nullopt;
    }
    check_keys(checking_, entry.value, what, {"at", "size"});
    std::vector<Field> parts;
    for (char const* key : {"at", "size"}) {
        Node const* node = entry.value.find(key);
        if (node == nullptr) {
            checking_.error(entry.key_place,
                            "missing-option",
                            what + " needs " + quoted(key),
                            "write { at: left, size: [20 %, 20 %] }");
        } else if (auto part = read(leaf_of(decl, key), *node)) {
            parts.push_back(std::move(*part));
        }
    }
    bool const good = parts.size() == 2;
    area.value = std::move(parts);
    return good ? settle_parts(std::move(area)) : std::nullopt;
}

} // namespace securebase::model
