// SPDX-License-Identifier: MIT
// What a virtual participant does when it is asked: always through keys or pointer, by its profile.
#include "bots/mind.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>

using namespace securebase;
using ports::AskKind;
using ports::InputKind;
using ports::Key;

namespace {

/// Exactly 400 ms, always right, unless the lines say more.
bots::Profile profile(std::string const& lines = "",
                      std::string const& rt = "mu: 400 ms, sigma: 0 ms, tau: 0 ms, lapse: 0 %, "
                                              "accuracy: 100 %")
{
    support::TemporaryFolder const folder;
    std::string const file = folder.write("bot.yaml", "bot: 1\nrt: { " + rt + " }\n" + lines);
    base::Diagnostics faults;
    auto const read = bots::read_profile(file, {"congruence", "reverse"}, faults);
    BOOST_REQUIRE_MESSAGE(read.has_value(), base::to_text(faults));
    return *read;
}

base::Instant at(double ms)
{
    return base::Instant() + base::from_ms(ms);
}

std::array<ports::Offer, 2> const letters{{{"E", Key::e}, {"F", Key::f}}};
std::array<ports::Offer, 3> const points{
    {{"1", Key::digit_1, {}, 0.0}, {"2", Key::digit_2, {}, 0.5}, {"3", Key::digit_3, {}, 1.0}}};

ports::Ask probe()
{
    ports::Ask ask;
    ask.kind = AskKind::press;
    ask.part = "probe";
    ask.part_kind = "block";
    ask.stage = "probe";
    ask.offers = letters;
    ask.correct = "F";
    ask.opened = at(1000);
    ask.since = at(1000);
    return ask;
}

ports::Ask rating()
{
    ports::Ask ask;
    ask.kind = AskKind::rate;
    ask.part_kind = "instrument";
    ask.stage = "wm24";
    ask.offers = points;
    ask.opened = at(1000);
    ask.since = at(1000);
    return ask;
}

double ms_of(ports::InputEvent const& event)
{
    BOOST_TEST((event.when.earliest == event.when.latest));
    BOOST_TEST((event.when.source == base::TimeSource::simulated));
    return base::to_ms(event.when.latest - base::Instant());
}

} // namespace

BOOST_AUTO_TEST_SUITE(bots_mind)

BOOST_AUTO_TEST_CASE(hands_decide_between_keys_and_pointer)
{
    std::array<ports::Offer, 4> const offers{{{"E", Key::e},
                                              {"F", Key::f},
                                              {"E", Key::mouse_left, {0, 0, 100, 80}},
                                              {"F", Key::mouse_right, {100, 0, 101, 80}}}};
    ports::Ask ask = probe();
    ask.offers = offers;
    bots::Profile const keys = profile("hands: keys\n");
    auto const typed = bots::Mind(keys, 1, 1).act(ask);
    BOOST_TEST_REQUIRE(typed.size() == 2U);
    BOOST_TEST((typed[0].kind == InputKind::key_down && typed[0].key == Key::f));

    bots::Profile const pointer = profile("hands: pointer\n");
    auto const clicked = bots::Mind(pointer, 1, 1).act(ask);
    BOOST_TEST_REQUIRE(clicked.size() == 3U);
    BOOST_TEST((clicked[0].kind == InputKind::pointer_move && clicked[0].x == 150));
    BOOST_TEST((clicked[1].kind == InputKind::pointer_down && clicked[1].key == Key::mouse_right));
    BOOST_TEST((clicked[2].kind == InputKind::pointer_up && clicked[2].key == Key::mouse_right));
    BOOST_TEST(ms_of(clicked[1]) == 1400.0);
}

BOOST_AUTO_TEST_CASE(a_pointer_presses_with_the_left_button_where_a_key_would_do)
{
    std::array<ports::Offer, 1> const offers{{{"1", Key::digit_1, {10, 20, 11, 10}}}};
    ports::Ask ask = rating();
    ask.offers = offers;
    bots::Profile const pointer = profile("hands: pointer\n");
    auto const acts = bots::Mind(pointer, 1, 1).act(ask);
    BOOST_TEST_REQUIRE(acts.size() == 3U);
    BOOST_TEST((acts[1].kind == InputKind::pointer_down && acts[1].key == Key::mouse_left));
    BOOST_TEST(acts[1].x == 15);
    BOOST_TEST(acts[1].y == 25);
}

