// SPDX-License-Identifier: MIT
// What a column turned out to hold.
#include "report/levels.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;
using report::Column;
using report::Levels;

namespace {

std::string described(std::vector<std::string> const& values)
{
    Levels levels;
    for (std::string const& value : values) {
        levels.see(value);
    }
    Column column;
    levels.describe(column);
    std::string text = name_of(column.type);
    for (auto const& [value, meaning] : column.levels) {
        text += " " + value;
    }
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(levels)

BOOST_AUTO_TEST_CASE(knows_numbers_from_texts)
{
    BOOST_TEST(described({"3", "-1", "0", "3"}) == "integer");
    BOOST_TEST(described({"3", "0.5", "-2.25"}) == "number");
    BOOST_TEST(described({"3", "x"}) == "text 3 x");
    BOOST_TEST(described({"x", "3"}) == "text 3 x");
    BOOST_TEST(described({"007", "1"}) == "text 007 1");
    BOOST_TEST(described({""}) == "text ");
    BOOST_TEST(described({}) == "text");
}

BOOST_AUTO_TEST_CASE(lists_levels_sorted_and_only_when_they_are_few)
{
    BOOST_TEST(described({"b", "a", "b"}) == "text a b");
    std::vector<std::string> many;
    for (char c = 'a'; c < 'a' + 20; ++c) {
        many.emplace_back(1, c);
    }
    BOOST_TEST(described(many) == "text a b c d e f g h i j k l m n o p q r s t");
    many.emplace_back("u");
    BOOST_TEST(described(many) == "text");
    for (int i = 0; i < 30; ++i) {
        many.push_back(std::to_string(i));
    }
    BOOST_TEST(described(many) == "text");
}

BOOST_AUTO_TEST_CASE(a_late_text_among_many_numbers_is_noticed)
{
    std::vector<std::string> values;
    for (int i = 0; i < 30; ++i) {
        values.push_back(std::to_string(i));
    }
    BOOST_TEST(described(values) == "integer");
    values.emplace_back("0.5");
    BOOST_TEST(described(values) == "number");
    values.emplace_back("none");
    BOOST_TEST(described(values) == "text");
}

BOOST_AUTO_TEST_SUITE_END()
