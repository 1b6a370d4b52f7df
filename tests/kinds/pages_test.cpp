// SPDX-License-Identifier: MIT
// Pages that are turned.
#include "kinds/drive.h"

namespace {

using namespace securebase;
using ports::AskKind;
using stage::Reaction;
using test::Drive;

model::Settings book(std::string text)
{
    return test::options({{"text", test::text(std::move(text))}});
}

constexpr char const* three =
    "# One\n\nFirst **bold** words.\n\n---\n\nTwo\n\n- a\n- b\n\n---\n\nThree";

} // namespace

BOOST_AUTO_TEST_SUITE(kinds_pages)

BOOST_AUTO_TEST_CASE(forward_and_back_with_keys)
{
    test::Room room;
    Drive drive(room, "pages", book(three));
    BOOST_TEST(test::words_in(room, drive.sprites()) ==
               "One | First | bold | words. | 1 / 3 | Next | "
               "Space for the next page, left arrow to go back");
    BOOST_TEST(drive.turn("Left") == Reaction::ignored);
    drive.wait(100);
    BOOST_TEST(drive.turn("Space") == Reaction::changed);
    BOOST_TEST(test::words_in(room, drive.sprites()).starts_with("Two | a | b | Back | 2 / 3"));
    drive.wait(200);
    BOOST_TEST(drive.turn("Backspace") == Reaction::changed);
    drive.wait(50);
    drive.turn("Enter");
    drive.wait(30);
    drive.turn("PageDown");
    drive.wait(7);
    BOOST_TEST(drive.turn("Right") == Reaction::answered);
    BOOST_TEST((drive.answer().parts_ms == std::vector<double>{3150, 2230, 1007}));
    BOOST_TEST(drive.answer().value == "3");
}

BOOST_AUTO_TEST_CASE(forward_and_back_with_the_mouse)
{
    test::Room room;
    Drive drive(room, "pages", book(three));
    auto const next = drive.ask().confirm.box;
    ports::Box const back{(1920 - next.x - next.width), next.y, 50, next.height};
    BOOST_TEST(drive.turn(back) == Reaction::ignored); // Not there on the first page.
    BOOST_TEST(drive.move(next.x, next.y) == Reaction::changed);
    BOOST_TEST(drive.turn(next) == Reaction::changed);
    BOOST_TEST(drive.turn(back) == Reaction::changed);
    BOOST_TEST(test::words_in(room, drive.sprites()).starts_with("One"));
    drive.turn(next);
    drive.turn(next);
    BOOST_TEST(drive.turn(next) == Reaction::answered);
}

BOOST_AUTO_TEST_CASE(a_double_click_turns_one_page)
{
    test::Room room;
    Drive drive(room, "pages", book(three));
    auto const next = drive.ask().confirm.box;
    BOOST_TEST(drive.turn(next) == Reaction::changed);
    drive.wait(200);
    BOOST_TEST(drive.click(next) == Reaction::ignored);
    drive.wait(50);
    BOOST_TEST(drive.click(next) == Reaction::changed);
    BOOST_TEST(drive.ask().least_turn.count() == 250'000'000);
}

BOOST_AUTO_TEST_CASE(a_page_says_how_much_there_is_to_read)
{
    test::Room room;
    Drive drive(room, "pages", book(three));
    BOOST_TEST((drive.ask().kind == AskKind::turn));
    BOOST_TEST(drive.ask().words == 4U);
}

BOOST_AUTO_TEST_CASE(one_page_has_no_number_and_no_way_back)
{
    test::Room room;
    Drive drive(room, "pages", book("Only this."));
    BOOST_TEST(test::words_in(room, drive.sprites()) == "Only this. | Next | Space to go on");
    BOOST_TEST(drive.turn("Space") == Reaction::answered);
}

BOOST_AUTO_TEST_CASE(a_page_that_is_too_long_is_divided)
{
    test::Room room;
    std::string long_page;
    for (int i = 0; i < 60; ++i) {
        long_page += "Paragraph number " + std::to_string(i) + ".\n\n";
    }
    Drive drive(room, "pages", book(long_page));
    int pages = 1;
    std::uint32_t words = drive.ask().words;
    for (auto reaction = drive.turn("Space"); reaction == Reaction::changed;
         reaction = drive.turn("Space")) {
        for (ports::Sprite const& sprite : drive.sprites()) {
            BOOST_REQUIRE(sprite.box.y + sprite.box.height <= 1080);
        }
        words += drive.ask().words;
        ++pages;
    }
    BOOST_TEST(words == 180U); // Nothing is lost, nothing twice.
    BOOST_TEST(pages >= 4);
    BOOST_TEST(drive.answer().parts_ms.size() == static_cast<std::size_t>(pages));
}

BOOST_AUTO_TEST_CASE(a_heading_is_never_alone_at_the_foot)
{
    test::Room room;
    // Fill a page so that a heading would just fit below: for every number of lines before it.
    for (int lines = 1; lines < 25; ++lines) {
        std::string text;
        for (int i = 0; i < lines; ++i) {
            text += "Line.\n\n";
        }
        text += "## Heading\n\nUnder it.";
        Drive drive(room, "pages", book(text));
        for (auto reaction = Reaction::changed; reaction == Reaction::changed;
             reaction = drive.turn("Space")) {
            std::string const words = test::words_in(room, drive.sprites());
            BOOST_REQUIRE(words.find("Heading |") == std::string::npos ||
                          words.find("Heading | Under it.") != std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_paragraph_longer_than_a_page_goes_on)
{
    test::Room room;
    std::string words;
    for (int i = 0; i < 900; ++i) {
        words += "word ";
    }
    Drive drive(room, "pages", book(words));
    std::uint32_t seen = 0;
    for (auto reaction = Reaction::changed; reaction == Reaction::changed;
         reaction = drive.turn("Space")) {
        seen += drive.ask().words;
    }
    BOOST_TEST(seen == 900U);
}

BOOST_AUTO_TEST_SUITE_END()
