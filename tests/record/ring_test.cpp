// SPDX-License-Identifier: MIT
// The queue between the frame loop and the recorder thread.
#include "record/ring.h"

#include <boost/test/unit_test.hpp>

#include <thread>

using namespace securebase;
using record::EventRing;

namespace {

events::Event numbered(std::uint32_t number)
{
    events::Event event;
    event.trial = number;
    event.late = -static_cast<std::int32_t>(number % 100);
    return event;
}

} // namespace

BOOST_AUTO_TEST_SUITE(ring)

BOOST_AUTO_TEST_CASE(gives_back_what_was_put_in_in_order)
{
    EventRing ring(1024);
    BOOST_TEST(ring.push(numbered(1), "one"));
    BOOST_TEST(ring.push(numbered(2), ""));
    events::Event event;
    std::string text;
    BOOST_TEST(ring.pop(event, text));
    BOOST_TEST((event == numbered(1)));
    BOOST_TEST(text == "one");
    BOOST_TEST(ring.pop(event, text));
    BOOST_TEST((event == numbered(2)));
    BOOST_TEST(text.empty());
    BOOST_TEST(!ring.pop(event, text));
    BOOST_TEST(ring.used() == 0U);
}

BOOST_AUTO_TEST_CASE(capacity_is_a_power_of_two_and_at_least_a_kilobyte)
{
    BOOST_TEST(EventRing(1).capacity() == 1024U);
    BOOST_TEST(EventRing(1025).capacity() == 2048U);
}

BOOST_AUTO_TEST_CASE(a_full_queue_takes_nothing_and_keeps_what_it_has)
{
    EventRing ring(1024);
    std::string const text(300, 'x');
    std::uint32_t taken = 0;
    while (ring.push(numbered(taken), text)) {
        ++taken;
    }
    // Size and event come to less than 200 bytes: two or three fit into 1024.
    BOOST_TEST((taken == 2U || taken == 3U));
    std::size_t const used = ring.used();
    BOOST_TEST(!ring.push(numbered(99), std::string(5000, 'y')));
    BOOST_TEST(ring.used() == used);
    events::Event event;
    std::string read;
    for (std::uint32_t i = 0; i < taken; ++i) {
        BOOST_REQUIRE(ring.pop(event, read));
        BOOST_TEST((event == numbered(i)));
        BOOST_TEST(read == text);
    }
    BOOST_TEST(ring.push(numbered(7), text));
}

BOOST_AUTO_TEST_CASE(texts_survive_the_seam_at_every_place)
{
    EventRing ring(1024);
    events::Event event;
    std::string read;
    for (std::uint32_t i = 0; i < 3000; ++i) {
        std::string const text(i % 131, static_cast<char>('a' + i % 26));
        BOOST_REQUIRE(ring.push(numbered(i), text));
        BOOST_REQUIRE(ring.pop(event, read));
        BOOST_REQUIRE((event == numbered(i)));
        BOOST_REQUIRE(read == text);
    }
}

BOOST_AUTO_TEST_CASE(two_threads_pass_everything_in_order)
{
    constexpr std::uint32_t count = 50'000;
    EventRing ring(4096);
    std::jthread const producer([&] {
        for (std::uint32_t i = 0; i < count; ++i) {
            std::string const text = std::to_string(i);
            while (!ring.push(numbered(i), text)) {
                std::this_thread::yield();
            }
        }
    });
    events::Event event;
    std::string text;
    std::uint32_t wrong = 0;
    for (std::uint32_t i = 0; i < count;) {
        if (!ring.pop(event, text)) {
            std::this_thread::yield();
            continue;
        }
        wrong += event == numbered(i) && text == std::to_string(i) ? 0U : 1U;
        ++i;
    }
    BOOST_TEST(wrong == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
