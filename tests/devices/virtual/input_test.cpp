// SPDX-License-Identifier: MIT
// Scripted input in virtual time.
#include "devices/input_contract.h"
#include "devices/virtual/input.h"

#include <string>

namespace {

namespace base = securebase::base;
namespace contract = securebase::contract;
namespace ports = securebase::ports;
using namespace securebase::devices;

constexpr base::Instant ms(std::int64_t value)
{
    return base::instant_from_ns(value * 1'000'000);
}

/// Presses keys 3 ms from now through the script.
contract::MoveKey hand_of(ScriptedInput& input, VirtualClock const& clock)
{
    return [&](ports::Key key, ports::InputKind kind) {
        base::Instant const at = clock.now() + base::from_ms(3);
        auto const press = key_press(key, at, {});
        input.add({kind == ports::InputKind::key_down ? press[0] : press[1]});
        return contract::Bracket{at, at};
    };
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_virtual_input)

BOOST_AUTO_TEST_CASE(keeps_the_contract)
{
    VirtualClock clock;
    ScriptedInput input(clock, {});
    contract::input_contract(input, clock, hand_of(input, clock));
}

BOOST_AUTO_TEST_CASE(keeps_the_contract_on_a_pump_grid)
{
    VirtualClock clock;
    ScriptedInput input(clock, {}, {.pump = base::from_ms(8)});
    contract::input_contract(input, clock, hand_of(input, clock));
}

BOOST_AUTO_TEST_CASE(an_event_arrives_when_the_clock_has_reached_it)
{
    VirtualClock clock(ms(1));
    ScriptedInput input(clock, key_press(ports::Key::e, ms(10), base::from_ms(5)));
    BOOST_TEST(contract::drain_all(input).empty());
    input.wait(ms(4));
    BOOST_TEST((clock.now() == ms(4)));
    input.wait(ms(100));
    BOOST_TEST((clock.now() == ms(10)));
    auto const events = contract::drain_all(input);
    BOOST_TEST_REQUIRE(events.size() == 1U);
    BOOST_TEST((events[0].kind == ports::InputKind::key_down));
    BOOST_TEST((events[0].when == base::Timestamp::exact(ms(10), base::TimeSource::simulated)));
    input.wait(ms(100));
    BOOST_TEST((clock.now() == ms(15)));
    BOOST_TEST(input.left() == 1U);
}

BOOST_AUTO_TEST_CASE(an_event_that_waits_ends_the_wait_at_once)
{
    VirtualClock clock(ms(20));
    ScriptedInput input(clock, key_press(ports::Key::e, ms(10)));
    input.wait(ms(100));
    BOOST_TEST((clock.now() == ms(20)));
}

BOOST_AUTO_TEST_CASE(events_come_in_order_of_time_whatever_the_order_of_writing)
{
    VirtualClock clock(ms(50));
    ScriptedInput input(clock, key_press(ports::Key::f, ms(30)));
    input.add(key_press(ports::Key::e, ms(20), base::from_ms(2)));
    auto const events = contract::drain_all(input);
    BOOST_TEST_REQUIRE(events.size() == 3U);
    BOOST_TEST((events[0].key == ports::Key::e && events[1].key == ports::Key::e));
    BOOST_TEST((events[2].key == ports::Key::f));
}

BOOST_AUTO_TEST_CASE(on_a_pump_grid_the_stamp_is_the_gap_between_two_looks)
{
    VirtualClock clock(ms(1));
    ScriptedInput input(clock, key_press(ports::Key::e, ms(10)), {.pump = base::from_ms(8)});
    input.wait(ms(100));
    BOOST_TEST((clock.now() == ms(16)));
    auto const events = contract::drain_all(input);
    BOOST_TEST_REQUIRE(events.size() == 1U);
    BOOST_TEST((events[0].when == base::Timestamp{ms(8), ms(16), base::TimeSource::poll}));
}

BOOST_AUTO_TEST_CASE(text_arrives_only_while_it_is_wanted)
{
    VirtualClock clock(ms(50));
    ScriptedInput input(clock, {typed("a", ms(10)), typed("ß", ms(60))});
    BOOST_TEST(contract::drain_all(input).empty());
    input.set_text_input(true);
    input.wait(ms(100));
    auto const events = contract::drain_all(input);
    BOOST_TEST_REQUIRE(events.size() == 1U);
    BOOST_TEST(std::string(events[0].utf8.data()) == "ß");
}

BOOST_AUTO_TEST_CASE(a_click_is_move_down_up_at_one_place)
{
    VirtualClock clock(ms(50));
    ScriptedInput input(clock, click(7, 9, ms(10)));
    auto const events = contract::drain_all(input);
    BOOST_TEST_REQUIRE(events.size() == 2U);
    BOOST_TEST((events[0].kind == ports::InputKind::pointer_move));
    BOOST_TEST((events[1].kind == ports::InputKind::pointer_down));
    BOOST_TEST(events[1].x == 7);
    BOOST_TEST(events[1].y == 9);
}

BOOST_AUTO_TEST_SUITE_END()
