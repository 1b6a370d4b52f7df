// SPDX-License-Identifier: MIT
// Whose moment has come, worked by hand.
#include "devices/linux/order_book.h"

#include <boost/test/unit_test.hpp>

namespace {

namespace base = securebase::base;
using securebase::devices::Order;
using securebase::devices::OrderBook;

constexpr base::Instant ms(std::int64_t value)
{
    return base::instant_from_ns(value * 1'000'000);
}

constexpr base::Duration span(std::int64_t value)
{
    return std::chrono::milliseconds(value);
}

std::uint32_t taken(OrderBook& book, base::Instant now)
{
    auto const shot = book.take(now);
    return shot ? shot->serial : 0;
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_x11_order_book)

BOOST_AUTO_TEST_CASE(shots_go_at_their_moment_in_the_order_of_time)
{
    OrderBook book;
    BOOST_TEST(!book.next().has_value());
    book.add({{0, {}, 1}, ms(30), 0, {}});
    book.add({{1, {}, 2}, ms(20), 0, {}});
    BOOST_TEST((book.next() == ms(20)));
    BOOST_TEST(taken(book, ms(19)) == 0U);
    BOOST_TEST(taken(book, ms(31)) == 2U);
    BOOST_TEST(taken(book, ms(31)) == 1U);
    BOOST_TEST(taken(book, ms(31)) == 0U);
}

BOOST_AUTO_TEST_CASE(what_follows_a_late_shot_keeps_its_distance)
{
    OrderBook book;
    book.add({{0, {}, 1}, ms(100), 0, {}});
    book.add({{1, {}, 2}, ms(150), 1, span(50)});
    book.add({{2, {}, 3}, ms(200), 2, span(50)});
    BOOST_TEST(taken(book, ms(130)) == 1U); // 30 ms late
    BOOST_TEST((book.next() == ms(180)));
    // Two milliseconds more are no more than sleep: the rest stays as planned.
    BOOST_TEST(taken(book, ms(182)) == 2U);
    BOOST_TEST((book.next() == ms(230)));
}

BOOST_AUTO_TEST_CASE(what_is_ordered_after_its_forerunner_has_gone_follows_it_too)
{
    OrderBook book;
    book.add({{0, {}, 1}, ms(100), 0, {}});
    BOOST_TEST(taken(book, ms(140)) == 1U);
    book.add({{1, {}, 2}, ms(150), 1, span(50)});
    BOOST_TEST((book.next() == ms(190)));
}

BOOST_AUTO_TEST_SUITE_END()
