// SPDX-License-Identifier: MIT
// Typed answers.
#include "kinds/drive.h"
#include "kinds/text_field.h"

namespace {

using namespace securebase;
using ports::AskKind;
using ports::Key;
using stage::Reaction;
using test::Drive;

model::Settings one_line(std::vector<std::pair<std::string, model::Setting>> more = {})
{
    more.emplace_back("ask", test::text("Their first name?"));
    return test::options(more);
}

} // namespace

BOOST_AUTO_TEST_SUITE(kinds_type)

BOOST_AUTO_TEST_CASE(characters_come_as_text_not_as_keys)
{
    test::Room room;
    Drive drive(room, "type", one_line());
    BOOST_TEST(drive.response().wants_text());
    BOOST_TEST((drive.ask().kind == AskKind::type));
    BOOST_TEST(drive.key("A") == Reaction::ignored);
    BOOST_TEST(drive.type("a") == Reaction::chosen);
    BOOST_TEST(drive.key("Space") == Reaction::ignored);
    BOOST_TEST(drive.type(" ") == Reaction::chosen);
    BOOST_TEST(drive.type("né") == Reaction::chosen);
    BOOST_TEST(drive.answer().value == "\"a né\"");
    BOOST_TEST((drive.ask().kind == AskKind::done));
    BOOST_TEST(drive.key("Enter") == Reaction::answered);
    BOOST_TEST(drive.answer().plain == "a né");
}

BOOST_AUTO_TEST_CASE(spaces_at_the_ends_are_no_answer)
{
    test::Room room;
    Drive drive(room, "type", one_line({{"least", test::number(1)}}));
    BOOST_TEST(drive.key("Enter") == Reaction::changed);
    drive.type("  ");
    BOOST_TEST(drive.key("Enter") == Reaction::changed);
    BOOST_TEST(test::words_in(room, drive.sprites()).ends_with("Please answer before you go on."));
    drive.type("x ");
    BOOST_TEST(test::words_in(room, drive.sprites()).ends_with("Type your answer, Enter to go on"));
    BOOST_TEST(drive.key("Enter") == Reaction::answered);
    BOOST_TEST(drive.answer().plain == "x");
}

BOOST_AUTO_TEST_CASE(nothing_is_an_answer_where_nothing_is_asked_for)
{
    test::Room room;
    Drive drive(room, "type", one_line());
    BOOST_TEST(drive.key("Enter") == Reaction::answered);
    BOOST_TEST(drive.answer().value == "\"\"");
}

BOOST_AUTO_TEST_CASE(backspace_takes_a_letter_with_its_marks)
{
    test::Room room;
    Drive drive(room, "type", one_line());
    BOOST_TEST(drive.key("Backspace") == Reaction::ignored);
    drive.type("zoe\xCC\x88"); // e and a combining diaeresis.
    BOOST_TEST(drive.key("Backspace") == Reaction::chosen);
    BOOST_TEST(drive.answer().plain == "zo");
    drive.type("ë");
    drive.key("Backspace");
    BOOST_TEST(drive.answer().plain == "zo");
}

BOOST_AUTO_TEST_CASE(the_caret_can_be_moved)
{
    test::Room room;
    Drive drive(room, "type", one_line());
    drive.type("Mra");
    BOOST_TEST(drive.key("Right") == Reaction::ignored);
    BOOST_TEST(drive.key("Left") == Reaction::changed);
    BOOST_TEST(drive.key("Left") == Reaction::changed);
    drive.type("a");
    BOOST_TEST(drive.answer().plain == "Mara");
    drive.key("Home");
    BOOST_TEST(drive.key("Delete") == Reaction::chosen);
    BOOST_TEST(drive.answer().plain == "ara");
    drive.key("End");
    drive.type("!");
    BOOST_TEST(drive.answer().plain == "ara!");
}

BOOST_AUTO_TEST_CASE(control_and_backspace_take_a_word)
{
    kinds::TypedText text(50);
    text.insert("one two  ");
    BOOST_TEST(text.erase_word_before());
    BOOST_TEST(text.utf8() == "one ");
    BOOST_TEST(text.erase_word_before());
    BOOST_TEST(text.utf8() == "");
    BOOST_TEST(!text.erase_word_before());
}

BOOST_AUTO_TEST_CASE(control_characters_and_what_is_too_much_are_left_out)
{
    kinds::TypedText text(5);
    BOOST_TEST(text.insert("a\tb\x01\n"));
    BOOST_TEST(text.utf8() == "ab\n");
    BOOST_TEST(text.insert("äöü"));
    BOOST_TEST(text.utf8() == "ab\näö");
    BOOST_TEST(!text.insert("x"));
    BOOST_TEST(text.left() == 0U);
}

BOOST_AUTO_TEST_CASE(keys_that_are_held_erase_on)
{
    test::Room room;
    Drive drive(room, "type", one_line());
    drive.type("abcdef");
    drive.key("Backspace");
    BOOST_TEST(drive.type("\b") == Reaction::chosen);
    BOOST_TEST(drive.answer().plain == "abcd");
    drive.key("Home");
    drive.key("Delete");
    BOOST_TEST(drive.type("\x7F") == Reaction::chosen);
    BOOST_TEST(drive.answer().plain == "cd");
}

