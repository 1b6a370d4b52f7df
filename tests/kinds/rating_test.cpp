// SPDX-License-Identifier: MIT
// Ratings on points and on a line.
#include "kinds/drive.h"

namespace {

using namespace securebase;
using ports::AskKind;
using ports::Key;
using stage::Reaction;
using test::Drive;

model::Settings seven()
{
    return test::options({{"ask", test::text("How close do you feel?")},
                          {"points", test::number(7)},
                          {"low", test::text("Not at all")},
                          {"high", test::text("Very much")}});
}

model::Settings line()
{
    return test::options({{"ask", test::text("How warm is it?")},
                          {"low", test::text("Cold")},
                          {"high", test::text("Hot")}});
}

/// Where the line is.
ports::Box line_of(Drive const& drive)
{
    return drive.ask().offers[0].box;
}

} // namespace

BOOST_AUTO_TEST_SUITE(kinds_ratings)

BOOST_AUTO_TEST_CASE(digits_choose_and_enter_confirms)
{
    test::Room room;
    Drive drive(room, "likert", seven());
    BOOST_TEST((drive.ask().kind == AskKind::rate));
    BOOST_TEST(drive.key("Enter") == Reaction::changed); // Asks for an answer.
    BOOST_TEST(drive.key("5") == Reaction::chosen);
    BOOST_TEST(drive.answer().value == "5");
    BOOST_TEST((drive.ask().kind == AskKind::done));
    BOOST_TEST((drive.ask().confirm.key == Key::enter));
    BOOST_TEST(drive.key("5") == Reaction::changed); // The same is no other choice.
    BOOST_TEST(drive.key("Keypad2") == Reaction::chosen);
    BOOST_TEST(drive.key("8") == Reaction::ignored);
    BOOST_TEST(drive.key("0") == Reaction::ignored);
    BOOST_TEST(drive.key("Enter") == Reaction::answered);
    BOOST_TEST(drive.answer().value == "2");
    BOOST_TEST(drive.answer().plain == "2");
    BOOST_TEST(drive.answer().number.value() == 2.0);
}

BOOST_AUTO_TEST_CASE(arrows_come_in_from_the_ends)
{
    test::Room room;
    Drive drive(room, "likert", seven());
    BOOST_TEST(drive.key("Right") == Reaction::chosen);
    BOOST_TEST(drive.answer().value == "1");
    BOOST_TEST(drive.key("Left") == Reaction::ignored);
    BOOST_TEST(drive.key("Right") == Reaction::chosen);
    BOOST_TEST(drive.key("Space") == Reaction::answered);
    BOOST_TEST(drive.answer().value == "2");
    Drive other(room, "likert", seven());
    BOOST_TEST(other.key("Left") == Reaction::chosen);
    BOOST_TEST(other.answer().value == "7");
}

BOOST_AUTO_TEST_CASE(the_mouse_chooses_and_the_button_confirms)
{
    test::Room room;
    Drive drive(room, "likert", seven());
    auto const four = drive.offer("4");
    BOOST_TEST(four.position == 0.5);
    BOOST_TEST(drive.move(four.box.x, four.box.y) == Reaction::changed); // Looks touched.
    BOOST_TEST(drive.move(four.box.x + 1, four.box.y) == Reaction::ignored);
    BOOST_TEST(drive.click(four.box) == Reaction::chosen);
    BOOST_TEST(drive.down(1, 1) == Reaction::ignored);
    BOOST_TEST(drive.click(drive.ask().confirm.box) == Reaction::answered);
    BOOST_TEST(drive.answer().value == "4");
}

