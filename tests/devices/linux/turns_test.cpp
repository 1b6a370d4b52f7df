// SPDX-License-Identifier: MIT
// How long a thread stayed away, worked by hand.
#include "devices/linux/turns.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;

namespace {

base::Instant ms(std::int64_t value)
{
    return base::instant_from_ns(value * 1'000'000);
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_linux_turns)

BOOST_AUTO_TEST_CASE(the_longest_stay_is_taken_once)
{
    devices::Turns turns;
    BOOST_TEST(turns.take_longest_gap().count() == 0);
    for (std::int64_t const at : {100, 101, 108, 109}) { // The first has none before it.
        turns.note(ms(at));
    }
    BOOST_TEST(turns.take_longest_gap().count() == 7'000'000);
    BOOST_TEST(turns.take_longest_gap().count() == 0);
    turns.note(ms(111)); // Counts from the last turn, whoever took what before.
    BOOST_TEST(turns.take_longest_gap().count() == 2'000'000);
}

BOOST_AUTO_TEST_SUITE_END()
