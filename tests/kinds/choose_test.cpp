// SPDX-License-Identifier: MIT
// One and several of a list of options.
#include "kinds/drive.h"

#include <set>

namespace {

using namespace securebase;
using ports::AskKind;
using ports::Key;
using stage::Reaction;
using test::Drive;

std::vector<std::string> const people{"mother", "father", "partner", "friend"};

model::Settings of_people(std::vector<std::pair<std::string, model::Setting>> more = {})
{
    more.emplace_back("ask", test::text("Who?"));
    more.emplace_back("options", test::texts(people));
    return test::options(more);
}

} // namespace

BOOST_AUTO_TEST_SUITE(kinds_choices)

BOOST_AUTO_TEST_CASE(a_digit_chooses_and_enter_confirms)
{
    test::Room room;
    Drive drive(room, "choose", of_people());
    BOOST_TEST((drive.ask().kind == AskKind::press));
    BOOST_TEST(drive.key("3") == Reaction::chosen);
    BOOST_TEST(drive.answer().value == "\"partner\"");
    BOOST_TEST(drive.key("5") == Reaction::ignored);
    BOOST_TEST(drive.key("0") == Reaction::ignored);
    BOOST_TEST(drive.key("1") == Reaction::chosen);
    BOOST_TEST((drive.ask().kind == AskKind::done));
    BOOST_TEST(drive.key("Enter") == Reaction::answered);
    BOOST_TEST(drive.answer().plain == "mother");
    BOOST_TEST(drive.answer().shown == "");
}

BOOST_AUTO_TEST_CASE(options_that_read_from_right_to_left_have_their_mark_there)
{
    test::Room room;
    auto const number_is_left = [&](std::string const& option) {
        Drive drive(room, "choose", test::options({{"options", test::texts({option, "b"})}}));
        std::int32_t words = 0;
        std::int32_t number = 0;
        for (ports::Sprite const& sprite : drive.sprites()) {
            std::string_view const shown = room.workshop.shown_by(sprite.picture);
            words = shown == option ? sprite.box.x : words;
            number = shown == "1" ? sprite.box.x : number;
        }
        return number < words;
    };
    BOOST_TEST(number_is_left("mother"));
    BOOST_TEST(!number_is_left("אמא"));
}

BOOST_AUTO_TEST_CASE(arrows_move_and_space_or_enter_takes)
{
    test::Room room;
    Drive drive(room, "choose", of_people());
    BOOST_TEST(drive.key("Space") == Reaction::ignored);
    BOOST_TEST(drive.key("Down") == Reaction::changed);
    BOOST_TEST(drive.key("Up") == Reaction::ignored); // At the top.
    BOOST_TEST(drive.key("Down") == Reaction::changed);
    BOOST_TEST(drive.key("Left") == Reaction::ignored); // One column.
    BOOST_TEST(drive.key("Space") == Reaction::chosen);
    BOOST_TEST(drive.answer().plain == "father");
    BOOST_TEST(drive.key("Down") == Reaction::changed);
    BOOST_TEST(drive.key("Enter") == Reaction::chosen); // Takes where the arrows are.
    BOOST_TEST(drive.answer().plain == "partner");
    BOOST_TEST(drive.key("Enter") == Reaction::answered);
    Drive up(room, "choose", of_people());
    BOOST_TEST(up.key("Up") == Reaction::changed);
    BOOST_TEST(up.key("Enter") == Reaction::chosen);
    BOOST_TEST(up.answer().plain == "friend");
}

BOOST_AUTO_TEST_CASE(without_confirming_the_first_press_answers)
{
    test::Room room;
    auto const settings = of_people({{"confirm", test::truth(false)}});
    Drive keys(room, "choose", settings);
    BOOST_TEST(keys.key("2") == Reaction::answered);
    Drive mouse(room, "choose", settings);
    BOOST_TEST(mouse.click(mouse.offer("friend").box) == Reaction::answered);
    BOOST_TEST(mouse.answer().plain == "friend");
}

BOOST_AUTO_TEST_CASE(shuffled_options_say_how_they_were_shown)
{
    test::Room room;
    std::set<std::string> orders;
    for (room.seed = 1; room.seed <= 40; ++room.seed) {
        Drive drive(room, "choose", of_people({{"shuffle", test::truth(true)}}));
        drive.key("1");
        auto const answer = drive.answer();
        // What stands first is what the first digit chooses.
        BOOST_REQUIRE(answer.shown.starts_with("[" + answer.value + ","));
        Drive again(room, "choose", of_people({{"shuffle", test::truth(true)}}));
        again.key("1");
        BOOST_REQUIRE(again.answer().shown == answer.shown);
        orders.insert(answer.shown);
    }
    BOOST_TEST(orders.size() > 10U); // Of 24.
}