BOOST_AUTO_TEST_CASE(the_button_does_nothing_without_an_answer_but_says_so)
{
    test::Room room;
    Drive drive(room, "likert", seven());
    drive.key("1");
    auto const next = drive.ask().confirm.box;
    Drive fresh(room, "likert", seven());
    BOOST_TEST(fresh.click(next) == Reaction::changed);
    BOOST_TEST(test::words_in(room, fresh.sprites()).ends_with("Please answer before you go on."));
    fresh.key("3");
    BOOST_TEST(test::words_in(room, fresh.sprites()).find("Please") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(points_may_begin_at_zero_or_below)
{
    test::Room room;
    auto const range = [](double points, double least) {
        return test::options({{"points", test::number(points)}, {"least", test::number(least)}});
    };
    Drive zero(room, "likert", range(11, 0));
    BOOST_TEST(zero.key("0") == Reaction::chosen);
    BOOST_TEST(zero.answer().value == "0");
    BOOST_TEST(zero.key("9") == Reaction::chosen);
    BOOST_TEST(zero.key("Right") == Reaction::chosen);
    BOOST_TEST(zero.answer().value == "10");
    Drive below(room, "likert", range(7, -3));
    BOOST_TEST((below.ask().offers[0].key == Key::none));
    BOOST_TEST(below.click(below.offer("-3").box) == Reaction::chosen);
    BOOST_TEST(below.answer().value == "-3");
    BOOST_TEST(below.key("1") == Reaction::chosen);
    BOOST_TEST(below.answer().value == "1");
}

BOOST_AUTO_TEST_CASE(without_confirming_the_first_press_answers)
{
    test::Room room;
    auto settings = seven();
    settings.set("confirm", test::truth(false));
    Drive drive(room, "likert", settings);
    BOOST_TEST(drive.key("Right") == Reaction::changed); // Only goes there.
    BOOST_TEST(drive.key("Right") == Reaction::changed);
    BOOST_TEST(drive.key("Enter") == Reaction::answered);
    BOOST_TEST(drive.answer().value == "2");
    Drive digit(room, "likert", settings);
    BOOST_TEST(digit.key("6") == Reaction::answered);
    Drive mouse(room, "likert", settings);
    BOOST_TEST(mouse.click(mouse.offer("3").box) == Reaction::answered);
    BOOST_TEST(test::words_in(room, mouse.sprites()).find("Next") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(words_stand_under_the_points)
{
    test::Room room;
    Drive drive(room, "likert", seven());
    BOOST_TEST(
        test::words_in(room, drive.sprites()) ==
        "How close do you feel? | 1 | 2 | 3 | 4 | 5 | 6 | 7 | Not at all | Very much | Next | "
        "Number keys or arrows to choose, Enter to go on");
    Drive labels(room,
                 "likert",
                 test::options({{"points", test::number(3)},
                                {"labels", test::texts({"never", "", "always"})}}));
    BOOST_TEST(test::words_in(room, labels.sprites()) ==
               "1 | 2 | 3 | never | always | Next | "
               "Number keys or arrows to choose, Enter to go on");
}

BOOST_AUTO_TEST_CASE(labels_for_other_points_are_refused)
{
    test::Room room;
    BOOST_TEST(test::response_error(room,
                                    "likert",
                                    test::options({{"points", test::number(3)},
                                                   {"labels", test::texts({"no", "yes"})}})) ==
               "a rating of 3 points has 2 labels");
}

BOOST_AUTO_TEST_CASE(words_to_read_are_counted)
{
    test::Room room;
    Drive drive(room, "likert", seven());
    BOOST_TEST(drive.ask().words == 10U); // 5 above, 3 and 2 below.
}

BOOST_AUTO_TEST_CASE(the_line_has_no_handle_before_it_is_touched)
{
    test::Room room;
    Drive drive(room, "vas", line());
    std::size_t const before = drive.sprites().size();
    BOOST_TEST((drive.ask().kind == AskKind::slide));
    auto const box = line_of(drive);
    BOOST_TEST(drive.down(box.x, box.y) == Reaction::chosen);
    BOOST_TEST(drive.sprites().size() > before);
    BOOST_TEST(drive.answer().value == "0");
}

BOOST_AUTO_TEST_CASE(the_line_runs_from_0_to_100_with_one_decimal)
{
    test::Room room;
    Drive drive(room, "vas", line());
    auto const box = line_of(drive);
    drive.down(box.x + box.width - 1, box.y);
    BOOST_TEST(drive.answer().value == "100");
    drive.up(box.x + box.width - 1, box.y);
    drive.down(box.x + box.width + 5, box.y); // A little beside the end still counts.
    BOOST_TEST(drive.answer().value == "100");
    drive.up(0, 0);
    // A third of the way, to one decimal.
    drive.down(box.x + (box.width - 1) / 3, box.y);
    BOOST_TEST(drive.answer().number.value() == 33.3, boost::test_tools::tolerance(0.003));
    std::string const value = drive.answer().value;
    BOOST_TEST((value.size() - value.find('.') == 2 || value.find('.') == std::string::npos));
}

BOOST_AUTO_TEST_CASE(dragging_is_one_change)
{
    test::Room room;
    Drive drive(room, "vas", line());
    auto const box = line_of(drive);
    std::int32_t const half = box.x + (box.width - 1) / 2;
    BOOST_TEST(drive.down(box.x, box.y) == Reaction::chosen);
    BOOST_TEST(drive.move(box.x + 100, box.y) == Reaction::changed);
    BOOST_TEST(drive.move(half, box.y + 300) == Reaction::changed); // Off the line is fine.
    BOOST_TEST(drive.up(half, box.y) == Reaction::chosen);
    BOOST_TEST(drive.answer().number.value() == 50.0, boost::test_tools::tolerance(0.002));
    BOOST_TEST(drive.move(box.x, box.y) != Reaction::chosen); // Let go.
    BOOST_TEST(drive.answer().number.value() == 50.0, boost::test_tools::tolerance(0.002));
    // A press that does not move is over when it is let go.
    BOOST_TEST(drive.down(box.x + 7, box.y) == Reaction::chosen);
    BOOST_TEST(drive.up(box.x + 7, box.y) == Reaction::ignored);
}

BOOST_AUTO_TEST_CASE(arrows_leave_the_middle_in_steps)
{
    test::Room room;
    Drive drive(room, "vas", line());
    BOOST_TEST(drive.key("Enter") == Reaction::changed); // Asks for an answer.
    BOOST_TEST(drive.key("Right") == Reaction::chosen);
    BOOST_TEST(drive.answer().value == "51");
    drive.hold(Key::left_shift);
    BOOST_TEST(drive.key("Left") == Reaction::chosen);
    BOOST_TEST(drive.answer().value == "41");
    drive.key(Key::left_shift); // Pressed again and let go.
    BOOST_TEST(drive.key("Left") == Reaction::chosen);
    BOOST_TEST(drive.answer().value == "40");
    drive.key("PageUp");
    BOOST_TEST(drive.answer().value == "50");
    drive.key("End");
    BOOST_TEST(drive.answer().value == "100");
    BOOST_TEST(drive.key("Right") == Reaction::ignored);
    drive.key("Home");
    BOOST_TEST(drive.answer().value == "0");
    BOOST_TEST(drive.key("Enter") == Reaction::answered);
}

BOOST_AUTO_TEST_SUITE_END()
