// SPDX-License-Identifier: MIT
// Pressing keys at known moments.
#include "app/doctor_keys.h"

#include "base/middle.h"
#include "devices/x11/injector.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace securebase::app {

namespace {

using ports::InputEvent;
using ports::InputKind;

constexpr std::size_t presses = 24;

/// By turns, so that the same key comes again no sooner than a hand could do it.
ports::Key key_of(std::size_t press)
{
    return press % 2 == 0 ? ports::Key::left_control : ports::Key::right_control;
}

/// Not a whole number of milliseconds or refreshes apart, so that all phases are met.
constexpr base::Duration apart = std::chrono::microseconds(131'313);
constexpr base::Duration held = std::chrono::milliseconds(40);

std::vector<InputEvent> acts(base::Instant first)
{
    std::vector<InputEvent> out;
    for (std::size_t i = 0; i < presses; ++i) {
        base::Instant const down = first + static_cast<std::int64_t>(i) * apart;
        InputEvent act;
        act.key = key_of(i);
        act.when = base::Timestamp::exact(down, base::TimeSource::simulated);
        out.push_back(act);
        act.kind = InputKind::key_up;
        act.when = base::Timestamp::exact(down + held, base::TimeSource::simulated);
        out.push_back(act);
    }
    return out;
}

/// What the input tells until `until`.
std::vector<InputEvent> listen(ports::Input& input, ports::Clock& clock, base::Instant until)
{
    std::vector<InputEvent> heard;
    std::array<InputEvent, 32> some{};
    while (clock.now() < until) {
        input.wait(std::min(until, clock.now() + std::chrono::milliseconds(10)));
        std::size_t const count = input.drain(some);
        heard.insert(heard.end(), some.begin(), some.begin() + static_cast<std::ptrdiff_t>(count));
    }
    return heard;
}

bool covers(base::Timestamp const& stamp, devices::DoneAct const& act)
{
    return stamp.earliest <= act.after && stamp.latest >= act.before;
}

/// The press of the same key that was stamped nearest to an act, if it can be the same.
InputEvent const* twin_of(std::vector<InputEvent> const& heard, devices::DoneAct const& act)
{
    constexpr base::Duration farthest = apart / 3;
    InputEvent const* nearest = nullptr;
    base::Duration least = farthest;
    for (InputEvent const& event : heard) {
        if (event.kind != InputKind::key_down || event.key != act.event.key) {
            continue;
        }
        base::Duration const off = std::max(
            {event.when.earliest - act.after, act.before - event.when.latest, base::Duration{}});
        if (off < least) {
            least = off;
            nearest = &event;
        }
    }
    return nearest;
}

rig::KeyCheck compare(std::vector<devices::DoneAct> const& done,
                      std::vector<InputEvent> const& heard)
{
    rig::KeyCheck check;
    std::vector<double> widths;
    for (devices::DoneAct const& act : done) {
        if (act.event.kind != InputKind::key_down) {
            continue;
        }
        ++check.pressed;
        if (InputEvent const* const twin = twin_of(heard, act)) {
            ++check.seen;
            check.covered += covers(twin->when, act) ? 1U : 0U;
            widths.push_back(base::to_ms(twin->when.latest - twin->when.earliest));
        }
    }
    check.mismatched = static_cast<std::uint64_t>(
        std::ranges::count(heard, InputKind::mismatch, &InputEvent::kind));
    if (!widths.empty()) {
        check.width_ms = base::middle_of(std::move(widths));
    }
    return check;
}

} // namespace

std::optional<rig::KeyCheck> check_keys(RealScreen& screen, ports::Clock& clock)
{
    auto injector = devices::Injector::open();
    if (!injector) {
        return std::nullopt;
    }
    base::Instant const first = clock.now() + std::chrono::milliseconds(50);
    injector->schedule(acts(first));
    auto const all = static_cast<std::int64_t>(presses);
    auto const heard =
        listen(screen.input(), clock, first + all * apart + std::chrono::milliseconds(400));
    return compare(injector->done(), heard);
}

} // namespace securebase::app