BOOST_AUTO_TEST_CASE(a_timed_answer_is_one_press_of_the_right_key)
{
    bots::Profile const made = profile();
    bots::Mind mind(made, 1, 1);
    auto const acts = mind.act(probe());
    BOOST_TEST_REQUIRE(acts.size() == 2U);
    BOOST_TEST((acts[0].kind == InputKind::key_down));
    BOOST_TEST((acts[0].key == Key::f));
    BOOST_TEST(ms_of(acts[0]) == 1400.0);
    BOOST_TEST((acts[1].kind == InputKind::key_up));
    BOOST_TEST((acts[1].key == Key::f));
    BOOST_TEST(ms_of(acts[1]) == 1470.0);
}

BOOST_AUTO_TEST_CASE(effects_add_to_the_mean_where_they_hold)
{
    bots::Profile const made =
        profile("model: { anxiety: 2 }\n"
                "effects:\n"
                "  - { where: congruence == 'congruent', add: -20 * anxiety }\n"
                "  - { where: stage == 'probe', add: 5 }\n"
                "  - { where: trial == 'other', add: 1000 }\n");
    bots::Mind mind(made, 1, 1);
    std::vector<std::pair<std::string, std::string>> const conditions{{"congruence", "congruent"}};
    ports::Ask ask = probe();
    ask.conditions = conditions;
    BOOST_TEST(ms_of(mind.act(ask)[0]) == 1365.0);
    ask.conditions = {};
    BOOST_TEST(ms_of(mind.act(ask)[0]) == 1405.0);
}

BOOST_AUTO_TEST_CASE(nobody_is_faster_than_150_ms)
{
    bots::Profile const made = profile("effects: [{ where: true, add: -1000 }]\n");
    bots::Mind mind(made, 1, 1);
    BOOST_TEST(ms_of(mind.act(probe())[0]) == 1150.0);
}

BOOST_AUTO_TEST_CASE(accuracy_is_the_share_of_right_answers)
{
    bots::Profile const never =
        profile("", "mu: 400 ms, sigma: 0 ms, tau: 0 ms, lapse: 0 %, accuracy: 0 %");
    bots::Mind wrong(never, 1, 1);
    for (int i = 0; i < 20; ++i) {
        BOOST_TEST((wrong.act(probe())[0].key == Key::e));
    }
    bots::Profile const mostly =
        profile("", "mu: 400 ms, sigma: 0 ms, tau: 0 ms, lapse: 0 %, accuracy: 80 %");
    bots::Mind mind(mostly, 1, 1);
    int right = 0;
    for (int i = 0; i < 2000; ++i) {
        right += mind.act(probe())[0].key == Key::f ? 1 : 0;
    }
    // 1600 expected, SD 17.9: six of them either way.
    BOOST_TEST(right > 1492);
    BOOST_TEST(right < 1708);
}

BOOST_AUTO_TEST_CASE(times_are_ex_gaussian)
{
    bots::Profile const made =
        profile("", "mu: 400 ms, sigma: 30 ms, tau: 100 ms, lapse: 0 %, accuracy: 100 %");
    bots::Mind mind(made, 1, 1);
    double const n = 20000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 20000; ++i) {
        double const ms = ms_of(mind.act(probe())[0]) - 1000;
        sum += ms;
        squares += ms * ms;
    }
    double const mean = sum / n;
    double const sd = std::sqrt(squares / n - mean * mean);
    // mean mu + tau = 500; variance sigma^2 + tau^2 = 10900, SD 104.4.
    BOOST_TEST(std::abs(mean - 500) < 4.5);
    BOOST_TEST(std::abs(sd - 104.4) < 5.0);
}

BOOST_AUTO_TEST_CASE(who_lapses_answers_far_too_late)
{
    bots::Profile const made =
        profile("", "mu: 400 ms, sigma: 0 ms, tau: 0 ms, lapse: 100 %, accuracy: 100 %");
    bots::Mind mind(made, 1, 1);
    BOOST_TEST(ms_of(mind.act(probe())[0]) == 21400.0);
}

BOOST_AUTO_TEST_CASE(a_rating_follows_the_first_rule_that_holds)
{
    bots::Profile const made = profile("ratings:\n"
                                       "  - { where: stage == 'wm24', mean: 1, sd: 0 }\n"
                                       "  - { where: true, mean: 0, sd: 0 }\n");
    bots::Mind mind(made, 1, 1);
    ports::Ask ask = rating();
    BOOST_TEST((mind.act(ask)[0].key == Key::digit_3));
    std::vector<std::pair<std::string, std::string>> const reversed{{"reverse", "yes"}};
    ask.conditions = reversed;
    BOOST_TEST((mind.act(ask)[0].key == Key::digit_1));
    ask.stage = "other";
    BOOST_TEST((mind.act(ask)[0].key == Key::digit_3)); // 0, reversed
    ask.conditions = {};
    BOOST_TEST((mind.act(ask)[0].key == Key::digit_1));
}

