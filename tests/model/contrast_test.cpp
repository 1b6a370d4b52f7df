// SPDX-License-Identifier: MIT
// Contrast of colours against published values.
#include "model/contrast.h"

#include <boost/test/unit_test.hpp>

using namespace securebase::model;

BOOST_AUTO_TEST_SUITE(model_contrast)

BOOST_AUTO_TEST_CASE(black_and_white_are_as_far_apart_as_can_be)
{
    BOOST_TEST(contrast({0, 0, 0}, {255, 255, 255}) == 21.0, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(contrast({255, 255, 255}, {0, 0, 0}) == 21.0, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(contrast({18, 52, 86}, {18, 52, 86}) == 1.0);
}

BOOST_AUTO_TEST_CASE(the_greys_beside_the_limit_fall_on_their_sides)
{
    // On white, #767676 is the lightest grey that passes 4.5:1 and #777777 the first that fails.
    BOOST_TEST(contrast({0x76, 0x76, 0x76}, {255, 255, 255}) > readable_contrast);
    BOOST_TEST(contrast({0x77, 0x77, 0x77}, {255, 255, 255}) < readable_contrast);
}

BOOST_AUTO_TEST_CASE(a_ratio_is_cut_so_that_nothing_below_a_limit_reads_like_it)
{
    BOOST_TEST(contrast_text(4.499) == "4.4:1");
    BOOST_TEST(contrast_text(21) == "21.0:1");
}

BOOST_AUTO_TEST_SUITE_END()
