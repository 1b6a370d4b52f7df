// SPDX-License-Identifier: MIT
// From what is written, or what an expression yields, to the typed setting of an option.
#include "model/options.h"

#include "base/diagnostics.h"
#include "base/text.h"
#include "model/literals.h"
#include "model/text_template.h"

#include <algorithm>
#include <cmath>

namespace securebase::model {

namespace {

/// What a coordinate may be, in either unit: far outside of every screen.
constexpr double farthest = 1e6;

constexpr double largest_whole = 9007199254740992.0; // 2^53

/// One option being read: what it must be, and where the complaint goes.
struct Reading {
    OptionDecl const& decl;
    Module const& module;
    Complaint& complaint;
};

std::string_view wanted(OptionType type)
{
    switch (type) {
    case OptionType::text:
    case OptionType::page:
        return "a text";
    case OptionType::number:
        return "a number";
    case OptionType::integer:
    case OptionType::seed:
        return "a whole number";
    case OptionType::truth:
        return "yes or no";
    case OptionType::time:
        return "a duration";
    case OptionType::length:
        return "a length";
    case OptionType::point:
        return "a place";
    case OptionType::size:
        return "a size";
    case OptionType::color:
        return "a colour";
    case OptionType::choice:
    case OptionType::column:
    case OptionType::name:
        return "a word";
    case OptionType::file:
        return "the name of a file";
    case OptionType::key_map:
        return "keys";
    case OptionType::area_map:
        return "areas";
    case OptionType::text_list:
        return "a list";
    case OptionType::percent:
        return "a percentage";
    case OptionType::time_window:
        return "a window of time";
    }
    return "a value";
}

std::optional<Setting> wrong(Reading const& reading, std::string why, std::string hint = {})
{
    reading.complaint = {std::move(why), std::move(hint)};
    return std::nullopt;
}

template <class T> std::optional<Setting> as_setting(std::optional<T> value)
{
    return value ? std::optional<Setting>(Setting{std::move(*value)}) : std::nullopt;
}

/// "from 1 to 9", "at least 1", "at most 9".
std::string range_of(OptionDecl const& decl)
{
    if (decl.least && decl.most) {
        return "from " + base::format_number(*decl.least) + " to " +
               base::format_number(*decl.most);
    }
    return decl.least ? "at least " + base::format_number(*decl.least)
                      : "at most " + base::format_number(*decl.most);
}

bool is_in_range(OptionDecl const& decl, double number)
{
    return !(decl.least && number < *decl.least) && !(decl.most && number > *decl.most);
}

std::optional<Setting> read_number(Reading const& reading, std::string const& text)
{
    auto const number = base::parse_number(text);
    bool const whole =
        reading.decl.type == OptionType::integer || reading.decl.type == OptionType::seed;
    if (!number || (whole && std::floor(*number) != *number)) {
        return wrong(reading,
                     quoted(text) + " is not " + std::string(wanted(reading.decl.type)),
                     whole ? "write digits alone, such as 16"
                           : "write it with a dot where it has a part, such as 0.5");
    }
    if (std::abs(*number) > largest_whole ||
        (reading.decl.type == OptionType::seed && *number < 0)) {
        return wrong(reading, quoted(text) + " is out of range");
    }
    if (!is_in_range(reading.decl, *number)) {
        return wrong(reading,
                     quoted(text) + " is out of range for '" + reading.decl.name + "'",
                     "it may be " + range_of(reading.decl));
    }
    return Setting{*number};
}

std::optional<Setting> read_length_setting(Reading const& reading, std::string const& text)
{
    auto const length = read_length(text, reading.complaint);
    if (length && !reading.decl.least && length->value <= 0) {
        return wrong(reading,
                     quoted(text) + " is no length for '" + reading.decl.name + "'",
                     "it must be above 0");
    }
    if (length && !is_in_range(reading.decl, length->value)) {
        return wrong(reading,
                     quoted(text) + " is out of range for '" + reading.decl.name + "'",
                     "it may be " + range_of(reading.decl));
    }
    return as_setting(length);
}

std::vector<std::string> keys_of(std::map<std::string, Point> const& places)
{
    std::vector<std::string> names;
    for (auto const& entry : places) {
        names.push_back(entry.first);
    }
    return names;
}

std::optional<Setting> read_place(Reading const& reading, std::string const& text)
{
    auto const found = reading.module.places.find(text);
    if (found != reading.module.places.end()) {
        return Setting{found->second};
    }
    Complaint unused;
    if (read_length(text, unused)) {
        return wrong(reading, quoted(text) + " is one length, a place has two", "write [x, y]");
    }
    return wrong(reading,
                 "there is no place " + quoted(text),
                 text.starts_with('(') ? "write [x, y], such as [10 %, -5 %]"
                                       : base::nearest_hint(text, keys_of(reading.module.places)));
}

/// Both lengths of a size must be above 0.
std::optional<Setting> to_point(Reading const& reading, Length x, Length y)
{
    if (reading.decl.type == OptionType::size && (x.value <= 0 || y.value <= 0)) {
        return wrong(reading, "a size must be above 0 both ways", "write [width, height]");
    }
    return Setting{Point{x, y}};
}

std::optional<Setting> read_pair(Reading const& reading, Value::List const& list)
{
    if (list.size() != 2) {
        bool const size = reading.decl.type == OptionType::size;
        return wrong(reading,
                     std::string(size ? "a size has two lengths, here are "
                                      : "a place has two lengths, here are ") +
                         std::to_string(list.size()),
                     size ? "write [width, height], such as [20 %, 10 %]"
                          : "write [x, y], such as [10 %, -5 %]");
    }
    auto const x = read_length(to_text(list[0]), reading.complaint);
    auto const y = x ? read_length(to_text(list[1]), reading.complaint) : std::nullopt;
    return x && y ? to_point(reading, *x, *y) : std::nullopt;
}

std::optional<Setting> read_size(Reading const& reading, std::string const& text)
{
    auto const length = read_length(text, reading.complaint);
    return length ? to_point(reading, *length, *length) : std::nullopt;
}

std::optional<Setting> read_choice(Reading const& reading, std::string const& text)
{
    auto const& choices = reading.decl.choices;
    if (std::ranges::find(choices, text) != choices.end()) {
        return Setting{text};
    }
    return wrong(reading,
                 quoted(text) + " is not one of the choices of '" + reading.decl.name + "'",
                 base::nearest_hint(text, choices));
}

std::optional<Setting> read_image(Reading const& reading, std::string const& text)
{
    auto const& images = reading.module.images;
    if (images.contains(text)) {
        std::string const& folder = reading.module.folder;
        return Setting{folder.empty() ? text : folder + "/" + text};
    }
    return wrong(reading,
                 "there is no image " + quoted(text) + " in the experiment's folder",
                 base::nearest_hint(text, {images.begin(), images.end()}));
}

std::optional<Setting> read_word(Reading const& reading, std::string const& text)
{
    if (text.empty()) {
        return wrong(reading, "'" + reading.decl.name + "' is empty");
    }
    return Setting{text};
}

std::optional<Setting> read_list(Reading const& reading, Value::List const& list)
{
    if (reading.decl.type == OptionType::point || reading.decl.type == OptionType::size) {
        return read_pair(reading, list);
    }
    if (reading.decl.type != OptionType::text_list) {
        return wrong(reading,
                     "a list of " + std::to_string(list.size()) + " where " +
                         std::string(wanted(reading.decl.type)) + " is wanted");
    }
    SettingList texts;
    for (Value const& one : list) {
        if (one.is_na() || one.list() != nullptr) {
            return wrong(reading,
                         "entry " + std::to_string(texts.size() + 1) +
                             " of the list is not a text");
        }
        texts.push_back(Setting{to_text(one)});
    }
    return Setting{std::move(texts)};
}

std::optional<Setting> read_scalar(Reading const& reading, std::string const& text)
{
    switch (reading.decl.type) {
    case OptionType::text:
    case OptionType::page:
        return Setting{text};
    case OptionType::number:
    case OptionType::integer:
    case OptionType::seed:
        return read_number(reading, text);
    case OptionType::truth:
        return as_setting(read_truth(text, reading.complaint));
    case OptionType::time:
        return as_setting(read_time(text, reading.complaint));
    case OptionType::time_window:
        return as_setting(read_time_window(text, reading.complaint));
    case OptionType::percent:
        return as_setting(read_percent(text, reading.complaint));
    case OptionType::color:
        return as_setting(read_color(text, reading.complaint));
    case OptionType::length:
        return read_length_setting(reading, text);
    case OptionType::point:
        return read_place(reading, text);
    case OptionType::size:
        return read_size(reading, text);
    case OptionType::choice:
        return read_choice(reading, text);
    case OptionType::file:
        return read_image(reading, text);
    case OptionType::column:
    case OptionType::name:
        return read_word(reading, text);
    case OptionType::key_map:
    case OptionType::area_map:
    case OptionType::text_list:
        break;
    }
    return wrong(reading,
                 quoted(text) + " is a text where " + std::string(wanted(reading.decl.type)) +
                     " is wanted",
                 reading.decl.type == OptionType::text_list ? "write a list: [" + text + "]" : "");
}

/// A text with what the plan knows filled in. Nothing when a value is missing.
std::optional<std::string>
fill_settled(Template const& text, Bindings const& bindings, Misfit& misfit)
{
    std::string out;
    for (auto const& piece : text.pieces) {
        if (auto const* literal = std::get_if<std::string>(&piece)) {
            out += with_doubled_braces(*literal);
            continue;
        }
        auto const& slot = std::get<Template::Slot>(piece);
        if (slot.at_run_time) {
            // Only answers are left in it: the stage knows nothing of tables.
            out += "{" + slot.expression.settled(bindings).source() + "}";
            continue;
        }
        Value const value = slot.expression.evaluate(bindings);
        if (value.is_na()) {
            misfit = {slot.expression.place(),
                      "{" + slot.expression.source() + "} has no value (NA)",
                      "or_else(" + slot.expression.source() + ", '') gives nothing instead"};
            return std::nullopt;
        }
        out += to_text(value);
    }
    return out;
}

std::optional<Setting> settle_parts(Field const& field,
                                    std::vector<Field> const& parts,
                                    Bindings const& bindings,
                                    Module const& module,
                                    Misfit& misfit)
{
    SettingMap map;
    SettingList list;
    for (Field const& part : parts) {
        auto setting = settle(part, bindings, module, misfit);
        if (!setting) {
            return std::nullopt;
        }
        if (field.is_map) {
            map.push_back({part.name, std::move(*setting)});
        } else {
            list.push_back(std::move(*setting));
        }
    }
    if (field.is_map) {
        return Setting{std::move(map)};
    }
    if (field.decl.type != OptionType::point && field.decl.type != OptionType::size) {
        return Setting{std::move(list)};
    }
    auto const* x = list.size() == 2 ? std::get_if<Length>(&list[0].held) : nullptr;
    auto const* y = list.size() == 2 ? std::get_if<Length>(&list[1].held) : nullptr;
    SECUREBASE_ASSERT(x != nullptr && y != nullptr, "check lets only pairs of lengths through");
    Complaint complaint;
    auto point = to_point({field.decl, module, complaint}, *x, *y);
    misfit = {field.place, complaint.why, complaint.hint};
    return point;
}

void collect(Field const& field, std::vector<Expression>& out)
{
    if (auto const* expression = std::get_if<Expression>(&field.value)) {
        out.push_back(*expression);
    } else if (auto const* text = std::get_if<Template>(&field.value)) {
        for (auto const& piece : text->pieces) {
            if (auto const* slot = std::get_if<Template::Slot>(&piece)) {
                out.push_back(slot->expression);
            }
        }
    } else if (auto const* parts = std::get_if<std::vector<Field>>(&field.value)) {
        for (Field const& part : *parts) {
            collect(part, out);
        }
    }
}

} // namespace

std::optional<Setting> to_setting(OptionDecl const& decl,
                                  Value const& value,
                                  Module const& module,
                                  std::string& why,
                                  std::string& hint)
{
    Complaint complaint;
    Reading const reading{decl, module, complaint};
    std::optional<Setting> setting;
    if (value.is_na()) {
        wrong(reading,
              "there is no value (NA) where " + std::string(wanted(decl.type)) + " is wanted");
    } else if (auto const* list = value.list()) {
        setting = read_list(reading, *list);
    } else {
        setting = read_scalar(reading, to_text(value));
    }
    why = complaint.why;
    hint = complaint.hint;
    return setting;
}

OptionDecl leaf_of(OptionDecl const& decl, std::string_view name)
{
    OptionDecl leaf;
    leaf.name = std::string(name);
    switch (decl.type) {
    case OptionType::point:
        leaf.type = OptionType::length;
        leaf.least = -farthest;
        leaf.most = farthest;
        break;
    case OptionType::size:
        leaf.type = OptionType::length;
        leaf.least = 0;
        break;
    case OptionType::key_map:
        leaf.type = OptionType::name;
        break;
    case OptionType::area_map:
        leaf.type = name == "at" ? OptionType::point : OptionType::size;
        break;
    default:
        leaf.type = OptionType::text;
        break;
    }
    if (leaf.name.empty()) {
        leaf.name = decl.name;
    }
    return leaf;
}

std::optional<Setting>
settle(Field const& field, Bindings const& bindings, Module const& module, Misfit& misfit)
{
    if (auto const* setting = std::get_if<Setting>(&field.value)) {
        return *setting;
    }
    if (auto const* parts = std::get_if<std::vector<Field>>(&field.value)) {
        return settle_parts(field, *parts, bindings, module, misfit);
    }
    Value value;
    if (auto const* text = std::get_if<Template>(&field.value)) {
        auto filled = fill_settled(*text, bindings, misfit);
        if (!filled) {
            return std::nullopt;
        }
        value = Value(std::move(*filled));
    } else {
        value = std::get<Expression>(field.value).evaluate(bindings);
    }
    std::string why;
    std::string hint;
    auto setting = to_setting(field.decl, value, module, why, hint);
    if (!setting) {
        misfit = {field.place, std::move(why), std::move(hint)};
    }
    return setting;
}

std::vector<Expression> expressions_in(Field const& field)
{
    std::vector<Expression> found;
    collect(field, found);
    return found;
}

} // namespace securebase::model
