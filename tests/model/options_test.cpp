// SPDX-License-Identifier: MIT
// Written values become typed settings, or a word about why not.
#include "model/options.h"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace securebase::model;
namespace base = securebase::base;

namespace {

Module const module{"here",
                    "lab/here",
                    {{"top", {{0, LengthUnit::percent_of_height}, {-15, LengthUnit::pixels}}}},
                    {"face.png"}};

OptionDecl decl(OptionType type)
{
    OptionDecl option;
    option.name = "it";
    option.type = type;
    return option;
}

struct Read {
    std::optional<Setting> setting;
    std::string why;
    std::string hint;
};

Read read(OptionDecl const& option, Value const& value)
{
    Read result;
    result.setting = to_setting(option, value, module, result.why, result.hint);
    return result;
}

Read read(OptionType type, char const* text)
{
    return read(decl(type), Value(text));
}

template <class T> T held(Read const& result)
{
    BOOST_REQUIRE_MESSAGE(result.setting.has_value(), result.why);
    return std::get<T>(result.setting->held);
}

/// Knows x as a number and answers as nothing.
class Some final : public Names, public Bindings {
public:
    std::optional<Type> type_of(std::string_view name) const override
    {
        return name == "x"     ? std::optional(Type::number)
               : name == "a.b" ? std::optional(Type::text)
                               : std::nullopt;
    }
    std::vector<std::string> all() const override { return {"x", "a.b"}; }
    Value value_of(std::string_view name) const override
    {
        return name == "x" ? Value(3.0) : Value();
    }
};

Expression parsed(char const* source)
{
    base::Diagnostics diagnostics;
    auto expression = parse_expression(source, {"s", 1, 1, 1}, Some(), diagnostics);
    BOOST_REQUIRE(expression.has_value());
    return *expression;
}

} // namespace

BOOST_AUTO_TEST_SUITE(model_options)

BOOST_AUTO_TEST_CASE(times_have_units)
{
    using Unit = TimeUnit;
    BOOST_TEST((held<TimeRange>(read(OptionType::time, "500 ms")) ==
                TimeRange{500, 500, Unit::milliseconds}));
    BOOST_TEST((held<TimeRange>(read(OptionType::time, "0.57 s")) ==
                TimeRange{570, 570, Unit::milliseconds}));
    BOOST_TEST(
        (held<TimeRange>(read(OptionType::time, "1 frame")) == TimeRange{1, 1, Unit::frames}));
    BOOST_TEST((held<TimeRange>(read(OptionType::time, "30..60 frames")) ==
                TimeRange{30, 60, Unit::frames}));
    BOOST_TEST((held<TimeRange>(read(OptionType::time, "0.5..1 s")) ==
                TimeRange{500, 1000, Unit::milliseconds}));
    BOOST_TEST((held<TimeRange>(read(OptionType::time, "16.7 ms")) ==
                TimeRange{16.7, 16.7, Unit::milliseconds}));
    BOOST_TEST(read(OptionType::time, "500").why == "'500' has no unit");
    BOOST_TEST(read(OptionType::time, "500").hint == "write 500 ms, 500 s or 500 frames");
    BOOST_TEST(read(OptionType::time, "soon").why == "'soon' is not a duration");
    BOOST_TEST(read(OptionType::time, "1 min").why == "'1 min' has the unknown unit 'min'");
    BOOST_TEST(read(OptionType::time, "0 frames").why == "'0 frames' is no time at all");
    BOOST_TEST(read(OptionType::time, "-5 ms").why == "'-5 ms' is below 0");
    BOOST_TEST(read(OptionType::time, "900..500 ms").hint == "write 500..900 ms");
    BOOST_TEST(read(OptionType::time, "0.5..1 ms").why ==
               "'0.5..1 ms' is drawn in whole milliseconds, so its ends must be whole");
    BOOST_TEST(read(OptionType::time, "1.5 frames").why ==
               "'1.5 frames' is not a whole number of frames");
    BOOST_TEST(read(OptionType::time, "100000 s").why == "'100000 s' is longer than a day");
}

