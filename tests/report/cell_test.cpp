// SPDX-License-Identifier: MIT
// Cells: the exact characters of every kind of value.
#include "report/cell.h"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>

using namespace securebase;
using report::Line;

namespace {

template <class Write> std::string line(Write const& write)
{
    std::string out;
    Line cells(out);
    write(cells);
    cells.end();
    return out;
}

std::string ms(std::int64_t ns)
{
    return line([&](Line& l) { l.ms(base::Duration(ns)); });
}

} // namespace

BOOST_AUTO_TEST_SUITE(cell)

BOOST_AUTO_TEST_CASE(texts_are_quoted_only_when_they_must_be)
{
    BOOST_TEST(line([](Line& l) {
                   l.text("plain text");
                   l.text("a,b");
                   l.text("say \"x\"");
                   l.text("two\nlines");
                   l.text("");
                   l.text("\xC3\xA9=1+1");
               }) == "plain text,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",\"\",\xC3\xA9=1+1\n");
}

BOOST_AUTO_TEST_CASE(numbers_flags_and_what_is_missing)
{
    BOOST_TEST(line([](Line& l) {
                   l.integer(-3);
                   l.integer(std::numeric_limits<std::int64_t>::min());
                   l.number(0.1, 4);
                   l.number(1.0 / 3, 4);
                   l.number(-2.0 / 3, 3);
                   l.number(700, 0);
                   l.number(700, 2);
                   l.number(-0.0001, 3);
                   l.number(std::nan(""), 3);
                   l.number(INFINITY, 3);
                   l.flag(true);
                   l.flag(false);
                   l.nothing();
               }) == "-3,-9223372036854775808,0.1,0.3333,-0.667,700,700,0,NA,NA,1,0,NA\n");
    BOOST_TEST(line([](Line& l) {
                   l.maybe_flag({});
                   l.maybe_flag(false);
                   l.maybe_integer(std::optional<std::int32_t>());
                   l.maybe_integer(std::optional<std::int32_t>(-1));
                   l.maybe_ms(std::optional<double>());
                   l.maybe_ms(std::optional<double>(0.5));
               }) == "NA,0,NA,-1,NA,0.500\n");
}

BOOST_AUTO_TEST_CASE(milliseconds_have_three_decimals_halves_away_from_zero)
{
    BOOST_TEST(ms(0) == "0.000\n");
    BOOST_TEST(ms(499) == "0.000\n");
    BOOST_TEST(ms(500) == "0.001\n");
    BOOST_TEST(ms(-499) == "0.000\n");
    BOOST_TEST(ms(-500) == "-0.001\n");
    BOOST_TEST(ms(450'400'000) == "450.400\n");
    BOOST_TEST(ms(999'999'500) == "1000.000\n");
    BOOST_TEST(ms(-1'234'567'890) == "-1234.568\n");
    BOOST_TEST(line([](Line& l) { l.ms(812.0005); }) == "812.001\n");
    BOOST_TEST(line([](Line& l) { l.ms(std::nan("")); }) == "NA\n");
}

BOOST_AUTO_TEST_CASE(a_line_can_be_started_again)
{
    std::string out;
    Line cells(out);
    cells.integer(1);
    cells.integer(2);
    cells.end();
    cells.integer(3);
    cells.end();
    BOOST_TEST(out == "1,2\n3\n");
}

BOOST_AUTO_TEST_SUITE_END()
