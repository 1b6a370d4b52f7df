// SPDX-License-Identifier: MIT
// A few things in order.
#include "base/short_queue.h"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(base_short_queue)

BOOST_AUTO_TEST_CASE(what_came_first_goes_first)
{
    securebase::base::ShortQueue<int, 3> queue;
    BOOST_TEST(queue.is_empty());
    for (int const one : {7, 8, 9}) {
        queue.push(one);
    }
    BOOST_TEST(queue.pop() == 7);
    queue.push(10);
    BOOST_TEST(queue.size() == 3U);
    BOOST_TEST(queue[0] == 8);
    BOOST_TEST(queue[2] == 10);
    BOOST_TEST(queue.pop() == 8);
    BOOST_TEST(queue.pop() == 9);
    BOOST_TEST(queue.pop() == 10);
    BOOST_TEST(queue.is_empty());
}

BOOST_AUTO_TEST_SUITE_END()