BOOST_AUTO_TEST_CASE(windows_may_begin_at_zero)
{
    BOOST_TEST((held<TimeRange>(read(OptionType::time_window, "0..1500 ms")) ==
                TimeRange{0, 1500, TimeUnit::milliseconds}));
    BOOST_TEST(read(OptionType::time_window, "1500 ms").why == "'1500 ms' is not a window of time");
    BOOST_TEST(read(OptionType::time_window, "1..2 frames").why ==
               "'1..2 frames' counts frames, but answers are timed in milliseconds");
}

BOOST_AUTO_TEST_CASE(numbers_keep_to_their_range)
{
    OptionDecl points = decl(OptionType::integer);
    points.least = 2;
    points.most = 11;
    BOOST_TEST(held<double>(read(points, Value("7"))) == 7);
    BOOST_TEST(held<double>(read(points, Value(7.0))) == 7);
    BOOST_TEST(read(points, Value("12")).why == "'12' is out of range for 'it'");
    BOOST_TEST(read(points, Value("12")).hint == "it may be from 2 to 11");
    BOOST_TEST(read(points, Value("7.5")).why == "'7.5' is not a whole number");
    BOOST_TEST(held<double>(read(OptionType::number, "-0.5")) == -0.5);
    BOOST_TEST(read(OptionType::seed, "-1").why == "'-1' is out of range");
    BOOST_TEST(held<double>(read(OptionType::percent, "70 %")) == 0.7);
    BOOST_TEST(read(OptionType::percent, "170 %").why == "'170 %' is not between 0 % and 100 %");
}

BOOST_AUTO_TEST_CASE(truths_are_yes_and_no)
{
    BOOST_TEST(held<bool>(read(OptionType::truth, "yes")));
    BOOST_TEST(!held<bool>(read(OptionType::truth, "no")));
    BOOST_TEST(held<bool>(read(decl(OptionType::truth), Value(true))));
    BOOST_TEST(read(OptionType::truth, "Yes").why == "'Yes' is neither yes nor no");
}

BOOST_AUTO_TEST_CASE(places_are_names_or_two_lengths)
{
    Length const ten{10, LengthUnit::percent_of_height};
    Length const five{-5, LengthUnit::pixels};
    BOOST_TEST((held<Point>(read(OptionType::point, "top")) == module.places.at("top")));
    Value const pair(Value::List{Value("10 %"), Value("-5px")});
    BOOST_TEST((held<Point>(read(decl(OptionType::point), pair)) == Point{ten, five}));
    BOOST_TEST(read(OptionType::point, "tpo").hint == "did you mean 'top'?");
    BOOST_TEST(read(OptionType::point, "10 %").why == "'10 %' is one length, a place has two");
    BOOST_TEST(read(decl(OptionType::size), pair).why == "a size must be above 0 both ways");
    BOOST_TEST((held<Point>(read(OptionType::size, "10 %")) == Point{ten, ten}));
    BOOST_TEST(read(OptionType::length, "10").why == "'10' has no unit");
    BOOST_TEST(read(OptionType::length, "10 em").why == "'10 em' has the unknown unit 'em'");
    BOOST_TEST(read(OptionType::length, "2000 %").why == "'2000 %' is far outside any screen");
}

BOOST_AUTO_TEST_CASE(colours_are_words_or_six_digits)
{
    BOOST_TEST((held<Rgb>(read(OptionType::color, "white")) == Rgb{255, 255, 255}));
    BOOST_TEST((held<Rgb>(read(OptionType::color, "#0aFF80")) == Rgb{10, 255, 128}));
    BOOST_TEST(read(OptionType::color, "#fff").why == "'#fff' is not a colour");
    BOOST_TEST(read(OptionType::color, "gray").hint == "did you mean 'grey'?");
}

