// SPDX-License-Identifier: MIT
// Keys and areas: the first one counts.
#include "kinds/drive.h"

namespace {

using namespace securebase;
using stage::Reaction;
using test::Drive;

model::Settings two_keys()
{
    model::SettingMap map{{"E", test::text("left")}, {"F", test::text("right")}};
    return test::options({{"keys", model::Setting{std::move(map)}}});
}

model::Setting area(double x, double y, double width, double height)
{
    return model::Setting{
        model::SettingMap{{"at", test::percent(x, y)}, {"size", test::percent(width, height)}}};
}

model::Settings two_areas()
{
    model::SettingMap map{{"left", area(-30, 0, 20, 10)}, {"right", area(30, 0, 20, 10)}};
    return test::options({{"areas", model::Setting{std::move(map)}}});
}

} // namespace

BOOST_AUTO_TEST_SUITE(kinds_keys_and_click)

BOOST_AUTO_TEST_CASE(the_first_key_of_the_map_answers)
{
    test::Room room;
    Drive drive(room, "keys", two_keys());
    BOOST_TEST(drive.key("G") == Reaction::ignored);
    BOOST_TEST(drive.key("F") == Reaction::answered);
    BOOST_TEST(drive.answer().value == "\"right\"");
    BOOST_TEST(drive.answer().plain == "right");
    BOOST_TEST(!drive.answer().number.has_value());
    BOOST_TEST(drive.key("E") == Reaction::ignored);
    BOOST_TEST(drive.answer().plain == "right");
}

BOOST_AUTO_TEST_CASE(keys_draw_nothing_and_want_no_pointer)
{
    test::Room room;
    Drive drive(room, "keys", two_keys());
    BOOST_TEST(drive.sprites().empty());
    BOOST_TEST(!drive.response().wants_pointer());
    BOOST_TEST(drive.click({0, 0, 100, 100}) == Reaction::ignored);
    auto const ask = drive.ask();
    BOOST_TEST((ask.kind == ports::AskKind::press));
    BOOST_REQUIRE(ask.offers.size() == 2);
    BOOST_TEST(ask.offers[0].value == "left");
    BOOST_TEST((ask.offers[0].key == ports::Key::e));
}

BOOST_AUTO_TEST_CASE(buttons_of_the_mouse_answer_wherever_it_is_and_touches_by_their_half)
{
    model::Settings const settings =
        test::options({{"keys",
                        model::Setting{model::SettingMap{{"E", test::text("e")},
                                                         {"MouseLeft", test::text("left")},
                                                         {"MouseRight", test::text("right")}}}}});
    test::Room room;
    auto const answer_to = [&](ports::InputKind kind, ports::Key button, std::int32_t x) {
        Drive drive(room, "keys", settings);
        ports::InputEvent event;
        event.kind = kind;
        event.key = button;
        event.x = x;
        event.y = 10;
        return drive.response().handle(event) == Reaction::answered ? drive.answer().plain : "none";
    };
    using ports::InputKind;
    using ports::Key;
    BOOST_TEST(answer_to(InputKind::pointer_down, Key::mouse_left, 1900) == "left");
    BOOST_TEST(answer_to(InputKind::pointer_down, Key::mouse_right, 5) == "right");
    BOOST_TEST(answer_to(InputKind::pointer_down, Key::none, 959) == "left");
    BOOST_TEST(answer_to(InputKind::pointer_down, Key::none, 960) == "right");
    BOOST_TEST(answer_to(InputKind::pointer_up, Key::mouse_left, 5) == "none");
    BOOST_TEST(answer_to(InputKind::pointer_move, Key::none, 5) == "none");
    BOOST_TEST(answer_to(InputKind::key_down, Key::e, 0) == "e");
    BOOST_TEST(!Drive(room, "keys", settings).response().wants_pointer());
}

BOOST_AUTO_TEST_CASE(without_buttons_in_the_map_the_mouse_answers_nothing)
{
    test::Room room;
    Drive drive(room, "keys", two_keys());
    ports::InputEvent event;
    event.kind = ports::InputKind::pointer_down;
    event.key = ports::Key::mouse_left;
    BOOST_TEST(drive.response().handle(event) == Reaction::ignored);
}

BOOST_AUTO_TEST_CASE(a_key_that_cannot_be_an_answer_is_refused)
{
    test::Room room;
    model::SettingMap map{{"Escape", test::text("x")}};
    BOOST_TEST(test::response_error(
                   room, "keys", test::options({{"keys", model::Setting{std::move(map)}}})) ==
               "'Escape' cannot be an answer");
}

BOOST_AUTO_TEST_CASE(an_area_is_hit_inside_its_box_only)
{
    // 1080 high: 20 % x 10 % are 216 x 108, the left one's centre is at 960 - 324.
    test::Room room;
    Drive drive(room, "click", two_areas());
    BOOST_TEST((drive.offer("left").box == ports::Box{528, 486, 216, 108}));
    BOOST_TEST(drive.down(527, 540) == Reaction::ignored);
    BOOST_TEST(drive.down(744, 540) == Reaction::ignored);
    BOOST_TEST(drive.move(600, 540) == Reaction::ignored);
    BOOST_TEST(drive.key("Enter") == Reaction::ignored);
    BOOST_TEST(drive.down(743, 593) == Reaction::answered);
    BOOST_TEST(drive.answer().plain == "left");
    BOOST_TEST(drive.response().wants_pointer());
}

BOOST_AUTO_TEST_SUITE_END()