BOOST_AUTO_TEST_CASE(what_has_no_key_is_touched)
{
    bots::Profile const made = profile("ratings: [{ where: true, mean: 0.25, sd: 0 }]\n");
    bots::Mind mind(made, 1, 1);
    std::array<ports::Offer, 1> const line{{{"", Key::none, {100, 50, 201, 20}, 0.0}}};
    ports::Ask ask = rating();
    ask.kind = AskKind::slide;
    ask.offers = line;
    auto const acts = mind.act(ask);
    BOOST_TEST_REQUIRE(acts.size() == 3U);
    BOOST_TEST((acts[0].kind == InputKind::pointer_move));
    BOOST_TEST((acts[1].kind == InputKind::pointer_down));
    BOOST_TEST((acts[2].kind == InputKind::pointer_up));
    BOOST_TEST(acts[1].x == 150); // a quarter along
    BOOST_TEST(acts[1].y == 60);  // the middle of its height
}

BOOST_AUTO_TEST_CASE(consent_is_given_item_by_item)
{
    bots::Profile const made = profile();
    bots::Mind mind(made, 1, 1);
    std::array<ports::Offer, 2> const boxes{{{"a", Key::digit_1}, {"b", Key::digit_2}}};
    ports::Ask ask;
    ask.kind = AskKind::tick;
    ask.part_kind = "consent";
    ask.offers = boxes;
    BOOST_TEST((mind.act(ask)[0].key == Key::digit_1));
    ask.offers = {};
    ask.confirm = {"", Key::enter};
    BOOST_TEST((mind.act(ask)[0].key == Key::enter));
    std::array<ports::Offer, 2> const answers{{{"no", Key::n}, {"yes", Key::y}}};
    ask.kind = AskKind::press;
    ask.offers = answers;
    BOOST_TEST((mind.act(ask)[0].key == Key::y));
}

BOOST_AUTO_TEST_CASE(pages_take_time_to_read_and_typing_yields_text)
{
    bots::Profile const made = profile();
    bots::Mind mind(made, 1, 1);
    ports::Ask ask;
    ask.kind = AskKind::turn;
    ask.confirm = {"", Key::space};
    ask.words = 100; // 24.3 s in the mean at 240 ms a word
    ask.since = at(500);
    auto const turned = mind.act(ask);
    BOOST_TEST((turned[0].key == Key::space));
    BOOST_TEST(ms_of(turned[0]) > 5000.0);
    BOOST_TEST(ms_of(turned[0]) < 90000.0);
    ask.words = 0;
    ask.least_turn = base::from_ms(250000);
    BOOST_TEST(ms_of(mind.act(ask)[0]) == 250500.0); // earlier would have no effect
    ask.kind = AskKind::type;
    ask.least_turn = {};
    auto const typed = mind.act(ask);
    BOOST_TEST_REQUIRE(typed.size() == 1U);
    BOOST_TEST((typed[0].kind == InputKind::text));
    BOOST_TEST(std::string(typed[0].utf8.data()) == "virtual answer");
}

BOOST_AUTO_TEST_CASE(a_person_is_made_by_profile_seed_and_number)
{
    bots::Profile const made =
        profile("model:\n  anxiety: normal(0, 1)\n  avoidance: normal(10, 0)\n",
                "mu: 400 ms, sigma: 40 ms, tau: 100 ms, lapse: 0 %, accuracy: 100 %");
    bots::Mind one(made, 1, 1);
    bots::Mind same(made, 1, 1);
    bots::Mind other(made, 1, 2);
    bots::Mind elsewhere(made, 2, 1);
    BOOST_TEST(one.traits().at("avoidance") == 10.0);
    BOOST_TEST((one.traits() == same.traits()));
    BOOST_TEST(one.traits().at("anxiety") != other.traits().at("anxiety"));
    BOOST_TEST(one.traits().at("anxiety") != elsewhere.traits().at("anxiety"));
    for (int i = 0; i < 5; ++i) {
        BOOST_TEST((one.act(probe()) == same.act(probe())));
    }
}

BOOST_AUTO_TEST_SUITE_END()
