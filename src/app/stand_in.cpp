// SPDX-License-Identifier: MIT
// A virtual participant in the place of a real one.
#include "app/stand_in.h"

#include <algorithm>

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

std::size_t VirtualParticipant::drain(std::span<ports::InputEvent> room) noexcept
{
    auto const due = std::ranges::find_if(
        coming_, [&](ports::InputEvent const& event) { return event.when.latest > clock_.now(); });
    std::size_t const count =
        std::min(room.size(), static_cast<std::size_t>(due - coming_.begin()));
    std::copy_n(coming_.begin(), count, room.begin());
    coming_.erase(coming_.begin(), coming_.begin() + static_cast<std::ptrdiff_t>(count));
    return count;
}

void VirtualParticipant::wait(base::Instant until) noexcept
{
    clock_.sleep_until(coming_.empty() ? until : std::min(until, coming_.front().when.latest));
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
