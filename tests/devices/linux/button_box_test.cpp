// SPDX-License-Identifier: MIT
// A button box through a pair of pseudo terminals.
#include "devices/linux/button_box.h"
#include "devices/linux/pretended_box.h"
#include "devices/sdl/clock.h"

#include <array>

namespace {

namespace base = securebase::base;
namespace contract = securebase::contract;
namespace devices = securebase::devices;
namespace ports = securebase::ports;
using contract::PretendedBox;
using devices::ButtonBox;
using ports::InputKind;
using ports::Key;

std::string refusal(PretendedBox const& box, std::vector<Key> const& keys, ports::Clock& clock)
{
    auto const opened = ButtonBox::open(box.path(), keys, clock);
    return opened ? "opened" : opened.error().what;
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_linux_button_box)

BOOST_AUTO_TEST_CASE(presses_hold_the_truth_though_the_box_counts_wrong_and_talks_late)
{
    devices::SteadyClock clock;
    PretendedBox box(clock, {.slowness = base::from_ms(0.3)});
    auto opened = ButtonBox::open(box.path(), {Key::e, Key::i}, clock);
    BOOST_TEST_REQUIRE(opened.has_value());
    for (int i = 0; i < 20; ++i) {
        bool const down = i % 2 == 0;
        auto const truth = box.move(2, down);
        auto const event = contract::next_key(*opened, clock);
        BOOST_TEST((event.kind == (down ? InputKind::key_down : InputKind::key_up)));
        BOOST_TEST((event.key == Key::i));
        BOOST_TEST((event.when.source == base::TimeSource::hardware));
        contract::check_holds(event.when, truth);
    }
}

BOOST_AUTO_TEST_CASE(noise_and_buttons_without_a_key_are_passed_over)
{
    devices::SteadyClock clock;
    PretendedBox box(clock, {});
    auto opened = ButtonBox::open(box.path(), {Key::e}, clock);
    BOOST_TEST_REQUIRE(opened.has_value());
    box.say("booting...\n" + std::string(500, 'x') + "\n");
    box.move(3, true);
    auto const truth = box.move(1, true);
    auto const event = contract::next_key(*opened, clock);
    BOOST_TEST((event.key == Key::e));
    contract::check_holds(event.when, truth);
}

BOOST_AUTO_TEST_CASE(a_stamp_of_another_clock_is_not_believed)
{
    devices::SteadyClock clock;
    PretendedBox box(clock, {});
    auto opened = ButtonBox::open(box.path(), {Key::e}, clock);
    BOOST_TEST_REQUIRE(opened.has_value());
    contract::Bracket truth{clock.now(), {}};
    box.say("down 1 7\n");
    auto const event = contract::next_key(*opened, clock);
    truth.after = clock.now();
    BOOST_TEST((event.when.source == base::TimeSource::poll));
    contract::check_holds(event.when, truth);
}

BOOST_AUTO_TEST_CASE(a_plug_that_is_pulled_is_told)
{
    devices::SteadyClock clock;
    PretendedBox box(clock, {});
    auto opened = ButtonBox::open(box.path(), {Key::e}, clock);
    BOOST_TEST_REQUIRE(opened.has_value());
    box.leave();
    std::array<ports::InputEvent, 1> room{};
    opened->wait(clock.now() + base::from_ms(2000));
    BOOST_TEST(opened->drain(room) == 1U);
    BOOST_TEST((room[0].kind == InputKind::lost));
}

BOOST_AUTO_TEST_CASE(what_is_no_box_is_refused)
{
    devices::SteadyClock clock;
    PretendedBox mute(clock, {.greeting = ""});
    BOOST_TEST(refusal(mute, {Key::e}, clock) == "no button box answers on the serial line");
    PretendedBox newer(clock, {.greeting = "securebase-box 2 4\n"});
    BOOST_TEST(refusal(newer, {Key::e}, clock) ==
               "the button box speaks version 2 of its protocol, this program 1");
    PretendedBox small(clock, {.greeting = "securebase-box 1 1\n"});
    BOOST_TEST(refusal(small, {Key::e, Key::i}, clock) ==
               "the button box has 1 buttons, but 2 keys were named");
    auto const none = ButtonBox::open("/dev/null", {Key::e}, clock);
    BOOST_TEST_REQUIRE(!none.has_value());
    BOOST_TEST(none.error().what == "'/dev/null' is no serial line");
    auto const absent = ButtonBox::open("/no/such/line", {Key::e}, clock);
    BOOST_TEST_REQUIRE(!absent.has_value());
    BOOST_TEST(absent.error().what ==
               "cannot open the serial line '/no/such/line': No such file or directory");
}

BOOST_AUTO_TEST_CASE(says_what_it_is)
{
    devices::SteadyClock clock;
    PretendedBox box(clock, {});
    auto const opened = ButtonBox::open(box.path(), {Key::e, Key::i}, clock);
    BOOST_TEST_REQUIRE(opened.has_value());
    BOOST_TEST(opened->describe().starts_with(
        R"({"device":"button box","stamped_by":"hardware","buttons":4,"keys":["E","I"],"thread":")"));
}

BOOST_AUTO_TEST_SUITE_END()
