// SPDX-License-Identifier: MIT
// What every Input promises, whoever presses its keys.
#pragma once

#include "ports/clock.h"
#include "ports/input.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

namespace securebase::contract {

/// The moments between which something truly happened.
struct Bracket {
    base::Instant before{};
    base::Instant after{};
};

/// Moves a key of the device under test, now or soon, and says when.
using MoveKey = std::function<Bracket(ports::Key, ports::InputKind)>;

inline std::vector<ports::InputEvent> drain_all(ports::Input& input)
{
    std::vector<ports::InputEvent> all;
    std::array<ports::InputEvent, 4> room{};
    for (std::size_t taken = input.drain(room); taken != 0; taken = input.drain(room)) {
        all.insert(all.end(), room.begin(), room.begin() + static_cast<std::ptrdiff_t>(taken));
    }
    return all;
}

/// The next movement of a key, waiting for it for at most two seconds.
inline ports::InputEvent next_key(ports::Input& input, ports::Clock const& clock)
{
    base::Instant const limit = clock.now() + base::from_ms(2000);
    std::array<ports::InputEvent, 1> room{};
    while (clock.now() < limit) {
        input.wait(limit);
        while (input.drain(room) == 1) {
            if (room[0].kind == ports::InputKind::key_down ||
                room[0].kind == ports::InputKind::key_up) {
                return room[0];
            }
        }
    }
    BOOST_ERROR("no key came within two seconds");
    return {};
}

inline void check_holds(base::Timestamp const& when, Bracket const& truth)
{
    BOOST_TEST(base::to_ns(when.earliest) <= base::to_ns(truth.after));
    BOOST_TEST(base::to_ns(when.latest) >= base::to_ns(truth.before));
    BOOST_TEST(base::to_ns(when.earliest) <= base::to_ns(when.latest));
    BOOST_TEST(when.is_known());
}

inline void
input_stamps_keys(ports::Input& input, ports::Clock const& clock, MoveKey const& move_key)
{
    for (ports::Key const key : {ports::Key::e, ports::Key::space, ports::Key::left}) {
        for (auto const kind : {ports::InputKind::key_down, ports::InputKind::key_up}) {
            Bracket const truth = move_key(key, kind);
            ports::InputEvent const event = next_key(input, clock);
            BOOST_TEST((event.kind == kind));
            BOOST_TEST((event.key == key));
            check_holds(event.when, truth);
        }
    }
}

inline void input_waits_until_the_moment(ports::Input& input, ports::Clock const& clock)
{
    drain_all(input);
    input.wait(base::Instant{});
    base::Instant const until = clock.now() + base::from_ms(5);
    while (clock.now() < until) {
        input.wait(until);
    }
    BOOST_TEST(base::to_ms(clock.now() - until) < 1000.0);
    std::array<ports::InputEvent, 1> room{};
    BOOST_TEST(input.drain({}) == 0U);
    BOOST_TEST(input.drain(room) == 0U);
}

inline void input_contract(ports::Input& input, ports::Clock const& clock, MoveKey const& move_key)
{
    BOOST_TEST(input.describe().front() == '{');
    input_waits_until_the_moment(input, clock);
    input_stamps_keys(input, clock, move_key);
}

} // namespace securebase::contract
