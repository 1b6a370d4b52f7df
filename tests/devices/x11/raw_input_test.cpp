// SPDX-License-Identifier: MIT
// Stamps of an X server: their arithmetic, and keys whose true moments are known.
#include "devices/input_contract.h"
#include "devices/x11/device_nodes.h"
#include "devices/x11/keycodes.h"
#include "devices/x11/raw_input.h"
#include "devices/x11/x_session.h"

namespace {

namespace base = securebase::base;
namespace contract = securebase::contract;
namespace ports = securebase::ports;
using contract::XSession;
using ports::InputKind;
using ports::Key;
using securebase::devices::key_at;
using securebase::devices::keycode_of;
using securebase::devices::moment_of;
using securebase::devices::RawInput;

RawInput open_raw(ports::Clock const& clock)
{
    auto opened = RawInput::open(clock);
    BOOST_TEST_REQUIRE(opened.has_value());
    return *std::move(opened);
}

base::Timestamp x_stamp(std::int64_t earliest, std::int64_t likely, std::int64_t latest)
{
    return base::Timestamp::about(base::instant_from_ns(likely),
                                  base::instant_from_ns(earliest),
                                  base::instant_from_ns(latest),
                                  base::TimeSource::x_server);
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_x11_raw_input)

BOOST_AUTO_TEST_CASE(a_stamp_is_a_millisecond_cut_off_by_its_arrival)
{
    // 5 s read at 5.0004 s, and at 5.02 s.
    BOOST_TEST((moment_of(5'000, base::instant_from_ns(5'000'400'000)) ==
                x_stamp(5'000'000'000, 5'000'400'000, 5'000'400'000)));
    BOOST_TEST((moment_of(5'000, base::instant_from_ns(5'020'000'000)) ==
                x_stamp(5'000'000'000, 5'000'500'000, 5'001'000'000)));
    // Just over: it was late in its millisecond, or the listener was.
    BOOST_TEST((moment_of(5'000, base::instant_from_ns(5'001'200'000)) ==
                x_stamp(5'000'000'000, 5'000'800'000, 5'001'000'000)));
    // A server that reads a clock with ticks of half a millisecond.
    BOOST_TEST((moment_of(5'000, base::instant_from_ns(5'020'000'000), base::from_ms(0.5)) ==
                x_stamp(5'000'000'000, 5'000'750'000, 5'001'500'000)));
}

BOOST_AUTO_TEST_CASE(a_stamp_is_found_again_after_the_server_s_counter_has_wrapped)
{
    // 2^32 ms and 7 ms are 4294967303 ms.
    BOOST_TEST((moment_of(7, base::instant_from_ns(4'294'967'309'000'000)) ==
                x_stamp(4'294'967'303'000'000, 4'294'967'303'500'000, 4'294'967'304'000'000)));
    BOOST_TEST((moment_of(4'294'967'295U, base::instant_from_ns(4'294'967'297'000'000)) ==
                x_stamp(4'294'967'295'000'000, 4'294'967'295'500'000, 4'294'967'296'000'000)));
}

BOOST_AUTO_TEST_CASE(a_stamp_of_another_clock_is_none)
{
    BOOST_TEST(!moment_of(5'001, base::instant_from_ns(5'000'900'000)).has_value());
    BOOST_TEST(!moment_of(5'000, base::instant_from_ns(15'001'000'000)).has_value());
}

BOOST_AUTO_TEST_CASE(a_stamp_reaches_back_to_when_the_server_last_had_time)
{
    using securebase::devices::reaching_back;
    base::Timestamp const stamp = x_stamp(5'000'000'000, 5'000'400'000, 5'000'400'000);
    auto const back_to = [&](std::int64_t ns) {
        return reaching_back(stamp, base::instant_from_ns(ns));
    };
    BOOST_TEST((back_to(5'000'100'000) == stamp));
    BOOST_TEST((back_to(4'999'300'000) == x_stamp(4'999'300'000, 5'000'400'000, 5'000'400'000)));
    // It slept for seven milliseconds: any of them may have been it.
    BOOST_TEST((back_to(4'993'000'000) == x_stamp(4'993'000'000, 4'996'700'000, 5'000'400'000)));
}

BOOST_AUTO_TEST_CASE(every_position_has_one_keycode)
{
    BOOST_TEST(keycode_of(Key::e) == 26U);
    BOOST_TEST(keycode_of(Key::none) == 0U);
    for (unsigned keycode = 0; keycode < 256; ++keycode) {
        if (Key const key = key_at(keycode); key != Key::none) {
            BOOST_TEST(keycode_of(key) == keycode);
        }
    }
    BOOST_TEST((key_at(51) == Key::backslash));
    BOOST_TEST((key_at(1000) == Key::none));
}

BOOST_AUTO_TEST_CASE(a_server_without_devices_reads_none_of_the_kernel_s)
{
    BOOST_TEST(securebase::devices::device_nodes().empty());
    BOOST_TEST(securebase::devices::device_nodes(":64998").empty());
}

BOOST_AUTO_TEST_CASE(keeps_the_contract)
{
    XSession x;
    RawInput raw = open_raw(x.clock);
    contract::input_contract(
        raw, x.clock, [&](Key key, InputKind kind) { return x.move_key(key, kind); });
}

BOOST_AUTO_TEST_CASE(the_truth_lies_in_every_stamp)
{
    XSession x;
    RawInput raw = open_raw(x.clock);
    for (int i = 0; i < 100; ++i) {
        auto const kind = i % 2 == 0 ? InputKind::key_down : InputKind::key_up;
        contract::Bracket const truth = x.move_key(Key::f, kind);
        ports::InputEvent const event = contract::next_key(raw, x.clock);
        contract::check_holds(event.when, truth);
        BOOST_TEST((event.when.source == base::TimeSource::x_server));
    }
}

BOOST_AUTO_TEST_CASE(a_stamp_does_not_wait_for_anybody_to_look)
{
    XSession x;
    RawInput raw = open_raw(x.clock);
    contract::Bracket const truth = x.move_key(Key::f, InputKind::key_down);
    x.clock.sleep_until(x.clock.now() + base::from_ms(80));
    ports::InputEvent const event = contract::next_key(raw, x.clock);
    contract::check_holds(event.when, truth);
    BOOST_TEST(base::to_ms(event.when.latest - event.when.earliest) <= 40.0);
    x.move_key(Key::f, InputKind::key_up);
}

BOOST_AUTO_TEST_CASE(a_held_key_does_not_repeat)
{
    XSession x;
    RawInput raw = open_raw(x.clock);
    x.input_after(
        {x.key_event(Key::e, InputKind::key_down, 1), x.key_event(Key::e, InputKind::key_up, 900)});
    auto const events = contract::drain_all(raw);
    BOOST_TEST_REQUIRE(events.size() == 2U);
    BOOST_TEST((events[0].kind == InputKind::key_down));
    BOOST_TEST((events[1].kind == InputKind::key_up));
}

BOOST_AUTO_TEST_CASE(a_server_that_is_not_there_is_named)
{
    securebase::devices::SteadyClock const clock;
    auto const opened = RawInput::open(clock, ":64998");
    BOOST_TEST_REQUIRE(!opened.has_value());
    BOOST_TEST(opened.error().what == "no X server answers at ':64998'");
}

BOOST_AUTO_TEST_SUITE_END()
