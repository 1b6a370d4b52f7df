// SPDX-License-Identifier: MIT
// Scripted input: ordering, the pump grid and delivery.
#include "devices/virtual/input.h"

#include "base/assert.h"

#include <algorithm>
#include <utility>

namespace securebase::devices {

namespace {

ports::InputEvent simulated(ports::InputKind kind, base::Instant at)
{
    ports::InputEvent event;
    event.kind = kind;
    event.when = base::Timestamp::exact(at, base::TimeSource::simulated);
    return event;
}

bool happens_before(ports::InputEvent const& a, ports::InputEvent const& b)
{
    return a.when.latest < b.when.latest;
}

} // namespace

std::vector<ports::InputEvent> key_press(ports::Key key, base::Instant at, base::Duration held)
{
    auto down = simulated(ports::InputKind::key_down, at);
    auto up = simulated(ports::InputKind::key_up, at + held);
    down.key = key;
    up.key = key;
    return {down, up};
}

std::vector<ports::InputEvent>
click(std::int32_t x, std::int32_t y, base::Instant at, base::Duration held)
{
    std::vector<ports::InputEvent> events{simulated(ports::InputKind::pointer_move, at),
                                          simulated(ports::InputKind::pointer_down, at),
                                          simulated(ports::InputKind::pointer_up, at + held)};
    for (ports::InputEvent& event : events) {
        event.x = x;
        event.y = y;
    }
    return events;
}

ports::InputEvent typed(std::string_view utf8, base::Instant at)
{
    auto event = simulated(ports::InputKind::text, at);
    SECUREBASE_ASSERT(utf8.size() < event.utf8.size(), "one text event carries at most 31 bytes");
    ports::set_text(event, utf8);
    return event;
}

std::array<ports::InputEvent, 2> in_dispute(ports::InputEvent event, base::Duration step)
{
    base::Timestamp const said = event.when;
    event.when =
        base::Timestamp::about(said.likely(), said.earliest - step, said.latest, said.source);
    ports::InputEvent mismatch;
    mismatch.kind = ports::InputKind::mismatch;
    mismatch.when = event.when;
    return {event, mismatch};
}

ScriptedInput::ScriptedInput(VirtualClock& clock,
                             std::vector<ports::InputEvent> events,
                             ScriptedInputOptions options)
    : clock_(clock), events_(std::move(events)), options_(options)
{
    std::ranges::stable_sort(events_, happens_before);
}

void ScriptedInput::add(std::vector<ports::InputEvent> const& events)
{
    events_.insert(events_.end(), events.begin(), events.end());
    auto const waiting = events_.begin() + static_cast<std::ptrdiff_t>(next_);
    std::stable_sort(waiting, events_.end(), happens_before);
}

std::string ScriptedInput::describe() const
{
    return options_.pump == base::Duration{}
               ? R"({"device":"scripted","stamped_by":"simulated","resolution_ns":1})"
               : R"({"device":"scripted","stamped_by":"poll","resolution_ns":)" +
                     std::to_string(base::to_ns(options_.pump)) + "}";
}

base::Instant ScriptedInput::visible_at(ports::InputEvent const& event) const
{
    if (options_.pump == base::Duration{}) {
        return event.when.latest;
    }
    std::int64_t const pump = base::to_ns(options_.pump);
    std::int64_t const at = base::to_ns(event.when.latest);
    return base::instant_from_ns((at + pump - 1) / pump * pump);
}

std::size_t ScriptedInput::drain(std::span<ports::InputEvent> room) noexcept
{
    std::size_t taken = 0;
    while (next_ < events_.size() && visible_at(events_[next_]) <= clock_.now()) {
        ports::InputEvent event = events_[next_];
        bool const is_text =
            event.kind == ports::InputKind::text || event.kind == ports::InputKind::composing;
        if (is_text && !text_input_) {
            ++next_;
            continue;
        }
        if (taken == room.size()) {
            break;
        }
        if (options_.pump != base::Duration{}) {
            base::Instant const look = visible_at(event);
            event.when = {look - options_.pump, look, base::TimeSource::poll};
        }
        room[taken++] = event;
        ++next_;
    }
    return taken;
}

void ScriptedInput::wait(base::Instant until) noexcept
{
    base::Instant const next = next_ < events_.size() ? visible_at(events_[next_]) : until;
    clock_.sleep_until(std::min(next, until));
}

} // namespace securebase::devices
