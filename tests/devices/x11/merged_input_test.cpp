// SPDX-License-Identifier: MIT
// Two sources of the same keys, in virtual time and on a real X server.
#include "devices/input_contract.h"
#include "devices/virtual/input.h"
#include "devices/x11/merged_input.h"
#include "devices/x11/raw_input.h"
#include "devices/x11/x_session.h"

#include <optional>

namespace {

namespace base = securebase::base;
namespace contract = securebase::contract;
namespace ports = securebase::ports;
using base::TimeSource;
using contract::XSession;
using ports::InputKind;
using ports::Key;
using namespace securebase::devices;

constexpr base::Instant ms(double value)
{
    return base::instant_from_ns(static_cast<std::int64_t>(value * 1e6));
}

/// An input that hands out what the test gave it, whatever the time.
class Told final : public ports::Input {
public:
    std::vector<ports::InputEvent> events;

    std::string describe() const override { return "{}"; }
    std::size_t drain(std::span<ports::InputEvent> room) noexcept override
    {
        std::size_t const taken = std::min(room.size(), events.size());
        std::copy_n(events.begin(), taken, room.begin());
        events.erase(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(taken));
        return taken;
    }
    void wait(base::Instant) noexcept override {}
    void set_text_input(bool) noexcept override {}
    void set_pointer(bool) noexcept override {}
};

ports::InputEvent event(InputKind kind, Key key, double earliest, double latest, TimeSource source)
{
    ports::InputEvent made;
    made.kind = kind;
    made.key = key;
    made.when = {ms(earliest), ms(latest), source};
    return made;
}

struct Pair {
    VirtualClock clock{ms(2000)};
    Told main;
    Told stamps;
    MergedInput merged{main, stamps, clock};

