// SPDX-License-Identifier: MIT
// The real clock.
#include "devices/clock_contract.h"
#include "devices/sdl/clock.h"

BOOST_AUTO_TEST_SUITE(devices_sdl_clock)

BOOST_AUTO_TEST_CASE(keeps_the_contract)
{
    securebase::devices::SteadyClock clock;
    securebase::contract::clock_contract(clock);
}

BOOST_AUTO_TEST_SUITE_END()
