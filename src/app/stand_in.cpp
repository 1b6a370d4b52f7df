// SPDX-License-Identifier: MIT
// A virtual participant in the place of a real one.
#include "app/stand_in.h"

#include "devices/virtual/input.h"

#include <algorithm>
#include <utility>

namespace securebase::app {

namespace {

bool is_release(ports::InputEvent const& event)
{
    return event.kind == ports::InputKind::key_up || event.kind == ports::InputKind::pointer_up;
}

} // namespace

std::string VirtualParticipant::describe() const
{
    return R"({"device":"virtual participant","stamped_by":"simulation","resolution_ns":1})";
}

void VirtualParticipant::inject(ports::InputEvent const& event)
{
    auto const place = std::ranges::upper_bound(
        injected_, event.when.latest, {}, [](auto const& one) { return one.when.latest; });
    injected_.insert(place, event);
}

std::size_t VirtualParticipant::drain(std::span<ports::InputEvent> room) noexcept
{
    std::size_t taken = 0;
    while (taken < room.size()) {
        bool const other =
            !injected_.empty() &&
            (coming_.empty() || injected_.front().when.latest < coming_.front().when.latest);
        auto& from = other ? injected_ : coming_;
        if (from.empty() || from.front().when.latest > clock_.now()) {
            break;
        }
        ports::InputEvent event = from.front();
        from.erase(from.begin());
        if (step_ != base::Duration{} && !other && event.kind == ports::InputKind::key_down) {
            auto const told = devices::in_dispute(event, std::exchange(step_, {}));
            event = told[0];
            inject(told[1]);
        }
        room[taken++] = event;
    }
    return taken;
}

void VirtualParticipant::wait(base::Instant until) noexcept
{
    for (auto const* events : {&coming_, &injected_}) {
        until = events->empty() ? until : std::min(until, events->front().when.latest);
    }
    clock_.sleep_until(until);
}

void VirtualParticipant::asked(ports::Ask const& ask)
{
    bool const acting = std::ranges::any_of(
        coming_, [](ports::InputEvent const& event) { return !is_release(event); });
    if (acting) {
        return; // The look changed while the hand was on its way.
    }
    for (ports::InputEvent const& event : mind_.act(ask)) {
        coming_.push_back(event);
    }
    std::ranges::stable_sort(
        coming_, {}, [](ports::InputEvent const& event) { return event.when.latest; });
}

void VirtualParticipant::closed()
{
    std::erase_if(coming_, [](ports::InputEvent const& event) { return !is_release(event); });
}

void RealStandIn::asked(ports::Ask const& ask)
{
    press_(mind_.act(ask));
}

} // namespace securebase::app
