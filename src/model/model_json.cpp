// SPDX-License-Identifier: MIT
// Measures and instruments as JSON for the session header, and back.
#include "model/check.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdint>
#include <utility>

namespace securebase::model {

namespace {

using Json = nlohmann::ordered_json;

/// Settings that JSON has no type for are objects of one member that names the type; all else is
/// plain.
struct ToJson {
    Json operator()(std::monostate) const { return nullptr; }
    Json operator()(bool truth) const { return truth; }
    Json operator()(double number) const { return number; }
    Json operator()(std::string const& text) const { return text; }
    Json operator()(TimeRange const& time) const
    {
        bool const frames = time.unit == TimeUnit::frames;
        return {{"time", {time.least, time.most, frames ? "frames" : "ms"}}};
    }
    Json operator()(Length const& length) const { return {{"length", of(length)}}; }
    Json operator()(Point const& point) const { return {{"point", {of(point.x), of(point.y)}}}; }
    Json operator()(Rgb const& color) const
    {
        return {{"color", {color.red, color.green, color.blue}}};
    }
    Json operator()(SettingList const& list) const
    {
        Json items = Json::array();
        for (Setting const& setting : list) {
            items.push_back(std::visit(*this, setting.held));
        }
        return items;
    }
    Json operator()(SettingMap const& map) const { return {{"map", of(map)}}; }

