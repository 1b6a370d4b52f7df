// SPDX-License-Identifier: MIT
// Late frames, minute by minute.
#include "rig/watch.h"

#include <boost/test/unit_test.hpp>

using namespace securebase::rig;

BOOST_AUTO_TEST_SUITE(rig_watch)

BOOST_AUTO_TEST_CASE(frames_are_counted_in_their_minute)
{
    Watch watch(10);
    watch.add(0.5, 10.2);
    watch.add(59.999, 30.0); // Two refreshes passed.
    watch.add(60.0, 9.9);
    watch.add(185.0, {});
    BOOST_REQUIRE(watch.minutes().size() == 4U);
    BOOST_TEST((watch.minutes()[0] == WatchMinute{1, 2, 2, 0, 30.0}));
    BOOST_TEST((watch.minutes()[1] == WatchMinute{2, 1, 0, 0, 9.9}));
    BOOST_TEST((watch.minutes()[2] == WatchMinute{3, 0, 0, 0, 0}));
    BOOST_TEST((watch.minutes()[3] == WatchMinute{4, 1, 0, 1, 0}));
    BOOST_TEST((watch.total() == WatchMinute{4, 4, 2, 1, 30.0}));
}

BOOST_AUTO_TEST_CASE(half_a_refresh_later_is_late)
{
    Watch watch(10);
    watch.add(0, 14.9);
    BOOST_TEST(watch.total().late == 0U);
    watch.add(0, 15.1);
    BOOST_TEST(watch.total().late == 1U);
    watch.add(0, 0.1);
    BOOST_TEST(watch.total().late == 1U);
}

BOOST_AUTO_TEST_CASE(the_table)
{
    Watch watch(10);
    watch.add(1, 10.0);
    watch.add(61, 20.0);
    BOOST_TEST(to_text(watch) == "  minute   frames   late   unseen   longest, ms\n"
                                 "       1        1      0        0          10.0\n"
                                 "       2        1      1        0          20.0\n"
                                 "     all        2      1        0          20.0\n");
    BOOST_TEST(to_text(Watch(10)) == "nothing was watched\n");
}

BOOST_AUTO_TEST_SUITE_END()