BOOST_AUTO_TEST_CASE(images_must_be_there)
{
    BOOST_TEST(held<std::string>(read(OptionType::file, "face.png")) == "lab/here/face.png");
    BOOST_TEST(read(OptionType::file, "fece.png").why ==
               "there is no image 'fece.png' in the experiment's folder");
    BOOST_TEST(read(OptionType::file, "fece.png").hint == "did you mean 'face.png'?");
}

BOOST_AUTO_TEST_CASE(texts_take_what_shows_as_text)
{
    BOOST_TEST(held<std::string>(read(decl(OptionType::text), Value(0.5))) == "0.5");
    BOOST_TEST(held<std::string>(read(OptionType::text, "")) == "");
    BOOST_TEST(read(decl(OptionType::text), Value()).why ==
               "there is no value (NA) where a text is wanted");
    BOOST_TEST(read(decl(OptionType::text), Value(Value::List{Value("a")})).why ==
               "a list of 1 where a text is wanted");
    Value const list(Value::List{Value("a"), Value(2.0)});
    SettingList const expected{Setting{std::string("a")}, Setting{std::string("2")}};
    BOOST_TEST((held<SettingList>(read(decl(OptionType::text_list), list)) == expected));
    BOOST_TEST(read(OptionType::text_list, "a").hint == "write a list: [a]");
}

BOOST_AUTO_TEST_CASE(expressions_are_read_as_if_written)
{
    Misfit misfit;
    Field field;
    field.name = "for";
    field.decl = decl(OptionType::time);
    field.place = {"s", 4, 2, 3};
    field.value = parsed("text(x * 100) + ' ms'");
    auto const setting = settle(field, Some(), module, misfit);
    BOOST_REQUIRE(setting.has_value());
    BOOST_TEST((std::get<TimeRange>(setting->held) == TimeRange{300, 300, TimeUnit::milliseconds}));
    field.value = parsed("x");
    BOOST_TEST(!settle(field, Some(), module, misfit).has_value());
    BOOST_TEST(misfit.why == "'3' has no unit");
    BOOST_TEST(misfit.place.line == 4);
}

BOOST_AUTO_TEST_CASE(slots_of_answers_are_left_for_later)
{
    Misfit misfit;
    Field field;
    field.decl = decl(OptionType::text);
    Template text;
    text.pieces.emplace_back("{x} is ");
    text.pieces.emplace_back(Template::Slot{parsed("x + 1"), false});
    text.pieces.emplace_back(" for ");
    text.pieces.emplace_back(Template::Slot{parsed("a.b"), true});
    field.value = text;
    auto const setting = settle(field, Some(), module, misfit);
    BOOST_REQUIRE(setting.has_value());
    BOOST_TEST(std::get<std::string>(setting->held) == "{{x}} is 4 for {a.b}");
    BOOST_TEST(expressions_in(field).size() == 2);
    text.pieces.emplace_back(Template::Slot{parsed("a.b"), false});
    field.value = text;
    BOOST_TEST(!settle(field, Some(), module, misfit).has_value());
    BOOST_TEST(misfit.why == "{a.b} has no value (NA)");
}

BOOST_AUTO_TEST_CASE(parts_of_lists_are_settled_one_by_one)
{
    Misfit misfit;
    Field at;
    at.decl = decl(OptionType::point);
    Field x;
    x.decl = leaf_of(at.decl, "");
    x.value = parsed("text(x) + ' %'");
    Field y = x;
    y.value = Setting{Length{-2, LengthUnit::pixels}};
    at.value = std::vector<Field>{x, y};
    auto const setting = settle(at, Some(), module, misfit);
    BOOST_REQUIRE(setting.has_value());
    BOOST_TEST((std::get<Point>(setting->held) ==
                Point{{3, LengthUnit::percent_of_height}, {-2, LengthUnit::pixels}}));
    at.decl.type = OptionType::size;
    BOOST_TEST(!settle(at, Some(), module, misfit).has_value());
    BOOST_TEST(misfit.why == "a size must be above 0 both ways");
}

BOOST_AUTO_TEST_SUITE_END()