    void main_sees(InputKind kind, Key key = Key::none)
    {
        main.events.push_back(event(kind, key, 1990, 2000, TimeSource::poll));
    }
    void stamped(InputKind kind, Key key = Key::none, double at = 1993)
    {
        stamps.events.push_back(event(kind, key, at, at + 1, TimeSource::x_server));
    }
    std::vector<ports::InputEvent> drain() { return contract::drain_all(merged); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(devices_x11_merged_input)

BOOST_AUTO_TEST_CASE(a_key_is_main_s_with_the_better_stamp)
{
    Pair pair;
    pair.main_sees(InputKind::key_down, Key::e);
    pair.stamped(InputKind::key_down, Key::e);
    auto const events = pair.drain();
    BOOST_TEST_REQUIRE(events.size() == 1U);
    BOOST_TEST((events[0] == event(InputKind::key_down, Key::e, 1993, 1994, TimeSource::x_server)));
}

BOOST_AUTO_TEST_CASE(a_click_keeps_its_place)
{
    Pair pair;
    pair.main_sees(InputKind::pointer_down);
    pair.main.events[0].x = 40;
    pair.main.events[0].y = 50;
    pair.stamped(InputKind::pointer_down);
    auto const events = pair.drain();
    BOOST_TEST_REQUIRE(events.size() == 1U);
    BOOST_TEST(events[0].x == 40);
    BOOST_TEST(events[0].y == 50);
    BOOST_TEST((events[0].when.source == TimeSource::x_server));
}

BOOST_AUTO_TEST_CASE(a_key_waits_for_its_stamp_and_others_wait_behind_it)
{
    Pair pair;
    pair.main_sees(InputKind::pointer_move);
    pair.main_sees(InputKind::key_down, Key::e);
    pair.main_sees(InputKind::quit);
    BOOST_TEST(pair.drain().size() == 1U);
    pair.clock.advance(base::from_ms(49));
    BOOST_TEST(pair.drain().empty());
    pair.stamped(InputKind::key_down, Key::e);
    auto const events = pair.drain();
    BOOST_TEST_REQUIRE(events.size() == 2U);
    BOOST_TEST((events[0].when.source == TimeSource::x_server));
    BOOST_TEST((events[1].kind == InputKind::quit));
}

BOOST_AUTO_TEST_CASE(a_key_nobody_stamps_comes_with_main_s_stamp_and_is_said_to_be_doubtful)
{
    Pair pair;
    pair.main_sees(InputKind::key_down, Key::e);
    BOOST_TEST(pair.drain().empty());
    pair.clock.advance(base::from_ms(50));
    auto const events = pair.drain();
    BOOST_TEST_REQUIRE(events.size() == 2U);
    BOOST_TEST((events[0] == event(InputKind::key_down, Key::e, 1990, 2000, TimeSource::poll)));
    BOOST_TEST((events[1].kind == InputKind::mismatch));
    BOOST_TEST((events[1].when == events[0].when));
}

BOOST_AUTO_TEST_CASE(a_key_main_never_sees_is_doubtful_but_no_key)
{
    Pair pair;
    pair.stamped(InputKind::key_down, Key::e);
    BOOST_TEST(pair.drain().empty());
    pair.clock.advance(base::from_ms(249));
    BOOST_TEST(pair.drain().empty());
    pair.clock.advance(base::from_ms(1));
    auto const events = pair.drain();
    BOOST_TEST_REQUIRE(events.size() == 1U);
    BOOST_TEST((events[0].kind == InputKind::mismatch));
    BOOST_TEST((events[0].when.earliest == ms(1993)));
}

BOOST_AUTO_TEST_CASE(keys_of_another_window_are_nobody_s_business)
{
    Pair pair;
    pair.main_sees(InputKind::focus_lost);
    pair.drain();
    pair.stamped(InputKind::key_down, Key::e);
    pair.drain();
    pair.clock.advance(base::from_ms(300));
    BOOST_TEST(pair.drain().empty());
    pair.stamped(InputKind::key_down, Key::f);
    pair.drain();
    pair.main_sees(InputKind::focus_gained);
    BOOST_TEST(pair.drain().size() == 1U);
    pair.clock.advance(base::from_ms(300));
    BOOST_TEST(pair.drain().empty());
}

BOOST_AUTO_TEST_CASE(an_input_method_may_keep_keys_to_itself)
{
    Pair pair;
    pair.merged.set_text_input(true);
    pair.stamped(InputKind::key_down, Key::e);
    pair.drain();
    pair.clock.advance(base::from_ms(300));
    BOOST_TEST(pair.drain().empty());
}

BOOST_AUTO_TEST_CASE(two_milliseconds_beyond_both_intervals_is_a_disagreement)
{
    for (bool const beyond : {false, true}) {
        Pair pair;
        // [1987, 1988] is 2 ms before [1990, 2000].
        pair.main_sees(InputKind::key_down, Key::e);
        pair.stamped(InputKind::key_down, Key::e, beyond ? 1986.9 : 1987);
        auto const events = pair.drain();
        BOOST_TEST(events.size() == (beyond ? 2U : 1U));
        BOOST_TEST((events[0].when.source == TimeSource::x_server));
        BOOST_TEST((events.back().kind == (beyond ? InputKind::mismatch : InputKind::key_down)));
        // Who is right nobody knows: it spans both, and lies likeliest where the queue says.
        BOOST_TEST((events[0].when.earliest == ms(beyond ? 1986.9 : 1987)));
        BOOST_TEST((events[0].when.latest == ms(beyond ? 2000 : 1988)));
        BOOST_TEST((!beyond || events[0].when.likely() == ms(1995)));
    }
}

BOOST_AUTO_TEST_CASE(keys_are_paired_in_order_and_only_with_their_like)
{
    Pair pair;
    pair.main_sees(InputKind::key_down, Key::e);
    pair.main_sees(InputKind::key_up, Key::e);
    pair.main_sees(InputKind::key_down, Key::e);
    pair.stamped(InputKind::key_down, Key::e, 1991);
    pair.stamped(InputKind::key_up, Key::e, 1992);
    pair.stamped(InputKind::key_down, Key::e, 1993);
    auto const events = pair.drain();
    BOOST_TEST_REQUIRE(events.size() == 3U);
    BOOST_TEST((events[0].when.earliest == ms(1991)));
    BOOST_TEST((events[1].when.earliest == ms(1992)));
    BOOST_TEST((events[2].when.earliest == ms(1993)));
}

BOOST_AUTO_TEST_CASE(keeps_the_contract_on_a_real_server)
{
    XSession x;
    auto raw = RawInput::open(x.clock);
    BOOST_TEST_REQUIRE(raw.has_value());
    MergedInput merged(x.input, *raw, x.clock);
    contract::input_contract(
        merged, x.clock, [&](Key key, InputKind kind) { return x.move_key(key, kind); });
}

BOOST_AUTO_TEST_CASE(sources_agree_on_a_real_server_and_the_truth_is_in_the_stamp)
{
    XSession x;
    auto raw = RawInput::open(x.clock);
    BOOST_TEST_REQUIRE(raw.has_value());
    MergedInput merged(x.input, *raw, x.clock);
    contract::drain_all(merged);
    for (int i = 0; i < 60; ++i) {
        auto const kind = i % 2 == 0 ? InputKind::key_down : InputKind::key_up;
        contract::Bracket const truth = x.move_key(Key::j, kind);
        ports::InputEvent const event = contract::next_key(merged, x.clock);
        BOOST_TEST((event.kind == kind && event.key == Key::j));
        BOOST_TEST((event.when.source == TimeSource::x_server));
        contract::check_holds(event.when, truth);
    }
    // Every named key is known to both.
    for (int usage = 4; usage <= 230; ++usage) {
        auto const key = static_cast<Key>(usage);
        if (ports::name_of(key) == "?") {
            continue;
        }
        BOOST_TEST_CONTEXT("key " << ports::name_of(key))
        {
            x.move_key(key, InputKind::key_down);
            BOOST_TEST((contract::next_key(merged, x.clock).when.source == TimeSource::x_server));
            x.move_key(key, InputKind::key_up);
            BOOST_TEST((contract::next_key(merged, x.clock).when.source == TimeSource::x_server));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_press_that_the_window_never_saw_lends_its_time_to_no_other)
{
    Pair pair;
    pair.stamped(InputKind::key_down, Key::e, 1800);
    pair.stamped(InputKind::key_down, Key::e, 1993);
    pair.main_sees(InputKind::key_down, Key::e);
    auto const all = pair.drain();
    BOOST_TEST_REQUIRE(all.size() == 1U);
    BOOST_TEST((all[0].when == base::Timestamp{ms(1993), ms(1994), TimeSource::x_server}));
}

BOOST_AUTO_TEST_CASE(a_flood_that_cannot_be_held_is_never_silent)
{
    Pair pair;
    for (int i = 0; i < 600; ++i) {
        pair.stamped(InputKind::focus_gained);
    }
    auto const all = pair.drain();
    BOOST_TEST(all.size() < 600U);
    BOOST_TEST((all.back().kind == InputKind::lost));
}

BOOST_AUTO_TEST_SUITE_END()
