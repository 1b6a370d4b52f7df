// SPDX-License-Identifier: MIT
// A session in full screen on the X server of the test, and hands to move its keys.
#pragma once

#include "devices/input_contract.h"
#include "devices/sdl/clock.h"
#include "devices/sdl/display.h"
#include "devices/sdl/input.h"
#include "devices/x11/injector.h"
#include "devices/x11/present_keeper.h"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <utility>
#include <vector>

namespace securebase::contract {

/// Who shows the frames.
enum class Way : std::uint8_t { through_sdl, kept, kept_by_refresh };

struct XSession {
    devices::SteadyClock clock;
    devices::SdlSession session = open();
    std::optional<devices::PresentKeeper> keeper;
    devices::SdlDisplay display;
    devices::SdlInput input{session, display, clock};
    devices::Injector injector = open_injector();

    explicit XSession(Way way = Way::through_sdl)
        : keeper(open_keeper(way, session, clock)), display(open_display(session, clock, keeper))
    {
        display.show({}, {});
        settle();
    }

    static devices::SdlSession open()
    {
        auto opened = devices::SdlSession::open({});
        BOOST_TEST_REQUIRE(opened.has_value());
        return *std::move(opened);
    }
    static std::optional<devices::PresentKeeper>
    open_keeper(Way way, devices::SdlSession& session, ports::Clock& clock)
    {
        if (way == Way::through_sdl) {
            return std::nullopt;
        }
        using Pace = devices::PresentKeeper::Pace;
        auto opened = devices::PresentKeeper::open(
            session.x11_window(),
            clock,
            {.pace = way == Way::kept ? Pace::steadiest : Pace::of_the_server});
        BOOST_TEST_REQUIRE(opened.has_value());
        return *std::move(opened);
    }
    static devices::SdlDisplay open_display(devices::SdlSession& session,
                                            ports::Clock& clock,
                                            std::optional<devices::PresentKeeper>& keeper)
    {
        auto opened = devices::SdlDisplay::open(session, clock, {keeper ? &*keeper : nullptr, {}});
        BOOST_TEST_REQUIRE(opened.has_value());
        return *std::move(opened);
    }
    static devices::Injector open_injector()
    {
        auto opened = devices::Injector::open();
        BOOST_TEST_REQUIRE(opened.has_value());
        return *std::move(opened);
    }

    base::Timestamp soon(double ms = 2) const
    {
        return base::Timestamp::exact(clock.now() + base::from_ms(ms), base::TimeSource::simulated);
    }

    /// Reads what the window system has to say about the window itself.
    void settle()
    {
        base::Instant const until = clock.now() + base::from_ms(50);
        while (clock.now() < until) {
            input.wait(until);
            drain_all(input);
        }
    }

    /// Does these acts and returns all input that comes until `quiet` ms after the last.
    std::vector<ports::InputEvent> input_after(std::vector<ports::InputEvent> const& acts,
                                               double quiet = 60)
    {
        injector.schedule(acts);
        std::vector<ports::InputEvent> all;
        base::Instant until = clock.now() + base::from_ms(quiet);
        while (clock.now() < until) {
            input.wait(until);
            auto const some = drain_all(input);
            all.insert(all.end(), some.begin(), some.end());
            if (injector.left() > 0) {
                until = clock.now() + base::from_ms(quiet);
            }
        }
        return all;
    }

    ports::InputEvent key_event(ports::Key key, ports::InputKind kind, double in_ms = 2) const
    {
        ports::InputEvent event;
        event.kind = kind;
        event.key = key;
        event.when = soon(in_ms);
        return event;
    }

    /// Moves a key soon and says between which moments the server did it.
    Bracket move_key(ports::Key key, ports::InputKind kind)
    {
        std::size_t const before = injector.done().size();
        injector.schedule({key_event(key, kind)});
        while (injector.done().size() == before) {
            clock.sleep_until(clock.now() + base::from_ms(0.2));
        }
        devices::DoneAct const act = injector.done().back();
        return {act.before, act.after};
    }
};

} // namespace securebase::contract