BOOST_AUTO_TEST_CASE(several_are_ticked_and_unticked)
{
    test::Room room;
    Drive drive(room, "choose_many", of_people());
    BOOST_TEST((drive.ask().kind == AskKind::tick));
    BOOST_TEST((drive.ask().confirm.box == ports::Box{}));
    BOOST_TEST(drive.key("Enter") == Reaction::changed); // One at least.
    BOOST_TEST(drive.key("4") == Reaction::chosen);
    BOOST_TEST(drive.key("2") == Reaction::chosen);
    BOOST_TEST(drive.answer().value == "[\"father\",\"friend\"]"); // As written.
    BOOST_TEST(drive.answer().plain == "father|friend");
    BOOST_TEST(drive.ask().offers.size() == 2U);
    BOOST_TEST((drive.ask().confirm.key == Key::enter));
    BOOST_TEST(drive.key("4") == Reaction::chosen);
    BOOST_TEST((drive.answer().chosen == std::vector<std::string>{"father"}));
    BOOST_TEST(drive.key("Down") == Reaction::ignored); // The last digit was there already.
    BOOST_TEST(drive.key("Up") == Reaction::changed);
    BOOST_TEST(drive.key("Space") == Reaction::chosen);
    BOOST_TEST(drive.key("Enter") == Reaction::answered);
    BOOST_TEST(drive.answer().value == "[\"father\",\"partner\"]");
}

BOOST_AUTO_TEST_CASE(least_and_most_are_kept)
{
    test::Room room;
    Drive drive(
        room, "choose_many", of_people({{"least", test::number(2)}, {"most", test::number(2)}}));
    drive.key("1");
    BOOST_TEST((drive.ask().confirm.box == ports::Box{}));
    BOOST_TEST(drive.key("Enter") == Reaction::changed);
    drive.key("2");
    BOOST_TEST(drive.ask().offers.empty());
    BOOST_TEST(drive.key("3") == Reaction::changed); // No third one.
    BOOST_TEST(drive.answer().plain == "mother|father");
    BOOST_TEST(drive.key("Enter") == Reaction::answered);
    Drive none(room, "choose_many", of_people({{"least", test::number(0)}}));
    BOOST_TEST(none.key("Enter") == Reaction::answered);
    BOOST_TEST(none.answer().value == "[]");
}

BOOST_AUTO_TEST_CASE(impossible_numbers_are_refused)
{
    test::Room room;
    BOOST_TEST(test::response_error(room, "choose_many", of_people({{"least", test::number(5)}})) ==
               "of 4 options at least 5 and at most 4 cannot be chosen");
}

BOOST_AUTO_TEST_CASE(quotes_in_options_survive)
{
    test::Room room;
    Drive drive(room, "choose", test::options({{"options", test::texts({"say \"no\"", "C:\\"})}}));
    drive.key("1");
    BOOST_TEST(drive.answer().value == "\"say \\\"no\\\"\"");
    BOOST_TEST(drive.answer().plain == "say \"no\"");
}

BOOST_AUTO_TEST_CASE(many_options_stand_in_columns)
{
    test::Room room;
    std::vector<std::string> many;
    for (int i = 1; i <= 24; ++i) {
        many.push_back("option " + std::to_string(i));
    }
    Drive drive(room,
                "choose",
                test::options({{"ask", test::text("Which?")}, {"options", test::texts(many)}}));
    auto const ask = drive.ask();
    BOOST_REQUIRE(ask.offers.size() == 24U);
    BOOST_TEST(ask.offers[0].box.x < ask.offers[23].box.x);
    for (auto const& offer : ask.offers) {
        BOOST_TEST(offer.box.height >= 64); // 6 % of 1080, rounded down.
        BOOST_TEST(offer.box.y + offer.box.height <= 1080 * 79 / 100);
        BOOST_TEST(offer.box.y >= 0);
    }
    BOOST_TEST((ask.offers[9].key == Key::none));
    // By keys alone: to the second column and down.
    BOOST_TEST(drive.key("Down") == Reaction::changed);
    BOOST_TEST(drive.key("Right") == Reaction::changed);
    BOOST_TEST(drive.key("Space") == Reaction::chosen);
    BOOST_TEST(drive.answer().plain == "option 9");
}

BOOST_AUTO_TEST_SUITE_END()
