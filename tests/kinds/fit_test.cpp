// SPDX-License-Identifier: MIT
// Questions fit every screen, or say which text does not.
#include "base/text.h"
#include "kinds/drive.h"

namespace {

using namespace securebase;
using test::Drive;

struct Screen {
    std::int32_t width;
    std::int32_t height;
};

constexpr Screen screens[] = {{1280, 720},
                              {1920, 1080},
                              {2560, 1440},
                              {3840, 2160},
                              {1024, 768},
                              {1280, 1024},
                              {1080, 1080},
                              {1080, 1920}};

std::string const question =
    "If something like this comes up again between the two of you in the coming weeks, how likely "
    "is it that you would bring it up with your partner, even if the moment was not a good one?";

std::string const option = "I would wait until there is a quiet evening and then talk about it";

std::vector<std::pair<std::string, model::Settings>> questions()
{
    auto const ask = std::pair("ask", test::text(question));
    auto const low = std::pair("low", test::text("Ganz und gar unwahrscheinlich"));
    auto const high = std::pair("high", test::text("Selbstverständlich"));
    std::string const pages = "# Instructions\n\n" + question + "\n\n- " + question + "\n- one";
    return {
        {"likert", test::options({ask, low, high, {"points", test::number(11)}})},
        {"likert",
         test::options({ask,
                        {"points", test::number(5)},
                        {"labels",
                         test::texts({"stimme gar nicht zu",
                                      "stimme nicht zu",
                                      "unentschieden",
                                      "stimme zu",
                                      "stimme voll und ganz zu"})}})},
        {"likert", test::options({ask, low, high, {"position", test::text("lower")}})},
        {"vas", test::options({ask, low, high, {"middle", test::text("weder noch")}})},
        {"choose", test::options({ask, {"options", test::texts({"yes", "no"})}})},
        {"choose",
         test::options({ask, {"options", test::texts(std::vector<std::string>(9, option))}})},
        {"choose_many",
         test::options({ask, {"options", test::texts(std::vector<std::string>(12, "a friend"))}})},
        {"type", test::options({ask, {"lines", test::number(8)}})},
        {"type", test::options({ask, {"position", test::text("lower")}})},
        {"read", test::options({{"text", test::text(question + " " + question)}})},
        {"read",
         test::options(
             {{"text", test::text(question + " " + question)}, {"keep", test::truth(true)}})},
        {"pages", test::options({{"text", test::text(pages)}})},
        {"agree",
         test::options({{"text", test::text(pages)},
                        {"items", test::texts(std::vector<std::string>(6, question))}})}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(kinds_fit)

BOOST_AUTO_TEST_CASE(nothing_reaches_beyond_any_screen)
{
    for (Screen const& screen : screens) {
        for (auto const& [kind, settings] : questions()) {
            BOOST_TEST_CONTEXT(kind << " at " << screen.width << " x " << screen.height)
            {
                test::Room room;
                room.width = screen.width;
                room.height = screen.height;
                Drive drive(room, kind, settings);
                if (kind == "agree") {
                    drive.turn("Space");
                }
                for (ports::Sprite const& sprite : drive.sprites()) {
                    BOOST_REQUIRE(sprite.box.width > 0);
                    BOOST_REQUIRE(sprite.box.height > 0);
                    BOOST_REQUIRE(sprite.box.x >= 0);
                    BOOST_REQUIRE(sprite.box.y >= 0);
                    BOOST_REQUIRE(sprite.box.x + sprite.box.width <= screen.width);
                    BOOST_REQUIRE(sprite.box.y + sprite.box.height <= screen.height);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(what_is_touched_is_large_enough_and_apart)
{
    for (Screen const& screen : screens) {
        for (auto const& [kind, settings] : questions()) {
            test::Room room;
            room.width = screen.width;
            room.height = screen.height;
            Drive drive(room, kind, settings);
            auto const ask = drive.ask();
            for (std::size_t i = 0; i < ask.offers.size() && kind != "vas"; ++i) {
                BOOST_TEST(ask.offers[i].box.height >=
                           std::min(screen.width * 3 / 4, screen.height) * 6 / 100);
                for (std::size_t k = 0; k < i; ++k) {
                    auto const& a = ask.offers[k].box;
                    auto const& b = ask.offers[i].box;
                    BOOST_TEST(
                        (a.x + a.width <= b.x || a.y + a.height <= b.y || b.x + b.width <= a.x));
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(words_of_the_question_stand_above_its_body)
{
    test::Room room;
    for (auto const& [kind, settings] : questions()) {
        if (!settings.has("ask")) {
            continue;
        }
        Drive drive(room, kind, settings);
        auto const sprites = drive.sprites();
        BOOST_TEST(room.workshop.shown_by(sprites[0].picture) == question);
        std::int32_t const lower_edge = sprites[0].box.y + sprites[0].box.height;
        for (std::size_t i = 1; i < sprites.size(); ++i) {
            BOOST_TEST(sprites[i].box.y >= lower_edge, kind);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_text_that_cannot_fit_is_named)
{
    test::Room room;
    std::string endless;
    for (int i = 0; i < 300; ++i) {
        endless += "much too long ";
    }
    BOOST_TEST(
        test::response_error(room, "likert", test::options({{"ask", test::text(endless)}})) ==
        "the text 'much too long much too long much too lon…' does not fit the screen "
        "(1920 x 1080)");
    BOOST_TEST(test::response_error(room, "read", test::options({{"text", test::text(endless)}})) ==
               "the text 'much too long much too long much too lon…' does not fit the screen");
    std::vector<std::string> const many(90, "x");
    BOOST_TEST(
        test::response_error(room, "choose", test::options({{"options", test::texts(many)}})) ==
        "the 90 options from 'x' on do not fit the screen");
    BOOST_TEST(
        test::response_error(room, "pages", test::options({{"text", test::text(endless)}})) ==
        "fine"); // Pages are divided.
}

BOOST_AUTO_TEST_CASE(the_button_is_in_the_same_place_for_all_questions)
{
    test::Room room;
    ports::Box expected{};
    for (auto const& [kind, settings] : questions()) {
        if (kind == "read" || kind == "pages" || kind == "agree") {
            continue;
        }
        Drive drive(room, kind, settings);
        if (kind == "vas") {
            drive.key("End");
        } else if (kind == "type") {
            drive.type("x");
        } else {
            drive.key("1");
        }
        ports::Box const box = drive.ask().confirm.box;
        if (expected == ports::Box{}) {
            expected = box;
        }
        BOOST_TEST((box == expected), kind);
    }
    BOOST_TEST(expected.height >= 1080 * 6 / 100);
}

BOOST_AUTO_TEST_SUITE_END()
