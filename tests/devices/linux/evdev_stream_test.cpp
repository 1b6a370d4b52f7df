// SPDX-License-Identifier: MIT
// Records as the kernel hands them out, worked by hand.
#include "devices/linux/evdev_stream.h"

#include <boost/test/unit_test.hpp>

namespace {

namespace base = securebase::base;
namespace ports = securebase::ports;
using base::TimeSource;
using ports::InputKind;
using ports::Key;
using securebase::devices::EvdevStream;
using securebase::devices::KeyState;

constexpr base::Instant at_us(std::int64_t us)
{
    return base::instant_from_ns(us * 1000);
}

/// 100 s and so many microseconds after the clock's start.
input_event record(std::uint16_t type, std::uint16_t code, std::int32_t value, long us)
{
    input_event made{};
    made.input_event_sec = 100;
    made.input_event_usec = us;
    made.type = type;
    made.code = code;
    made.value = value;
    return made;
}

constexpr base::Instant begin = at_us(100'000'000);

KeyState down(std::initializer_list<unsigned> keys)
{
    KeyState state;
    for (unsigned const key : keys) {
        state.set(key);
    }
    return state;
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_linux_evdev_stream)

BOOST_AUTO_TEST_CASE(presses_and_releases_carry_the_kernel_s_time)
{
    EvdevStream stream({}, begin);
    BOOST_TEST(!stream.take(record(EV_MSC, MSC_SCAN, 18, 1'000), at_us(100'001'040)).has_value());
    auto const press = stream.take(record(EV_KEY, KEY_E, 1, 1'000), at_us(100'001'040));
    BOOST_TEST_REQUIRE(press.has_value());
    BOOST_TEST((press->kind == InputKind::key_down));
    BOOST_TEST((press->key == Key::e));
    BOOST_TEST((press->when ==
                base::Timestamp{at_us(100'001'000), at_us(100'001'001), TimeSource::driver}));
    BOOST_TEST(!stream.take(record(EV_SYN, SYN_REPORT, 0, 1'000), at_us(100'001'040)).has_value());
    // The kernel repeats what is held.
    BOOST_TEST(!stream.take(record(EV_KEY, KEY_E, 2, 251'000), at_us(100'251'040)).has_value());
    auto const release = stream.take(record(EV_KEY, KEY_E, 0, 300'000), at_us(100'300'050));
    BOOST_TEST_REQUIRE(release.has_value());
    BOOST_TEST((release->kind == InputKind::key_up));
}

BOOST_AUTO_TEST_CASE(buttons_of_a_mouse_are_the_pointer)
{
    EvdevStream stream({}, begin);
    auto const press = stream.take(record(EV_KEY, BTN_RIGHT, 1, 10), at_us(100'000'020));
    BOOST_TEST_REQUIRE(press.has_value());
    BOOST_TEST((press->kind == InputKind::pointer_down));
    BOOST_TEST((press->key == Key::none));
    BOOST_TEST(!stream.take(record(EV_KEY, BTN_EXTRA, 1, 20), at_us(100'000'030)).has_value());
    BOOST_TEST(!stream.take(record(EV_REL, REL_X, 5, 20), at_us(100'000'030)).has_value());
}

BOOST_AUTO_TEST_CASE(a_key_held_from_before_gives_no_press)
{
    EvdevStream stream(down({KEY_E}), begin);
    BOOST_TEST(!stream.take(record(EV_KEY, KEY_E, 1, 10), at_us(100'000'020)).has_value());
    BOOST_TEST(stream.take(record(EV_KEY, KEY_E, 0, 30), at_us(100'000'040)).has_value());
}

BOOST_AUTO_TEST_CASE(what_the_kernel_dropped_is_told_and_found_out)
{
    EvdevStream stream({}, begin);
    stream.take(record(EV_KEY, KEY_I, 1, 1'000), at_us(100'001'010));
    BOOST_TEST(!stream.take(record(EV_SYN, SYN_DROPPED, 0, 5'000), at_us(100'005'010)).has_value());
    // The rest of the torn report is not believed.
    BOOST_TEST(!stream.take(record(EV_KEY, KEY_F, 1, 5'000), at_us(100'005'020)).has_value());
    BOOST_TEST(!stream.has_gap());
    auto const lost = stream.take(record(EV_SYN, SYN_REPORT, 0, 5'000), at_us(100'005'030));
    BOOST_TEST_REQUIRE(lost.has_value());
    BOOST_TEST((lost->kind == InputKind::lost));
    base::Timestamp const gap{at_us(100'001'010), at_us(100'005'030), TimeSource::poll};
    BOOST_TEST((lost->when == gap));
    BOOST_TEST(stream.has_gap());
    // Meanwhile I was let go and E pressed.
    KeyState const now = down({KEY_E});
    auto const first = stream.catch_up(now, at_us(100'005'030));
    auto const second = stream.catch_up(now, at_us(100'005'030));
    BOOST_TEST_REQUIRE((first && second));
    BOOST_TEST((first->key == Key::e && first->kind == InputKind::key_down));
    BOOST_TEST((second->key == Key::i && second->kind == InputKind::key_up));
    BOOST_TEST((second->when == gap));
    BOOST_TEST(!stream.catch_up(now, at_us(100'005'030)).has_value());
    BOOST_TEST(!stream.has_gap());
}

BOOST_AUTO_TEST_CASE(a_stamp_of_another_clock_is_not_believed)
{
    EvdevStream stream({}, begin);
    // From the future, and from hours ago: between two readings is all that is known.
    auto const future = stream.take(record(EV_KEY, KEY_E, 1, 900'000), at_us(100'500'000));
    BOOST_TEST_REQUIRE(future.has_value());
    BOOST_TEST((future->when == base::Timestamp{begin, at_us(100'500'000), TimeSource::poll}));
    auto const past = stream.take(record(EV_KEY, KEY_E, 0, 0), at_us(200'000'000));
    BOOST_TEST_REQUIRE(past.has_value());
    BOOST_TEST(
        (past->when == base::Timestamp{at_us(100'500'000), at_us(200'000'000), TimeSource::poll}));
}

BOOST_AUTO_TEST_SUITE_END()
