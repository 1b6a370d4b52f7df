// SPDX-License-Identifier: MIT
// Bars that count what is there.
#include "rig/histogram.h"

#include <boost/test/unit_test.hpp>

#include <numeric>

using namespace securebase::rig;

namespace {

bool has(std::string const& text, std::string const& part)
{
    return text.find(part) != std::string::npos;
}

/// 80 intervals between 9.9 and 10.1, one of 5, two of 20.
std::vector<double> sample()
{
    std::vector<double> ms;
    for (int i = 0; i < 80; ++i) {
        ms.push_back(i % 4 == 0 ? 9.9 : i % 4 == 1 ? 10.1 : 10.0);
    }
    ms.insert(ms.end(), {5, 20, 20});
    return ms;
}

} // namespace

BOOST_AUTO_TEST_SUITE(rig_histogram)

BOOST_AUTO_TEST_CASE(every_value_is_in_a_bin_or_beyond)
{
    // Eight of ten lie within 0.1 of the median, so the bins reach 0.3 to each side.
    Bins const bins = bins_of(sample());
    BOOST_TEST(bins.below == 1U);
    BOOST_TEST(bins.above == 2U);
    BOOST_TEST(std::accumulate(bins.counts.begin(), bins.counts.end(), std::uint64_t{0}) == 80U);
    BOOST_TEST(bins.width == 0.02, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(bins.from == 9.7, boost::test_tools::tolerance(1e-3));
    BOOST_TEST(bins.from + bins.width * static_cast<double>(bins.counts.size()) == 10.3,
               boost::test_tools::tolerance(1e-3));
    BOOST_TEST(*std::ranges::max_element(bins.counts) == 40U);
}

BOOST_AUTO_TEST_CASE(equal_values_still_have_a_width)
{
    Bins const bins = bins_of(std::vector<double>(10, 16.0));
    BOOST_TEST(bins.below + bins.above == 0U);
    BOOST_TEST(bins.width > 0.0);
    BOOST_TEST(*std::ranges::max_element(bins.counts) == 10U);
}

BOOST_AUTO_TEST_CASE(the_picture_says_what_it_shows)
{
    std::string const svg = histogram_svg(sample(), "<a> & b");
    BOOST_TEST(has(svg, "&lt;a&gt; &amp; b"));
    BOOST_TEST(has(svg, "median 10.000 ms, robust spread 0.148 ms, 83 intervals"));
    BOOST_TEST(has(svg, "1 shorter, down to 5.00 ms"));
    BOOST_TEST(has(svg, "2 longer, up to 20.00 ms"));
    BOOST_TEST(has(svg, ">9.8</text>"));
    BOOST_TEST(has(svg, ">10.2</text>"));
    BOOST_TEST(svg.ends_with("</svg>\n"));
}

BOOST_AUTO_TEST_CASE(a_picture_of_nothing_says_so)
{
    BOOST_TEST(has(histogram_svg({}, "t"), "too few frames were seen"));
}

BOOST_AUTO_TEST_SUITE_END()
