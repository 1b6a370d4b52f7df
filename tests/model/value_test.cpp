// SPDX-License-Identifier: MIT
// Values as text, and settings by name.
#include "model/value.h"

#include <boost/test/unit_test.hpp>

using namespace securebase::model;

BOOST_AUTO_TEST_SUITE(model_value)

BOOST_AUTO_TEST_CASE(values_are_written_as_data_show_them)
{
    BOOST_TEST(to_text(Value()) == "NA");
    BOOST_TEST(to_text(Value(true)) == "true");
    BOOST_TEST(to_text(Value(false)) == "false");
    BOOST_TEST(to_text(Value(3.0)) == "3");
    BOOST_TEST(to_text(Value(-0.25)) == "-0.25");
    BOOST_TEST(to_text(Value("no, thanks")) == "no, thanks");
    BOOST_TEST(to_text(Value(Value::List{})) == "");
    BOOST_TEST(to_text(Value(Value::List{Value("a"), Value(2.0), Value()})) == "a|2|NA");
}

BOOST_AUTO_TEST_CASE(values_of_unlike_types_differ)
{
    BOOST_TEST((Value("1") == Value(1.0)) == false);
    BOOST_TEST((Value() == Value()) == true);
    BOOST_TEST((Value(true) == Value(1.0)) == false);
}

BOOST_AUTO_TEST_CASE(settings_keep_order_and_replace_by_name)
{
    Settings settings;
    settings.set("size", Setting{Length{6, LengthUnit::percent_of_height}});
    settings.set("text", Setting{std::string("lemon")});
    settings.set("size", Setting{Length{40, LengthUnit::pixels}});
    BOOST_REQUIRE(settings.all().size() == 2U);
    BOOST_TEST(settings.all()[0].name == "size");
    BOOST_TEST(settings.length("size").value == 40.0);
    BOOST_TEST((settings.length("size").unit == LengthUnit::pixels));
    BOOST_TEST(settings.text("text") == "lemon");
    BOOST_TEST(settings.has("color") == false);
    BOOST_TEST(settings.find("color") == nullptr);
}

BOOST_AUTO_TEST_CASE(settings_give_each_type_back)
{
    Settings settings;
    settings.set("truth", Setting{true});
    settings.set("number", Setting{2.5});
    settings.set("time", Setting{TimeRange{500, 1000, TimeUnit::milliseconds}});
    settings.set("point", Setting{Point{{0, LengthUnit::pixels}, {-25}}});
    settings.set("color", Setting{Rgb{1, 2, 3}});
    settings.set("list", Setting{SettingList{Setting{std::string("a")}}});
    settings.set("map", Setting{SettingMap{{"E", Setting{std::string("yes")}}}});
    BOOST_TEST(settings.truth("truth"));
    BOOST_TEST(settings.number("number") == 2.5);
    BOOST_TEST(settings.time("time").most == 1000.0);
    BOOST_TEST(settings.time("time").is_fixed() == false);
    BOOST_TEST(settings.point("point").y.value == -25.0);
    BOOST_TEST(static_cast<int>(settings.color("color").blue) == 3);
    BOOST_TEST(settings.list("list").size() == 1U);
    BOOST_TEST(settings.map("map")[0].name == "E");
    Settings const copy = settings;
    BOOST_TEST((copy == settings));
}

BOOST_AUTO_TEST_SUITE_END()
