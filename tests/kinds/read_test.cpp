// SPDX-License-Identifier: MIT
// Reading sentence by sentence.
#include "kinds/drive.h"

namespace {

using namespace securebase;
using stage::Reaction;
using test::Drive;

model::Settings story(std::vector<std::pair<std::string, model::Setting>> more = {})
{
    more.emplace_back("text", test::text("You call. Nobody answers. You wait."));
    return test::options(more);
}

model::Setting ms(double value)
{
    return model::Setting{model::TimeRange{value, value, model::TimeUnit::milliseconds}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(kinds_read)

BOOST_AUTO_TEST_CASE(each_sentence_has_its_time)
{
    test::Room room;
    Drive drive(room, "read", story());
    drive.wait(1000);
    BOOST_TEST(drive.key("Space") == Reaction::changed); // The next is up 10 ms later.
    drive.wait(700.25);
    BOOST_TEST(drive.key("Right") == Reaction::changed);
    drive.wait(400);
    BOOST_TEST(drive.key("Enter") == Reaction::answered);
    BOOST_TEST((drive.answer().parts_ms == std::vector<double>{1000, 700.25, 400}),
               drive.answer().parts_ms.size());
    BOOST_TEST(drive.answer().value == "3");
}

BOOST_AUTO_TEST_CASE(presses_that_come_too_early_are_ignored)
{
    test::Room room;
    Drive drive(room, "read", story({{"least", ms(500)}}));
    BOOST_TEST(drive.ask().least_turn.count() == 500'000'000);
    drive.wait(499);
    BOOST_TEST(drive.key("Space") == Reaction::ignored);
    drive.wait(1);
    BOOST_TEST(drive.key("Space") == Reaction::changed);
    BOOST_TEST(drive.key("Space") == Reaction::ignored);
    drive.wait(600);
    BOOST_TEST(drive.click({0, 0, 10, 10}) == Reaction::changed);
    drive.wait(600);
    BOOST_TEST(drive.key("PageDown") == Reaction::answered);
    BOOST_TEST((drive.answer().parts_ms == std::vector<double>{500, 600, 600}));
}

BOOST_AUTO_TEST_CASE(a_press_before_the_next_sentence_is_on_the_screen_is_ignored)
{
    test::Room room;
    stage::Kinds const kinds = securebase::kinds::all();
    auto made = kinds.response("read")->prepare(story({{"least", ms(1)}}), room.scene());
    BOOST_REQUIRE(made.has_value());
    auto const at = [](double time) {
        return base::Timestamp::exact(base::instant_from_ns(0) + base::from_ms(time),
                                      base::TimeSource::simulated);
    };
    auto const press = [&](double time) {
        ports::InputEvent event;
        event.key = ports::Key::space;
        event.when = at(time);
        return (*made)->handle(event);
    };
    BOOST_TEST(press(50) == Reaction::ignored); // Not shown yet.
    (*made)->shown(at(100));
    BOOST_TEST(press(200) == Reaction::changed);
    BOOST_TEST(press(205) == Reaction::ignored); // Sent twice, the second is not up yet.
    (*made)->shown(at(216));
    (*made)->shown(at(300)); // Shown again for another reason: the first showing counts.
    BOOST_TEST(press(416) == Reaction::changed);
    BOOST_TEST(((*made)->answer().parts_ms == std::vector<double>{100, 200}));
}

BOOST_AUTO_TEST_CASE(one_sentence_at_a_time_in_the_same_place)
{
    test::Room room;
    Drive drive(room, "read", story());
    auto const first = drive.sprites();
    BOOST_TEST(test::words_in(room, first) == "You call. | Space or a click for the next sentence");
    drive.wait(500);
    drive.key("Space");
    auto const second = drive.sprites();
    BOOST_TEST(test::words_in(room, second) ==
               "Nobody answers. | Space or a click for the next sentence");
    BOOST_TEST(first[0].box.x == second[0].box.x);
    BOOST_TEST(first[0].box.y == second[0].box.y);
    BOOST_TEST(drive.ask().words == 2U);
}

BOOST_AUTO_TEST_CASE(sentences_may_stay)
{
    test::Room room;
    Drive drive(room, "read", story({{"keep", test::truth(true)}}));
    BOOST_TEST(test::words_in(room, drive.sprites()) ==
               "You call. | Space or a click for the next sentence");
    drive.wait(500);
    drive.key("Space");
    BOOST_TEST(test::words_in(room, drive.sprites()) ==
               "You call. | Nobody answers. | Space or a click for the next sentence");
}

BOOST_AUTO_TEST_CASE(nothing_to_read_is_refused)
{
    test::Room room;
    BOOST_TEST(test::response_error(room, "read", test::options({{"text", test::text(" \n")}})) ==
               "there is nothing to read");
}

BOOST_AUTO_TEST_SUITE_END()
