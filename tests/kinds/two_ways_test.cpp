// SPDX-License-Identifier: MIT
// Everything can be answered by keys alone and by pointer alone, with the same outcome.
#include "kinds/drive.h"

namespace {

using namespace securebase;
using ports::AskKind;
using stage::Reaction;
using test::Drive;

enum class Hand { keys, pointer };

Reaction act(Drive& drive, Hand hand, ports::Offer const& offer)
{
    drive.wait(1000);
    if (hand == Hand::keys) {
        BOOST_REQUIRE(offer.key != ports::Key::none);
        return drive.key(offer.key);
    }
    BOOST_REQUIRE((offer.box != ports::Box{}));
    return drive.click(offer.box);
}

/// Takes the last of the offers, does what is asked for until the question is done.
std::string
answer_by(test::Room& room, std::string_view kind, model::Settings const& settings, Hand hand)
{
    Drive drive(room, kind, settings);
    for (int acts = 0; acts < 50; ++acts) {
        ports::Ask const ask = drive.ask();
        Reaction reaction = Reaction::ignored;
        if (ask.kind == AskKind::slide) {
            // A line has no keys of its own; a step and back to the middle is the same place.
            reaction = drive.click(ask.offers[0].box);
        } else if (ask.kind == AskKind::type) {
            reaction = drive.type("word");
        } else if (ask.kind == AskKind::turn || ask.kind == AskKind::done ||
                   (ask.kind == AskKind::tick && ask.offers.empty())) {
            reaction = act(drive, hand, ask.confirm);
        } else {
            BOOST_REQUIRE(!ask.offers.empty());
            // Consent's refusal has no key of its own.
            bool const first = ask.offers.front().value == "yes";
            reaction = act(drive, hand, first ? ask.offers.front() : ask.offers.back());
        }
        BOOST_REQUIRE(reaction != Reaction::ignored);
        if (reaction == Reaction::answered) {
            return drive.answer().value;
        }
    }
    return "never";
}

void both_ways(std::string_view kind, model::Settings const& settings, std::string const& expected)
{
    BOOST_TEST_CONTEXT(kind)
    {
        test::Room room;
        BOOST_TEST(answer_by(room, kind, settings, Hand::keys) == expected);
        BOOST_TEST(answer_by(room, kind, settings, Hand::pointer) == expected);
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(kinds_two_ways)

BOOST_AUTO_TEST_CASE(every_question)
{
    auto const abc = test::texts({"a", "b", "c"});
    both_ways("likert", test::options({{"points", test::number(5)}}), "5");
    both_ways("choose", test::options({{"options", abc}}), "\"c\"");
    both_ways(
        "choose", test::options({{"options", abc}, {"confirm", test::truth(false)}}), "\"c\"");
    both_ways("choose_many", test::options({{"options", abc}}), "[\"a\",\"b\",\"c\"]");
    both_ways("type", test::options({}), "\"word\"");
    both_ways("read", test::options({{"text", test::text("One. Two.")}}), "2");
    both_ways("pages", test::options({{"text", test::text("One\n\n---\n\nTwo")}}), "2");
    both_ways("agree",
              test::options({{"text", test::text("One")}, {"items", test::texts({"x", "y"})}}),
              "\"yes\"");
}

BOOST_AUTO_TEST_CASE(the_line_by_keys_and_by_pointer)
{
    test::Room room;
    Drive keys(room, "vas", test::options({}));
    keys.key("End");
    BOOST_TEST(keys.key("Enter") == Reaction::answered);
    Drive pointer(room, "vas", test::options({}));
    auto const line = pointer.ask().offers[0].box;
    pointer.down(line.x + line.width - 1, line.y);
    pointer.up(line.x + line.width - 1, line.y);
    BOOST_TEST(pointer.click(pointer.ask().confirm.box) == Reaction::answered);
    BOOST_TEST(keys.answer().value == "100");
    BOOST_TEST(pointer.answer().value == "100");
}

BOOST_AUTO_TEST_CASE(consent_is_refused_by_keys_and_by_pointer)
{
    auto const settings =
        test::options({{"text", test::text("One")}, {"items", test::texts({"x"})}});
    test::Room room;
    Drive keys(room, "agree", settings);
    keys.turn("Space");
    for (char const* key : {"Up", "Up"}) { // Agree, refuse.
        keys.key(key);
    }
    BOOST_TEST(keys.turn("Enter") == Reaction::answered);
    BOOST_TEST(keys.answer().plain == "no");
    Drive pointer(room, "agree", settings);
    pointer.turn(pointer.ask().confirm.box);
    pointer.turn(pointer.offer("x").box);
    BOOST_TEST(pointer.turn(pointer.offer("no").box) == Reaction::answered);
    BOOST_TEST(pointer.answer().plain == "no");
}

BOOST_AUTO_TEST_SUITE_END()