BOOST_AUTO_TEST_CASE(what_an_input_method_composes_is_seen_but_is_no_answer)
{
    test::Room room;
    Drive drive(room, "type", one_line({{"least", test::number(1)}}));
    auto const seen = [&] { return test::words_in(room, drive.sprites()); };
    drive.type("ab");
    drive.key("Left");
    std::size_t const plain = drive.sprites().size();
    BOOST_TEST(drive.compose("tiê") == Reaction::changed);
    BOOST_TEST(seen().find("atiêb") != std::string::npos);
    BOOST_TEST(drive.sprites().size() == plain + 1); // A line below it.
    BOOST_TEST(drive.answer().plain == "ab");
    BOOST_TEST(drive.compose("ng", 3) == Reaction::changed); // The second part of a long one.
    BOOST_TEST(seen().find("atiêngb") != std::string::npos);
    BOOST_TEST(drive.compose("t") == Reaction::changed);
    BOOST_TEST(seen().find("atb") != std::string::npos);
    BOOST_TEST(drive.compose("") == Reaction::changed);
    BOOST_TEST(drive.compose("") == Reaction::ignored);
    BOOST_TEST(seen().find("ab") != std::string::npos);
    drive.compose("t");
    BOOST_TEST(drive.type("tiếng") == Reaction::chosen);
    BOOST_TEST(drive.answer().plain == "atiếngb");
    BOOST_TEST(drive.sprites().size() == plain);
}

BOOST_AUTO_TEST_CASE(what_is_left_is_shown_near_the_limit)
{
    test::Room room;
    Drive drive(room, "type", one_line({{"most", test::number(24)}}));
    drive.type("abc");
    BOOST_TEST(test::words_in(room, drive.sprites()) ==
               "Their first name? | abc | Next | Type your answer, Enter to go on");
    drive.type("d");
    BOOST_TEST(test::words_in(room, drive.sprites()) ==
               "Their first name? | abcd | 20 | Next | Type your answer, Enter to go on");
}

BOOST_AUTO_TEST_CASE(in_several_lines_enter_begins_a_new_one)
{
    test::Room room;
    Drive drive(room, "type", one_line({{"lines", test::number(3)}}));
    drive.type("a");
    BOOST_TEST(drive.key("Enter") == Reaction::chosen);
    drive.type("b");
    BOOST_TEST(drive.answer().value == "\"a\\nb\"");
    BOOST_TEST((drive.ask().confirm.key == Key::none)); // No single key confirms.
    drive.hold(Key::left_control);
    BOOST_TEST(drive.key("Enter") == Reaction::answered);
}

BOOST_AUTO_TEST_CASE(tab_goes_to_the_button_and_back)
{
    test::Room room;
    Drive drive(room, "type", one_line({{"lines", test::number(3)}}));
    drive.type("a");
    BOOST_TEST(drive.key("Tab") == Reaction::changed);
    BOOST_TEST(drive.type(" ") == Reaction::ignored);
    BOOST_TEST(drive.key("Tab") == Reaction::changed);
    BOOST_TEST(drive.type("b") == Reaction::chosen);
    drive.key("Tab");
    BOOST_TEST(drive.key("Enter") == Reaction::answered);
    BOOST_TEST(drive.answer().plain == "ab");
}

BOOST_AUTO_TEST_CASE(a_long_text_shows_the_lines_around_the_caret)
{
    test::Room room;
    Drive drive(room, "type", one_line({{"lines", test::number(2)}}));
    for (char const* line : {"first", "second", "third"}) {
        drive.type(line);
        drive.key("Enter");
    }
    drive.type("fourth");
    auto const seen = [&] { return test::words_in(room, drive.sprites()); };
    BOOST_TEST(seen().find("second") == std::string::npos);
    BOOST_TEST(seen().find("third | fourth") != std::string::npos);
    drive.key("Home");
    BOOST_TEST(seen().find("first | second") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(from_right_to_left_the_caret_stands_left_of_what_was_typed)
{
    test::Room room;
    kinds::Studio studio(room.scene());
    kinds::TextField field({100, 100, 1000, 54}, 40); // Letters are 20 wide.
    kinds::TypedText text(50);
    auto const caret = [&] {
        field.lay_out(studio, text, U"");
        return field.look().back().box.x;
    };
    BOOST_TEST(caret() == 100);
    text.insert("שלום");
    BOOST_TEST(caret() == 1100 - 80);
    text.move_to_begin();
    BOOST_TEST(caret() == 1100);
}

BOOST_AUTO_TEST_CASE(the_placeholder_goes_when_something_is_typed)
{
    test::Room room;
    Drive drive(room, "type", one_line({{"placeholder", test::text("a first name")}}));
    BOOST_TEST(test::words_in(room, drive.sprites()).find("a first name") != std::string::npos);
    drive.type("x");
    BOOST_TEST(test::words_in(room, drive.sprites()).find("a first name") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(impossible_lengths_are_refused)
{
    test::Room room;
    BOOST_TEST(
        test::response_error(
            room, "type", one_line({{"least", test::number(9)}, {"most", test::number(5)}})) ==
        "a text of at least 9 characters cannot have at most 5");
}

BOOST_AUTO_TEST_SUITE_END()
