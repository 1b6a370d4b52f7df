// SPDX-License-Identifier: MIT
// What every Clock promises.
#pragma once

#include "ports/clock.h"

#include <boost/test/unit_test.hpp>

namespace securebase::contract {

inline void clock_never_goes_back(ports::Clock const& clock)
{
    base::Instant last = clock.now();
    bool went_back = false;
    for (int i = 0; i < 10'000; ++i) {
        base::Instant const now = clock.now();
        went_back = went_back || now < last;
        last = now;
    }
    BOOST_TEST(!went_back);
}

inline void clock_sleeps_until_the_moment(ports::Clock& clock)
{
    base::Instant const target = clock.now() + base::from_ms(2);
    clock.sleep_until(target);
    BOOST_TEST(base::to_ns(clock.now()) >= base::to_ns(target));
}

inline void clock_does_not_sleep_for_the_past(ports::Clock& clock)
{
    base::Instant const before = clock.now();
    clock.sleep_until(base::Instant{});
    clock.sleep_until(before - base::from_ms(60'000));
    // A minute is what a clock that mistakes past for future would cost.
    BOOST_TEST(base::to_ms(clock.now() - before) < 30'000.0);
}

inline void clock_contract(ports::Clock& clock)
{
    clock_never_goes_back(clock);
    clock_sleeps_until_the_moment(clock);
    clock_does_not_sleep_for_the_past(clock);
    BOOST_TEST(!clock.describe().empty());
}

} // namespace securebase::contract
