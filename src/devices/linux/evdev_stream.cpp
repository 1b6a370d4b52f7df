// SPDX-License-Identifier: MIT
// Reading the kernel's records.
#include "devices/linux/evdev_stream.h"

#include "devices/linux/kernel_keys.h"

namespace securebase::devices {

std::optional<ports::InputEvent> EvdevStream::take(input_event const& record,
                                                   base::Instant heard) noexcept
{
    base::Instant const before = read_last_;
    read_last_ = heard;
    if (record.type == EV_SYN && record.code == SYN_DROPPED) {
        gap_from_ = dropping_ ? gap_from_ : before;
        dropping_ = true;
        return std::nullopt;
    }
    if (dropping_) { // Records up to the next report are the rest of what was dropped.
        if (record.type != EV_SYN || record.code != SYN_REPORT) {
            return std::nullopt;
        }
        dropping_ = false;
        has_gap_ = true;
        ports::InputEvent lost;
        lost.kind = ports::InputKind::lost;
        lost.when = {gap_from_, heard, base::TimeSource::poll};
        return lost;
    }
    constexpr int repeat = 2;
    if (record.type != EV_KEY || record.code >= KEY_CNT || record.value == repeat) {
        return std::nullopt;
    }
    auto event = moved(record.code, record.value != 0);
    if (event) {
        event->when = moment_of(record, heard);
        if (!event->when.is_known()) {
            event->when = {before, heard, base::TimeSource::poll};
        }
    }
    return event;
}

std::optional<ports::InputEvent> EvdevStream::catch_up(KeyState const& down,
                                                       base::Instant heard) noexcept
{
    while (has_gap_) {
        KeyState const differ = down_ ^ down;
        if (differ.none()) {
            has_gap_ = false;
            break;
        }
        auto const number = static_cast<unsigned>(differ._Find_first());
        if (auto event = moved(number, down[number])) {
            event->when = {gap_from_, heard, base::TimeSource::poll};
            return event;
        }
    }
    return std::nullopt;
}

/// Notes it, and gives the event without its time, when it is of a key or button we know.
std::optional<ports::InputEvent> EvdevStream::moved(unsigned number, bool press) noexcept
{
    if (down_[number] == press) {
        return std::nullopt;
    }
    down_[number] = press;
    ports::InputEvent event;
    // Which hand a mouse is set to knows the other source alone.
    if (number == BTN_LEFT || number == BTN_RIGHT || number == BTN_TOUCH) {
        event.kind = press ? ports::InputKind::pointer_down : ports::InputKind::pointer_up;
        return event;
    }
    event.key = key_of_kernel(number);
    event.kind = press ? ports::InputKind::key_down : ports::InputKind::key_up;
    return event.key == ports::Key::none ? std::nullopt : std::optional(event);
}

/// Unknown when the stamp cannot be of our clock.
base::Timestamp EvdevStream::moment_of(input_event const& record,
                                       base::Instant heard) const noexcept
{
    constexpr base::Duration too_old = std::chrono::seconds(10);
    base::Instant const stamp = base::Instant{} + std::chrono::seconds(record.input_event_sec) +
                                std::chrono::microseconds(record.input_event_usec);
    if (stamp > heard || heard - stamp > too_old) {
        return {};
    }
    base::Instant const end = stamp + std::chrono::microseconds(1); // It was cut off.
    return {stamp, std::min(end, heard), base::TimeSource::driver};
}

} // namespace securebase::devices
