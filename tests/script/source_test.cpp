// SPDX-License-Identifier: MIT
// Lines, columns and bytes of a script.
#include "script/source.h"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace securebase;
using script::Point;
using script::Source;

BOOST_AUTO_TEST_SUITE(script_source)

BOOST_AUTO_TEST_CASE(lines_end_at_lf_crlf_and_cr)
{
    Source const source("f", "ab\ncd\r\n\rxy");
    BOOST_TEST(source.line(0).empty());
    BOOST_TEST(source.line(1) == "ab");
    BOOST_TEST(source.line(2) == "cd");
    BOOST_TEST(source.line(3) == "");
    BOOST_TEST(source.line(4) == "xy");
    BOOST_TEST(source.line(5).empty());
    BOOST_TEST(source.offset({2, 1}) == 3U);
    BOOST_TEST(source.offset({4, 2}) == 9U);
    BOOST_TEST(source.offset({9, 1}) == 10U);
}

BOOST_AUTO_TEST_CASE(columns_count_code_points)
{
    Source const source("f", "é愛🙂x\nü: y");
    BOOST_TEST(source.offset({1, 1}) == 0U);
    BOOST_TEST(source.offset({1, 2}) == 2U);
    BOOST_TEST(source.offset({1, 3}) == 5U);
    BOOST_TEST(source.offset({1, 4}) == 9U);
    BOOST_TEST(source.offset({2, 2}) == 13U);
    BOOST_TEST((source.point(13) == Point{2, 2}));
    BOOST_TEST((source.point(9) == Point{1, 4}));
    BOOST_TEST((source.point(0) == Point{1, 1}));
    BOOST_TEST((source.point(999) == Point{2, 5}));
}

BOOST_AUTO_TEST_CASE(points_and_offsets_agree_in_long_lines)
{
    std::string text;
    for (int i = 0; i < 1000; ++i) {
        text += i % 3 == 0 ? "愛" : "a";
        text += i % 97 == 0 ? "\n" : "";
    }
    Source const source("f", text);
    for (std::size_t at = 0; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) {
            BOOST_TEST(source.offset(source.point(at)) == at);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_place_runs_to_its_end_on_the_first_line)
{
    Source const source("f", "key: [é,  \n 2]\n");
    BOOST_TEST((source.place({1, 6}, Point{2, 4}) == base::Place{"f", 1, 6, 3}));
    BOOST_TEST((source.place({1, 1}, Point{1, 4}) == base::Place{"f", 1, 1, 3}));
    BOOST_TEST((source.place({1, 4}, Point{1, 4}) == base::Place{"f", 1, 4, 1}));
    BOOST_TEST((source.place({1, 10}, Point{2, 1}) == base::Place{"f", 1, 10, 1}));
    BOOST_TEST((source.place({7, 1}, Point{8, 1}) == base::Place{"f", 7, 1, 1}));
}

BOOST_AUTO_TEST_SUITE_END()
