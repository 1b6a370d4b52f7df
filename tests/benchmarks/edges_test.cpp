// SPDX-License-Identifier: MIT
// The virtual photodiode's judgement, look by look.
#include "benchmarks/edges.h"

#include <boost/test/unit_test.hpp>

using namespace securebase::benchmarks;

namespace {

/// A look of 10 ns at five points.
Look at(std::int64_t ns, int bright)
{
    return {ns, ns + 10, bright, 5};
}

} // namespace

BOOST_AUTO_TEST_SUITE(edges)

BOOST_AUTO_TEST_CASE(a_change_lies_between_the_last_look_without_and_the_first_with_all_of_it)
{
    Edges edges;
    BOOST_TEST(!edges.see(at(1000, 0)));
    BOOST_TEST(!edges.see(at(1100, 0)));
    BOOST_TEST((edges.see(at(1250, 5)) == Edge{true, 1100, 1260}));
    BOOST_TEST(!edges.see(at(1300, 5)));
    BOOST_TEST((edges.see(at(1400, 0)) == Edge{false, 1300, 1410}));
    BOOST_TEST(edges.longest_gap_ns() == 150);
}

BOOST_AUTO_TEST_CASE(a_look_in_the_middle_of_a_change_widens_it)
{
    Edges edges;
    BOOST_TEST(!edges.see(at(1000, 0)));
    BOOST_TEST(!edges.see(at(1100, 3)));
    BOOST_TEST((edges.see(at(1200, 5)) == Edge{true, 1000, 1210}));
    BOOST_TEST(!edges.see(at(1300, 1)));
    BOOST_TEST((edges.see(at(1400, 0)) == Edge{false, 1200, 1410}));
}

BOOST_AUTO_TEST_CASE(a_change_that_is_taken_back_is_none)
{
    Edges edges;
    BOOST_TEST(!edges.see(at(1000, 0)));
    BOOST_TEST(!edges.see(at(1100, 2)));
    BOOST_TEST(!edges.see(at(1200, 0)));
    BOOST_TEST((edges.see(at(1300, 5)) == Edge{true, 1200, 1310}));
}

BOOST_AUTO_TEST_CASE(a_patch_that_is_bright_from_the_start_turned_bright_at_the_first_look)
{
    Edges edges;
    BOOST_TEST((edges.see(at(1000, 5)) == Edge{true, 1000, 1010}));
}

BOOST_AUTO_TEST_SUITE_END()
