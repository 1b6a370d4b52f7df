// SPDX-License-Identifier: MIT
// Where sentences end.
#include "base/text.h"
#include "kinds/sentences.h"

#include <boost/test/unit_test.hpp>

namespace {

std::string split(std::string_view text)
{
    return securebase::base::join(securebase::kinds::split_sentences(text), " | ");
}

} // namespace

BOOST_AUTO_TEST_SUITE(kinds_sentences)

BOOST_AUTO_TEST_CASE(after_full_stops_and_other_marks)
{
    BOOST_TEST(split("You call. Nobody answers! Why? You wait.") ==
               "You call. | Nobody answers! | Why? | You wait.");
    BOOST_TEST(split("No mark at the end") == "No mark at the end");
    BOOST_TEST(split("") == "");
    BOOST_TEST(split("   \n ") == "");
}

BOOST_AUTO_TEST_CASE(several_marks_are_one_end)
{
    BOOST_TEST(split("Really?! Yes... Then go.") == "Really?! | Yes... | Then go.");
    BOOST_TEST(split("She waits… Nothing.") == "She waits… | Nothing.");
    BOOST_TEST(split("She waits… and waits.") == "She waits… and waits.");
}

BOOST_AUTO_TEST_CASE(quotes_and_brackets_close_with_the_sentence)
{
    BOOST_TEST(split("\"I am late.\" She hangs up.") == "\"I am late.\" | She hangs up.");
    BOOST_TEST(split("“Are you there?” she asks. (No answer.) You leave.") ==
               "“Are you there?” she asks. | (No answer.) | You leave.");
}

BOOST_AUTO_TEST_CASE(abbreviations_and_initials_do_not_end_it)
{
    BOOST_TEST(split("Many things, e.g. Letters, stay. Dr. Smith and J. Doe know.") ==
               "Many things, e.g. Letters, stay. | Dr. Smith and J. Doe know.");
    BOOST_TEST(split("Etwas, z.B. Briefe, bleibt. Dort ist Fr. Weber.") ==
               "Etwas, z.B. Briefe, bleibt. | Dort ist Fr. Weber.");
    BOOST_TEST(split("Letters etc. are lost. So am I. You too.") ==
               "Letters etc. are lost. | So am I. | You too.");
}

BOOST_AUTO_TEST_CASE(numbers_keep_their_points)
{
    BOOST_TEST(split("It costs 3.50 today. Tomorrow 4.") == "It costs 3.50 today. | Tomorrow 4.");
}

BOOST_AUTO_TEST_CASE(lines_end_sentences)
{
    BOOST_TEST(split("A heading\nThe text. More\n\nEnd") == "A heading | The text. | More | End");
}

BOOST_AUTO_TEST_CASE(other_scripts)
{
    BOOST_TEST(split("Привет. как дела? Хорошо.") == "Привет. как дела? | Хорошо.");
    BOOST_TEST(split("你好。你在吗？在。") == "你好。 | 你在吗？ | 在。");
    BOOST_TEST(split("Ça va. École fermée. élan.") == "Ça va. | École fermée. élan.");
}

BOOST_AUTO_TEST_SUITE_END()
