// SPDX-License-Identifier: MIT
// Every limit of the keys from both sides.
#include "rig/find_line.h"
#include "rig/judge.h"

#include <boost/test/unit_test.hpp>

using namespace securebase;
using namespace securebase::rig;
using testing::line_of;
using testing::verdict_of;

namespace {

InputFacts good_input()
{
    InputFacts input;
    input.source = base::TimeSource::x_server;
    input.x_clock = ClockCheck{.asked = 50, .outside = 0, .offset_ms = 0.1};
    input.keys = KeyCheck{.pressed = 24, .seen = 24, .covered = 24, .mismatched = 0, .width_ms = 1};
    return input;
}

template <class Change> std::string verdict_when(std::string const& id, Change change)
{
    InputFacts input = good_input();
    change(input);
    return verdict_of(judge_input(input), id);
}

} // namespace

BOOST_AUTO_TEST_SUITE(rig_judge_input)

BOOST_AUTO_TEST_CASE(keys_stamped_by_the_server_are_good)
{
    BOOST_TEST((overall(judge_input(good_input())) == Verdict::good));
    BOOST_TEST(line_of(judge_input(good_input()), "key_check").value ==
               "24 of 24 seen, 24 of 24 inside their interval of 1.0 ms");
}

BOOST_AUTO_TEST_CASE(who_stamps)
{
    auto const source = [](base::TimeSource who) {
        return verdict_when("key_source", [&](auto& i) { i.source = who; });
    };
    BOOST_TEST(source(base::TimeSource::driver) == "good");
    BOOST_TEST(source(base::TimeSource::poll) == "look");
    BOOST_TEST(source(base::TimeSource::unknown) == "look");
    BOOST_TEST(verdict_when("key_source", [](auto& i) {
                   i.source = base::TimeSource::driver;
                   i.by_compositor = true;
               }) == "look");
    InputFacts input = good_input();
    input.source = base::TimeSource::poll;
    input.shortcoming = "the X server has no XInput 2.1";
    BOOST_TEST(line_of(judge_input(input), "key_source").fix.find("no XInput 2.1") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_servers_clock)
{
    BOOST_TEST(verdict_when("x_clock", [](auto& i) { i.x_clock->outside = 1; }) == "refuse");
    BOOST_TEST(verdict_when("x_clock", [](auto& i) { i.x_clock->offset_ms = 1; }) == "good");
    BOOST_TEST(verdict_when("x_clock", [](auto& i) { i.x_clock->offset_ms = -1.01; }) == "refuse");
    BOOST_TEST(verdict_when("x_clock", [](auto& i) { i.x_clock->asked = 0; }) == "unknown");
    BOOST_TEST(verdict_when("x_clock", [](auto& i) { i.x_clock.reset(); }) == "unknown");
}

BOOST_AUTO_TEST_CASE(keys_that_a_program_pressed)
{
    BOOST_TEST(verdict_when("key_check", [](auto& i) { i.keys->seen = 23; }) == "look");
    BOOST_TEST(verdict_when("key_check", [](auto& i) { i.keys->covered = 23; }) == "look");
    BOOST_TEST(verdict_when("key_check", [](auto& i) { i.keys.reset(); }) == "unknown");
    BOOST_TEST(verdict_when("key_check", [](auto& i) { i.keys->pressed = 0; }) == "unknown");
}

BOOST_AUTO_TEST_CASE(where_the_kernel_stamps_a_program_cannot_press)
{
    InputFacts input = good_input();
    input.source = base::TimeSource::driver;
    input.keys.reset();
    BOOST_TEST(verdict_of(judge_input(input), "key_source") == "good");
    BOOST_TEST(line_of(judge_input(input), "key_check").fix ==
               "a program cannot press keys where the kernel reads them");
    BOOST_TEST(verdict_of(judge_input(input), "key_sources") == "unknown");
}

BOOST_AUTO_TEST_CASE(two_sources_of_the_same_keys)
{
    BOOST_TEST(verdict_when("key_sources", [](auto& i) { i.keys->mismatched = 1; }) == "look");
    BOOST_TEST(verdict_when("key_sources", [](auto& i) { i.keys.reset(); }) == "unknown");
    BOOST_TEST(verdict_when("key_sources", [](auto& i) { i.source = base::TimeSource::poll; }) ==
               "unknown");
}

BOOST_AUTO_TEST_SUITE_END()
