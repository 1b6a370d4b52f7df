// SPDX-License-Identifier: MIT
// Keys of a compositor that the test plays.
#include "devices/input_contract.h"
#include "devices/linux/kernel_keys.h"
#include "devices/sdl/clock.h"
#include "devices/wayland/pretended_compositor.h"
#include "devices/wayland/seat_input.h"

namespace {

namespace base = securebase::base;
namespace contract = securebase::contract;
namespace devices = securebase::devices;
namespace ports = securebase::ports;
using devices::SeatInput;
using devices::StampedBy;

struct Bench {
    contract::PretendedCompositor compositor{{}};
    devices::SteadyClock clock;
    SeatInput input;

    explicit Bench(StampedBy by) : input(open(by)) {}
    SeatInput open(StampedBy by)
    {
        auto opened = SeatInput::open(compositor.connection(), by, clock);
        BOOST_TEST_REQUIRE(opened.has_value());
        return *std::move(opened);
    }
    contract::Bracket move(ports::Key key, ports::InputKind kind)
    {
        base::Instant const now = clock.now();
        compositor.move_key(
            devices::kernel_number_of(key), kind == ports::InputKind::key_down, base::to_ns(now));
        return {now, now};
    }
};

std::string why_not(contract::Outfit const& outfit)
{
    contract::PretendedCompositor compositor({}, outfit);
    devices::SteadyClock clock;
    auto const opened = SeatInput::open(compositor.connection(), StampedBy::kernel, clock);
    return opened ? "opened" : opened.error().what;
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_wayland_seat_input)

BOOST_AUTO_TEST_CASE(keeps_the_contract)
{
    for (StampedBy const by : {StampedBy::kernel, StampedBy::compositor}) {
        Bench bench(by);
        contract::input_contract(
            bench.input, bench.clock, [&](ports::Key key, ports::InputKind kind) {
                return bench.move(key, kind);
            });
    }
}

BOOST_AUTO_TEST_CASE(a_kernel_s_stamp_comes_through_unchanged)
{
    Bench bench(StampedBy::kernel);
    auto const truth = bench.move(ports::Key::j, ports::InputKind::key_down);
    auto const event = contract::next_key(bench.input, bench.clock);
    BOOST_TEST((event.when.source == base::TimeSource::driver));
    BOOST_TEST(base::to_ns(event.when.earliest) == base::to_ns(truth.before));
    BOOST_TEST((event.when.latest - event.when.earliest).count() <= 1'000);
}

BOOST_AUTO_TEST_CASE(a_busy_compositor_stamps_late_and_the_interval_reaches_back)
{
    Bench bench(StampedBy::compositor);
    base::Instant first{};
    base::Timestamp last;
    for (int i = 0; i < 30; ++i) {
        base::Instant const truth = bench.clock.now();
        bench.compositor.move_key_later(
            devices::kernel_number_of(ports::Key::j), i % 2 == 0, std::chrono::milliseconds(5));
        last = contract::next_key(bench.input, bench.clock).when;
        BOOST_TEST(base::to_ns(last.earliest) <= base::to_ns(truth));
        BOOST_TEST(base::to_ns(last.latest) >= base::to_ns(truth));
        first = i == 0 ? last.latest : first;
    }
    // As far as it must, and not to the beginning.
    BOOST_TEST(base::to_ns(last.earliest) > base::to_ns(first));
}

BOOST_AUTO_TEST_CASE(a_stamp_of_no_clock_of_ours_is_two_looks_at_the_queue)
{
    Bench bench(StampedBy::kernel);
    base::Instant const before = bench.clock.now();
    bench.compositor.move_key(devices::kernel_number_of(ports::Key::j), true, 17);
    auto const event = contract::next_key(bench.input, bench.clock);
    BOOST_TEST((event.when.source == base::TimeSource::poll));
    BOOST_TEST(base::to_ns(event.when.latest) >= base::to_ns(before));
    BOOST_TEST(base::to_ns(event.when.latest) <= base::to_ns(bench.clock.now()));
}

BOOST_AUTO_TEST_CASE(keys_at_no_known_place_are_passed_over)
{
    Bench bench(StampedBy::kernel);
    bench.compositor.move_key(0x2FE, true, base::to_ns(bench.clock.now()));
    bench.move(ports::Key::k, ports::InputKind::key_up);
    auto const event = contract::next_key(bench.input, bench.clock);
    BOOST_TEST((event.key == ports::Key::k));
    BOOST_TEST((event.kind == ports::InputKind::key_up));
}

BOOST_AUTO_TEST_CASE(says_what_a_compositor_lacks)
{
    contract::Outfit no_stamps;
    no_stamps.stamps_input = false;
    BOOST_TEST(why_not(no_stamps) == "the Wayland compositor stamps no keys in nanoseconds");
    contract::Outfit no_keys;
    no_keys.has_keyboard = false;
    BOOST_TEST(why_not(no_keys) == "the Wayland compositor has no keyboard");
}

BOOST_AUTO_TEST_SUITE_END()
