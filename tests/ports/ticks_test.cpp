// SPDX-License-Identifier: MIT
// Refreshes of displays and of programs that make them up.
#include "ports/ticks.h"

#include <boost/test/unit_test.hpp>

#include <vector>

namespace {

namespace base = securebase::base;
using namespace securebase::ports;

/// Ticks of a server that divides its clock, each a little off its time.
std::vector<Tick> made_up(std::uint64_t interval)
{
    std::vector<Tick> ticks;
    for (std::uint64_t i = 0; i < 20; ++i) {
        std::uint64_t const msc = 60'000 + i;
        ticks.push_back({msc * interval + (i % 3) * 700, msc});
    }
    return ticks;
}

} // namespace

BOOST_AUTO_TEST_SUITE(ports_ticks)

BOOST_AUTO_TEST_CASE(a_refresh_made_by_dividing_the_clock_is_recognised)
{
    BOOST_TEST((fake_interval(made_up(16'667)) == base::Duration(16'667'000)));
    BOOST_TEST((fake_interval(made_up(4'167)) == base::Duration(4'167'000)));
}

BOOST_AUTO_TEST_CASE(a_display_with_a_beginning_of_its_own_is_not_taken_for_made_up)
{
    // The same period, switched on five minutes after the clock began.
    auto ticks = made_up(16'667);
    for (Tick& tick : ticks) {
        tick.ust += 300'000'000;
    }
    BOOST_TEST(!fake_interval(ticks).has_value());
    // One tick that does not fit is enough.
    ticks = made_up(16'667);
    ticks[7].ust += 9'000;
    BOOST_TEST(!fake_interval(ticks).has_value());
    // Too few to say.
    BOOST_TEST(!fake_interval({ticks.data(), 7}).has_value());
}

BOOST_AUTO_TEST_CASE(the_period_is_the_mean_over_all_ticks)
{
    std::vector<Tick> const ticks{{1'000'000, 500}, {1'020'000, 501}, {1'066'668, 504}};
    BOOST_TEST((period_of(ticks) == base::Duration(16'667'000)));
    std::vector<Tick> const standing{{1'000'000, 500}, {1'020'000, 500}};
    BOOST_TEST(!period_of(standing).has_value());
    std::vector<Tick> const slow{{1'000'000, 500}, {1'200'000, 501}};
    BOOST_TEST(!period_of(slow).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
