// SPDX-License-Identifier: MIT
// Virtual time passes only by sleeping.
#include "devices/clock_contract.h"
#include "devices/virtual/clock.h"

namespace {

namespace base = securebase::base;
using securebase::devices::VirtualClock;

} // namespace

BOOST_AUTO_TEST_SUITE(devices_virtual_clock)

BOOST_AUTO_TEST_CASE(keeps_the_contract)
{
    VirtualClock clock;
    securebase::contract::clock_contract(clock);
}

BOOST_AUTO_TEST_CASE(moves_exactly_as_told_and_never_back)
{
    VirtualClock clock(base::instant_from_ns(500));
    BOOST_TEST(base::to_ns(clock.now()) == 500);
    clock.sleep_until(base::instant_from_ns(700));
    BOOST_TEST(base::to_ns(clock.now()) == 700);
    clock.sleep_until(base::instant_from_ns(600));
    BOOST_TEST(base::to_ns(clock.now()) == 700);
    clock.advance(base::Duration(50));
    BOOST_TEST(base::to_ns(clock.now()) == 750);
}

BOOST_AUTO_TEST_SUITE_END()
