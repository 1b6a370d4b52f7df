// SPDX-License-Identifier: MIT
// Measures and instruments through JSON and back.
#include "model/check.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;
using namespace securebase::model;

namespace {

MeasureSpec measure()
{
    MeasureSpec measure;
    measure.name = "attention";
    measure.rule = "dot_probe";
    measure.place = {"dot_probe/experiment.yaml", 31, 3, 9};
    measure.options.set("trial", Setting{std::string("probe")});
    measure.options.set("window", Setting{TimeRange{200, 1500, TimeUnit::milliseconds}});
    measure.options.set("least_correct", Setting{0.7});
    measure.options.set("d", Setting{true});
    measure.options.set("frames", Setting{TimeRange{2, 2, TimeUnit::frames}});
    measure.options.set("size", Setting{Length{6.5, LengthUnit::percent_of_height}});
    measure.options.set("at", Setting{Point{{-40, LengthUnit::pixels}, {25}}});
    measure.options.set("color", Setting{Rgb{255, 0, 16}});
    measure.options.set("kinds",
                        Setting{SettingList{Setting{std::string("a \"b\"")}, Setting{2.0}}});
    measure.options.set(
        "keys",
        Setting{SettingMap{{"F", Setting{std::string("no")}}, {"E", Setting{SettingMap{}}}}});
    measure.options.set("absent", Setting{});
    return measure;
}

Instrument instrument()
{
    Instrument instrument;
    instrument.id = "wm2";
    instrument.title = "Zwei Sätze";
    instrument.status = "own-worded";
    instrument.label = "unvalidated";
    instrument.language = "de";
    instrument.instructions = "Bitte.";
    instrument.least = 0;
    instrument.most = 4;
    instrument.low = "nie";
    instrument.middle = "";
    instrument.high = "immer";
    instrument.shuffle = true;
    instrument.least_answered = 0.75;
    instrument.items = {{"a", "Eins."}, {"b", "Zwei."}};
    instrument.subscales = {{"anxiety", {"a", "b"}, {"b"}}};
    instrument.derived = {{"self", "4 - anxiety"}};
    instrument.vectors = {
        {"all", {{"a", 1}, {"b", 2.5}}, {{"anxiety", 1.25}, {"self", std::nullopt}}}};
    return instrument;
}

} // namespace

BOOST_AUTO_TEST_SUITE(model_json)

BOOST_AUTO_TEST_CASE(measures_come_back_as_they_were)
{
    std::vector<MeasureSpec> const before = {measure(), MeasureSpec{"b", "rule", {}, {}}};
    auto const after = measures_from_json(measures_to_json(before));
    BOOST_REQUIRE(after.has_value());
    BOOST_TEST((*after == before));
    BOOST_TEST(measures_to_json({}) == "[]");
}

BOOST_AUTO_TEST_CASE(the_form_is_a_promise)
{
    MeasureSpec one{"m", "r", {"e.yaml", 2, 3, 1}, {}};
    one.options.set("window", Setting{TimeRange{200, 1500, TimeUnit::milliseconds}});
    one.options.set("kind", Setting{std::string("pair_kind")});
    BOOST_TEST(
        measures_to_json({one}) ==
        R"([{"name":"m","rule":"r","place":{"file":"e.yaml","line":2,"column":3,"length":1},)"
        R"("options":{"window":{"time":[200.0,1500.0,"ms"]},"kind":"pair_kind"}}])");
}

BOOST_AUTO_TEST_CASE(instruments_come_back_as_they_were)
{
    std::vector<Instrument> const before = {instrument(), Instrument{}};
    auto const after = instruments_from_json(instruments_to_json(before));
    BOOST_REQUIRE(after.has_value());
    BOOST_TEST((*after == before));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_an_error)
{
    for (char const* json : {"",
                             "{",
                             "{}",
                             "3",
                             "[{}]",
                             R"([{"name":1}])",
                             R"([{"name":"m","rule":"r"}])",
                             "[\"\xFF\"]"}) {
        BOOST_TEST(!measures_from_json(json).has_value(), json);
        BOOST_TEST(!instruments_from_json(json).has_value(), json);
    }
    std::string const head =
        R"([{"name":"m","rule":"r","place":{"file":"","line":0,"column":0,"length":1},"options":)";
    BOOST_TEST(measures_from_json(head + R"({"x":true}}])").has_value());
    for (char const* options : {R"({"x":{"angle":3}})",
                                R"({"x":{}})",
                                R"({"x":{"time":[1]}})",
                                R"({"x":{"color":"red"}})"}) {
        BOOST_TEST(!measures_from_json(head + options + "}]").has_value(), options);
    }
}

BOOST_AUTO_TEST_SUITE_END()
