// SPDX-License-Identifier: MIT
// Consent.
#include "kinds/drive.h"

namespace {

using namespace securebase;
using ports::AskKind;
using stage::Reaction;
using test::Drive;

model::Settings consent(std::vector<std::string> const& items)
{
    return test::options({{"text", test::text("# Study\n\nRead this.\n\n---\n\nAnd this.")},
                          {"items", test::texts(items)}});
}

std::vector<std::string> const two{"I am of age.", "I take part freely."};

} // namespace

BOOST_AUTO_TEST_SUITE(kinds_agree)

BOOST_AUTO_TEST_CASE(pages_then_boxes_then_agreement)
{
    test::Room room;
    Drive drive(room, "agree", consent(two));
    BOOST_TEST((drive.ask().kind == AskKind::turn));
    drive.wait(100);
    drive.turn("Space");
    drive.wait(200);
    drive.turn("Space");
    BOOST_TEST(test::words_in(room, drive.sprites()) ==
               "I am of age. | 1 | I take part freely. | 2 | Back | I do not agree | I agree | "
               "Number keys or arrows and Space to tick, Enter to agree");
    BOOST_TEST((drive.ask().kind == AskKind::tick));
    BOOST_TEST(drive.ask().offers.size() == 2U);
    BOOST_TEST((drive.ask().confirm.box == ports::Box{}));
    BOOST_TEST(drive.key("Enter") == Reaction::changed); // Not yet.
    BOOST_TEST(test::words_in(room, drive.sprites()).ends_with("Please answer before you go on."));
    BOOST_TEST(drive.key("1") == Reaction::changed);
    BOOST_TEST(drive.ask().offers.size() == 1U);
    BOOST_TEST(drive.key("2") == Reaction::changed);
    BOOST_TEST((drive.ask().kind == AskKind::press));
    BOOST_TEST((drive.offer("yes").key == ports::Key::enter));
    drive.wait(500);
    BOOST_TEST(drive.key("Enter") == Reaction::answered);
    BOOST_TEST(drive.answer().value == "\"yes\"");
    // Three changes of 10 ms each and the wait; the page counts from its first showing.
    BOOST_TEST((drive.answer().parts_ms == std::vector<double>{1100, 1200, 530}));
}

BOOST_AUTO_TEST_CASE(refusing_needs_no_ticks)
{
    test::Room room;
    Drive drive(room, "agree", consent(two));
    drive.turn("Space");
    drive.turn("Space");
    for (int i = 0; i < 4; ++i) { // Two items, back, refuse.
        BOOST_TEST(drive.key("Down") == Reaction::changed);
    }
    BOOST_TEST(drive.turn("Space") == Reaction::answered);
    BOOST_TEST(drive.answer().plain == "no");
}

BOOST_AUTO_TEST_CASE(a_box_can_be_unticked)
{
    test::Room room;
    Drive drive(room, "agree", consent(two));
    drive.turn("Space");
    drive.turn("Space");
    drive.key("1");
    drive.key("2");
    auto const yes = drive.offer("yes").box;
    drive.key("1");
    BOOST_TEST(drive.click(yes) == Reaction::changed); // Off again.
    drive.key("1");
    BOOST_TEST(drive.turn(yes) == Reaction::answered);
}

BOOST_AUTO_TEST_CASE(back_to_the_pages_keeps_the_ticks)
{
    test::Room room;
    Drive drive(room, "agree", consent(two));
    drive.turn("Space");
    drive.turn("Space");
    drive.key("2");
    BOOST_TEST(drive.turn("Backspace") == Reaction::changed);
    BOOST_TEST((drive.ask().kind == AskKind::turn));
    drive.turn("Space");
    BOOST_TEST(drive.ask().offers.size() == 1U);
}

BOOST_AUTO_TEST_CASE(without_items_the_buttons_are_on_the_last_page)
{
    test::Room room;
    Drive drive(room, "agree", consent({}));
    drive.turn("Space");
    BOOST_TEST(test::words_in(room, drive.sprites())
                   .starts_with("And this. | Back | I do not agree | I agree"));
    BOOST_TEST(test::words_in(room, drive.sprites())
                   .ends_with("Enter to agree, or arrows and Space to choose"));
    BOOST_TEST((drive.ask().kind == AskKind::press));
    BOOST_TEST(drive.turn(drive.offer("no").box) == Reaction::answered);
    BOOST_TEST(drive.answer().plain == "no");
    BOOST_TEST(drive.answer().parts_ms.size() == 2U);
}

BOOST_AUTO_TEST_CASE(long_words_on_buttons_do_not_cover_each_other)
{
    test::Room room;
    room.width = 1024;
    room.height = 768;
    room.texts["agree"] = "Ja, ich bin mit allem einverstanden";
    room.texts["disagree"] = "Nein, ich bin damit nicht einverstanden";
    room.texts["back"] = "Zurück";
    Drive drive(room, "agree", consent({}));
    drive.turn("Space");
    ports::Box const yes = drive.offer("yes").box;
    ports::Box const no = drive.offer("no").box;
    BOOST_TEST(no.x + no.width < yes.x);
    BOOST_TEST(no.x > 61 + 140); // The button back stands left of it.
    BOOST_TEST(test::words_in(room, drive.sprites()).find("Zurück") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
