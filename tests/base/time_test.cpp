// SPDX-License-Identifier: MIT
// Moments, spans, and the doubt that a difference inherits from both ends.
#include "base/time.h"

#include <boost/test/unit_test.hpp>

using namespace securebase::base;

BOOST_AUTO_TEST_SUITE(base_time)

BOOST_AUTO_TEST_CASE(milliseconds_and_nanoseconds)
{
    BOOST_TEST(to_ns(from_ms(16.667)) == 16'667'000);
    BOOST_TEST(to_ns(from_ms(-0.0000006)) == -1);
    BOOST_TEST(to_ns(from_ms(0.0000004)) == 0);
    BOOST_TEST(to_ms(Duration(1'500'000)) == 1.5);
    BOOST_TEST(to_ns(instant_from_ns(7)) == 7);
}

BOOST_AUTO_TEST_CASE(a_moment_nobody_vouches_for_is_unknown)
{
    BOOST_TEST(!Timestamp{}.is_known());
    BOOST_TEST(Timestamp::exact(instant_from_ns(5), TimeSource::simulated).is_known());
}

BOOST_AUTO_TEST_CASE(the_doubt_of_a_difference_is_the_sum_of_both)
{
    Timestamp const onset{instant_from_ns(1'000), instant_from_ns(1'200), TimeSource::driver};
    Timestamp const press{instant_from_ns(5'000), instant_from_ns(5'500), TimeSource::poll};
    Span const reaction = between(onset, press);
    BOOST_TEST(reaction.least.count() == 3'800);
    BOOST_TEST(reaction.most.count() == 4'500);
    BOOST_TEST(reaction.likely().count() == 4'150);
    BOOST_TEST(to_ns(onset.likely()) == 1'100);
}

BOOST_AUTO_TEST_CASE(a_difference_leans_as_its_moments_do)
{
    Timestamp const onset{instant_from_ns(1'000), instant_from_ns(1'200), TimeSource::driver};
    auto const press = Timestamp::about(instant_from_ns(5'500),
                                        instant_from_ns(5'000),
                                        instant_from_ns(5'501),
                                        TimeSource::x_server);
    BOOST_TEST(to_ns(press.likely()) == 5'500);
    Span const reaction = between(onset, press);
    BOOST_TEST(reaction.least.count() == 3'800);
    BOOST_TEST(reaction.most.count() == 4'501);
    BOOST_TEST(reaction.likely().count() == 4'400);
}

BOOST_AUTO_TEST_CASE(exact_moments_have_an_exact_difference)
{
    Span const span = between(Timestamp::exact(instant_from_ns(10), TimeSource::simulated),
                              Timestamp::exact(instant_from_ns(25), TimeSource::simulated));
    BOOST_TEST((span == Span{Duration(15), Duration(15)}));
}

BOOST_AUTO_TEST_SUITE_END()
