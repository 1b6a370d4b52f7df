// SPDX-License-Identifier: MIT
// Labels under the midpoint rule.
#include "score/styles.h"

#include <boost/test/unit_test.hpp>

using securebase::score::style_by;

BOOST_AUTO_TEST_SUITE(score_styles)

BOOST_AUTO_TEST_CASE(the_midpoint_rule_has_four_corners)
{
    BOOST_TEST(style_by("midpoint", 2, 3, 1, 7)->label == "secure");
    BOOST_TEST(style_by("midpoint", 5, 3, 1, 7)->label == "preoccupied");
    BOOST_TEST(style_by("midpoint", 2, 6, 1, 7)->label == "dismissing");
    BOOST_TEST(style_by("midpoint", 5, 6, 1, 7)->label == "fearful");
    BOOST_TEST(style_by("midpoint", 2, 3, 1, 7)->rule == "midpoint");
    BOOST_TEST(style_by("midpoint", 2, 3.5, 1, 7)->boundary_distance == 0.5);
}

BOOST_AUTO_TEST_CASE(on_the_border_there_is_no_label)
{
    BOOST_TEST(style_by("midpoint", 4, 2, 1, 7)->label == "undefined");
    BOOST_TEST(style_by("midpoint", 2, 3, 1, 5)->label == "undefined");
}

BOOST_AUTO_TEST_CASE(an_unknown_rule_gives_nothing)
{
    BOOST_TEST(!style_by("fisher", 2, 2, 1, 7).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
