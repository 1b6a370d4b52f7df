// SPDX-License-Identifier: MIT
// Figures cover the pixels they should, with soft edges.
#include "kinds/raster.h"

#include <boost/test/unit_test.hpp>

#include <numeric>

namespace {

using namespace securebase;

constexpr ports::Color red{200, 10, 20, 255};

int alpha(ports::Bitmap const& bitmap, int x, int y)
{
    return bitmap.rgba[static_cast<std::size_t>((y * bitmap.width + x) * 4 + 3)];
}

/// Sum of the alphas in whole pixels.
double area(ports::Bitmap const& bitmap)
{
    double sum = 0;
    for (std::size_t i = 3; i < bitmap.rgba.size(); i += 4) {
        sum += bitmap.rgba[i] / 255.0;
    }
    return sum;
}

ports::Bitmap painted(int side, kinds::Distance const& figure)
{
    ports::Bitmap bitmap = kinds::empty_bitmap(side, side);
    kinds::paint(bitmap, figure, red);
    return bitmap;
}

} // namespace

BOOST_AUTO_TEST_SUITE(kinds_raster)

BOOST_AUTO_TEST_CASE(a_square_on_whole_pixels_has_hard_edges)
{
    auto const bitmap = painted(4, kinds::polygon({{1, 1}, {3, 1}, {3, 3}, {1, 3}}));
    BOOST_TEST(alpha(bitmap, 0, 0) == 0);
    BOOST_TEST(alpha(bitmap, 1, 1) == 255);
    BOOST_TEST(alpha(bitmap, 2, 2) == 255);
    BOOST_TEST(alpha(bitmap, 3, 2) == 0);
    BOOST_TEST(area(bitmap) == 4.0);
}

BOOST_AUTO_TEST_CASE(an_edge_through_the_middle_of_a_pixel_covers_half_of_it)
{
    auto const bitmap = painted(4, kinds::polygon({{0, 0}, {1.5, 0}, {1.5, 4}, {0, 4}}));
    BOOST_TEST(alpha(bitmap, 0, 2) == 255);
    BOOST_TEST(alpha(bitmap, 1, 2) == 127); // 8 samples of 16.
    BOOST_TEST(alpha(bitmap, 2, 2) == 0);
}

BOOST_AUTO_TEST_CASE(areas_are_those_of_geometry)
{
    BOOST_TEST(area(painted(100, kinds::disc(50, 50, 40))) == 5026.5,
               boost::test_tools::tolerance(0.002)); // pi 40^2
    BOOST_TEST(area(painted(100, kinds::ring(50, 50, 40, 10))) == 2199.1,
               boost::test_tools::tolerance(0.004)); // pi (40^2 - 30^2)
    BOOST_TEST(area(painted(100, kinds::ellipse(50, 50, 40, 20))) == 2513.3,
               boost::test_tools::tolerance(0.004)); // pi 40 20
    BOOST_TEST(area(painted(100, kinds::rounded_rect(10, 20, 80, 40, 10))) == 3114.2,
               boost::test_tools::tolerance(0.002)); // 80 40 - (4 - pi) 10^2
    BOOST_TEST(area(painted(100, kinds::polygon({{10, 10}, {90, 10}, {10, 90}}))) == 3200.0,
               boost::test_tools::tolerance(0.005));
    BOOST_TEST(area(painted(100, kinds::stroke({{20, 50}, {80, 50}}, 8))) == 530.3,
               boost::test_tools::tolerance(0.005)); // 60 8 + pi 4^2
    BOOST_TEST(
        area(painted(100, kinds::without(kinds::disc(50, 50, 40), kinds::disc(50, 50, 30)))) ==
            2199.1,
        boost::test_tools::tolerance(0.004));
}

BOOST_AUTO_TEST_CASE(a_figure_is_even_on_all_sides)
{
    auto const bitmap = painted(31, kinds::disc(15.5, 15.5, 12));
    for (int y = 0; y < 31; ++y) {
        for (int x = 0; x < 31; ++x) {
            BOOST_REQUIRE(alpha(bitmap, x, y) == alpha(bitmap, 30 - x, y));
            BOOST_REQUIRE(alpha(bitmap, x, y) == alpha(bitmap, y, x));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_painted_later_covers_what_is_there)
{
    auto bitmap = painted(4, kinds::polygon({{0, 0}, {4, 0}, {4, 4}, {0, 4}}));
    kinds::paint(bitmap, kinds::polygon({{0, 0}, {1.5, 0}, {1.5, 4}, {0, 4}}), {0, 110, 120, 255});
    auto const at = [&](std::size_t x, std::size_t channel) {
        return int{bitmap.rgba[x * 4 + channel]};
    };
    BOOST_TEST(at(0, 0) == 0); // All new.
    BOOST_TEST(at(0, 1) == 110);
    BOOST_TEST(at(1, 0) == 100); // Half of each.
    BOOST_TEST(at(1, 1) == 60);
    BOOST_TEST(at(1, 3) == 255);
    BOOST_TEST(at(2, 0) == 200); // All old.
}

BOOST_AUTO_TEST_CASE(half_transparent_colour_stays_so)
{
    ports::Bitmap bitmap = kinds::empty_bitmap(2, 2);
    kinds::paint(bitmap, kinds::disc(1, 1, 5), {200, 10, 20, 100});
    BOOST_TEST(alpha(bitmap, 0, 0) == 100);
    BOOST_TEST(int{bitmap.rgba[0]} == 200);
}

BOOST_AUTO_TEST_SUITE_END()