    static Json of(Length const& length)
    {
        return Json::array({length.value, length.unit == LengthUnit::pixels ? "px" : "%"});
    }
    static Json of(SettingMap const& map)
    {
        Json members = Json::object();
        for (auto const& [name, setting] : map) {
            members[name] = std::visit(ToJson{}, setting.held);
        }
        return members;
    }
};

Length length_from(Json const& json)
{
    return {json.at(0).get<double>(),
            json.at(1) == "px" ? LengthUnit::pixels : LengthUnit::percent_of_height};
}

SettingMap map_from(Json const& json);

Setting typed_from(std::string const& type, Json const& json)
{
    if (type == "time") {
        return {TimeRange{json.at(0).get<double>(),
                          json.at(1).get<double>(),
                          json.at(2) == "frames" ? TimeUnit::frames : TimeUnit::milliseconds}};
    }
    if (type == "length") {
        return {length_from(json)};
    }
    if (type == "point") {
        return {Point{length_from(json.at(0)), length_from(json.at(1))}};
    }
    if (type == "color") {
        return {Rgb{json.at(0).get<std::uint8_t>(),
                    json.at(1).get<std::uint8_t>(),
                    json.at(2).get<std::uint8_t>()}};
    }
    if (type == "map") {
        return {map_from(json)};
    }
    throw Json::other_error::create(501, "unknown type of option", &json);
}

Setting setting_from(Json const& json)
{
    switch (json.type()) {
    case Json::value_t::null:
        return {};
    case Json::value_t::boolean:
        return {json.get<bool>()};
    case Json::value_t::string:
        return {json.get<std::string>()};
    case Json::value_t::array: {
        SettingList list;
        for (Json const& item : json) {
            list.push_back(setting_from(item));
        }
        return {std::move(list)};
    }
    case Json::value_t::object:
        return json.size() == 1 ? typed_from(json.begin().key(), json.front())
                                : typed_from({}, json);
    default:
        return {json.get<double>()};
    }
}

SettingMap map_from(Json const& json)
{
    SettingMap map;
    for (auto const& [name, setting] : json.items()) {
        map.push_back({name, setting_from(setting)});
    }
    return map;
}

Json of(base::Place const& place)
{
    return {{"file", place.file},
            {"line", place.line},
            {"column", place.column},
            {"length", place.length}};
}

base::Place place_from(Json const& json)
{
    return {json.at("file").get<std::string>(),
            json.at("line").get<std::uint32_t>(),
            json.at("column").get<std::uint32_t>(),
            json.at("length").get<std::uint32_t>()};
}

Json of(MeasureSpec const& measure)
{
    return {{"name", measure.name},
            {"rule", measure.rule},
            {"place", of(measure.place)},
            {"options", ToJson::of(measure.options.all())}};
}

MeasureSpec measure_from(Json const& json)
{
    MeasureSpec measure;
    measure.name = json.at("name").get<std::string>();
    measure.rule = json.at("rule").get<std::string>();
    measure.place = place_from(json.at("place"));
    measure.options.all() = map_from(json.at("options"));
    return measure;
}

Json of(TestVector const& vector)
{
    Json answers = Json::object();
    for (auto const& [item, answer] : vector.answers) {
        answers[item] = answer;
    }
    Json expect = Json::object();
    for (auto const& [score, value] : vector.expect) {
        expect[score] = value ? Json(*value) : Json(nullptr);
    }
    return {{"name", vector.name}, {"answers", answers}, {"expect", expect}};
}

TestVector vector_from(Json const& json)
{
    TestVector vector;
    vector.name = json.at("name").get<std::string>();
    for (auto const& [item, answer] : json.at("answers").items()) {
        vector.answers.emplace(item, answer.get<double>());
    }
    for (auto const& [score, value] : json.at("expect").items()) {
        vector.expect.emplace(score,
                              value.is_null() ? std::nullopt : std::optional(value.get<double>()));
    }
    return vector;
}

Json of(Instrument const& instrument)
{
    Json json = {{"id", instrument.id},
                 {"title", instrument.title},
                 {"status", instrument.status},
                 {"label", instrument.label},
                 {"language", instrument.language},
                 {"instructions", instrument.instructions},
                 {"least", instrument.least},
                 {"most", instrument.most},
                 {"low", instrument.low},
                 {"middle", instrument.middle},
                 {"high", instrument.high},
                 {"shuffle", instrument.shuffle},
                 {"least_answered", instrument.least_answered},
                 {"items", Json::array()},
                 {"subscales", Json::array()},
                 {"derived", Json::array()},
                 {"vectors", Json::array()}};
    for (Item const& item : instrument.items) {
        json["items"].push_back({{"id", item.id}, {"text", item.text}});
    }
    for (Subscale const& subscale : instrument.subscales) {
        json["subscales"].push_back(
            {{"name", subscale.name}, {"items", subscale.items}, {"reverse", subscale.reverse}});
    }
    for (DerivedScore const& derived : instrument.derived) {
        json["derived"].push_back({{"name", derived.name}, {"formula", derived.formula}});
    }
    for (TestVector const& vector : instrument.vectors) {
        json["vectors"].push_back(of(vector));
    }
    return json;
}

Instrument instrument_from(Json const& json)
{
    Instrument instrument;
    json.at("id").get_to(instrument.id);
    json.at("title").get_to(instrument.title);
    json.at("status").get_to(instrument.status);
    json.at("label").get_to(instrument.label);
    json.at("language").get_to(instrument.language);
    json.at("instructions").get_to(instrument.instructions);
    json.at("least").get_to(instrument.least);
    json.at("most").get_to(instrument.most);
    json.at("low").get_to(instrument.low);
    json.at("middle").get_to(instrument.middle);
    json.at("high").get_to(instrument.high);
    json.at("shuffle").get_to(instrument.shuffle);
    json.at("least_answered").get_to(instrument.least_answered);
    for (Json const& item : json.at("items")) {
        instrument.items.push_back(
            {item.at("id").get<std::string>(), item.at("text").get<std::string>()});
    }
    for (Json const& subscale : json.at("subscales")) {
        instrument.subscales.push_back({subscale.at("name").get<std::string>(),
                                        subscale.at("items").get<std::vector<std::string>>(),
                                        subscale.at("reverse").get<std::vector<std::string>>()});
    }
    for (Json const& derived : json.at("derived")) {
        instrument.derived.push_back(
            {derived.at("name").get<std::string>(), derived.at("formula").get<std::string>()});
    }
    for (Json const& vector : json.at("vectors")) {
        instrument.vectors.push_back(vector_from(vector));
    }
    return instrument;
}

Json of(Value const& value)
{
    if (auto const* list = value.list()) {
        Json items = Json::array();
        for (Value const& one : *list) {
            items.push_back(of(one));
        }
        return items;
    }
    if (auto const* text = value.text()) {
        return *text;
    }
    if (auto const* number = value.number()) {
        bool const whole = std::trunc(*number) == *number && std::abs(*number) < 1e15;
        return whole ? Json(static_cast<std::int64_t>(*number)) : Json(*number);
    }
    auto const* truth = value.truth();
    return truth != nullptr ? Json(*truth) : Json();
}

template <class T> std::string list_to_json(std::vector<T> const& list)
{
    Json json = Json::array();
    for (T const& one : list) {
        json.push_back(of(one));
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// `read` makes one of a list's parts; what JSON is wrong in is said in the library's words.
template <class T>
base::Result<std::vector<T>>
list_from_json(std::string_view text, std::string_view what, T (*read)(Json const&))
{
    try {
        Json const json = Json::parse(text);
        if (!json.is_array()) {
            return base::Error{std::string(what) + " are not a list in this header", {}};
        }
        std::vector<T> list;
        for (Json const& one : json) {
            list.push_back(read(one));
        }
        return list;
    } catch (Json::exception const& failure) {
        return base::Error{"the " + std::string(what) +
                               " of this header cannot be read: " + failure.what(),
                           "the data are of another version, or damaged"};
    }
}

} // namespace

std::string parameters_to_json(std::vector<std::pair<std::string, Value>> const& parameters)
{
    Json members = Json::object();
    for (auto const& [name, value] : parameters) {
        members[name] = of(value);
    }
    return members.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string measures_to_json(std::vector<MeasureSpec> const& measures)
{
    return list_to_json(measures);
}

base::Result<std::vector<MeasureSpec>> measures_from_json(std::string_view json)
{
    return list_from_json<MeasureSpec>(json, "measures", measure_from);
}

std::string instruments_to_json(std::vector<Instrument> const& instruments)
{
    return list_to_json(instruments);
}

base::Result<std::vector<Instrument>> instruments_from_json(std::string_view json)
{
    return list_from_json<Instrument>(json, "instruments", instrument_from);
}

} // namespace securebase::model
