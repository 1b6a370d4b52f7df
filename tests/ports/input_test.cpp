// SPDX-License-Identifier: MIT
// Names of keys, and typed characters in an event.
#include "ports/input.h"

#include <boost/test/unit_test.hpp>

using namespace securebase::ports;

BOOST_AUTO_TEST_SUITE(ports_input)

BOOST_AUTO_TEST_CASE(keys_are_named_by_position)
{
    BOOST_TEST(name_of(Key::e) == "E");
    BOOST_TEST(name_of(Key::digit_0) == "0");
    BOOST_TEST(name_of(Key::space) == "Space");
    BOOST_TEST((key_named("left") == Key::left));
    BOOST_TEST(name_of(Key::mouse_right) == "MouseRight");
    BOOST_TEST((key_named("mouseleft") == Key::mouse_left));
    BOOST_TEST(is_button(Key::mouse_left));
    BOOST_TEST(!is_button(Key::right_alt));
    BOOST_TEST((key_named("7") == Key::digit_7));
    BOOST_TEST((key_named("Spaec") == Key::none));
}

BOOST_AUTO_TEST_CASE(a_text_event_carries_whole_characters)
{
    InputEvent event;
    set_text(event, "31 bytes: 0123456789abcdefghijk");
    BOOST_TEST(std::string(event.utf8.data()) == "31 bytes: 0123456789abcdefghijk");
    // The 31st byte would be the first half of an e with acute.
    set_text(event, "0123456789012345678901234567 9\xC3\xA9");
    BOOST_TEST(std::string(event.utf8.data()) == "0123456789012345678901234567 9");
    set_text(event, "\xC3\xA9");
    BOOST_TEST(std::string(event.utf8.data()) == "\xC3\xA9");
    set_text(event, "");
    BOOST_TEST(std::string(event.utf8.data()).empty());
}

BOOST_AUTO_TEST_SUITE_END()
