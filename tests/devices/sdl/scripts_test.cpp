// SPDX-License-Identifier: MIT
// Directions of mixed text. Hebrew letters stand for all that runs from the right.
#include "devices/sdl/scripts.h"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using namespace securebase::devices;

/// Runs from left to right, joined by '|', those running from the right in angle brackets.
std::string order(std::string_view line, Direction base)
{
    std::string result;
    for (DirectedRun const& run : visual_order(line, base)) {
        bool const from_right = run.direction == Direction::right_to_left;
        result += result.empty() ? "" : "|";
        result += from_right ? "<" + std::string(run.text) + ">" : std::string(run.text);
    }
    return result;
}

std::string script(char32_t code_point)
{
    char const* const name = script_of(code_point);
    return name == nullptr ? "none" : name;
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_sdl_scripts)

BOOST_AUTO_TEST_CASE(characters_belong_to_scripts)
{
    BOOST_TEST(script(U'a') == "Latn");
    BOOST_TEST(script(U'é') == "Latn");
    BOOST_TEST(script(U'×') == "none");
    BOOST_TEST(script(U'7') == "none");
    BOOST_TEST(script(U' ') == "none");
    BOOST_TEST(script(U'ψ') == "Grek");
    BOOST_TEST(script(U'ж') == "Cyrl");
    BOOST_TEST(script(U'ש') == "Hebr");
    BOOST_TEST(script(U'م') == "Arab");
    BOOST_TEST(script(U'क') == "Deva");
    BOOST_TEST(script(U'ก') == "Thai");
    BOOST_TEST(script(U'我') == "Hani");
    BOOST_TEST(script(0x10FFFF) == "none");
}

BOOST_AUTO_TEST_CASE(the_first_letter_decides_the_base)
{
    BOOST_TEST((base_direction("12. hello") == Direction::left_to_right));
    BOOST_TEST((base_direction("12. שלום") == Direction::right_to_left));
    BOOST_TEST((base_direction("\u200Fhello") == Direction::right_to_left)); // By its mark.
    BOOST_TEST((base_direction("12.") == Direction::left_to_right));
    BOOST_TEST((base_direction("") == Direction::left_to_right));
}

BOOST_AUTO_TEST_CASE(a_plain_line_is_one_run)
{
    BOOST_TEST(order("secure base, 24 items", Direction::left_to_right) == "secure base, 24 items");
    BOOST_TEST(order("שלום לך.", Direction::right_to_left) == "<שלום לך.>");
    BOOST_TEST(order("", Direction::left_to_right) == "");
}

BOOST_AUTO_TEST_CASE(numbers_in_right_to_left_text_keep_their_digits_in_order)
{
    BOOST_TEST(order("עמוד 12 כאן", Direction::right_to_left) == "< כאן>|12|<עמוד >");
    BOOST_TEST(order("כ 50% כן", Direction::right_to_left) == "< כן>|50%|<כ >");
    BOOST_TEST(order("3.5 כאן", Direction::right_to_left) == "< כאן>|3.5");
}

BOOST_AUTO_TEST_CASE(words_of_the_other_direction_stay_together)
{
    BOOST_TEST(order("אני new york כאן", Direction::right_to_left) == "< כאן>|new york|<אני >");
    BOOST_TEST(order("say שלום לך now", Direction::left_to_right) == "say |<שלום לך>| now");
}

BOOST_AUTO_TEST_SUITE_END()
