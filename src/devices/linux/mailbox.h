// SPDX-License-Identifier: MIT
// Input events on their way from the thread that reads a device to the main thread.
#pragma once

#include "devices/linux/signal.h"
#include "devices/linux/spsc.h"
#include "ports/clock.h"
#include "ports/input.h"

#include <atomic>
#include <cstddef>
#include <span>

namespace securebase::devices {

/// Bounded; what cannot be taken is told, never dropped silently. Does not allocate.
class Mailbox {
public:
    /// The clock must outlive it.
    explicit Mailbox(ports::Clock const& clock) : clock_(clock), emptied_last_(clock.now()) {}

    /// Thread: the device's.
    void deliver(ports::InputEvent const& event) noexcept
    {
        if (!queue_.push(event)) {
            lost_.store(true);
        }
        news_.raise();
    }
    /// The device dropped something, or is gone. Thread: the device's.
    void lose() noexcept
    {
        lost_.store(true);
        news_.raise();
    }

    /// As ports::Input. What was lost comes first, as one event: it happened since the box was
    /// empty last. Thread: main.
    std::size_t drain(std::span<ports::InputEvent> room) noexcept
    {
        news_.clear();
        base::Instant const now = clock_.now();
        std::size_t taken = 0;
        if (!room.empty() && lost_.exchange(false)) {
            ports::InputEvent& gap = room[taken++];
            gap = {};
            gap.kind = ports::InputKind::lost;
            gap.when = {emptied_last_, now, base::TimeSource::poll};
        }
        while (taken < room.size() && queue_.pop(room[taken])) {
            ++taken;
        }
        if (taken == room.size()) {
            news_.raise(); // There may be more.
        } else {
            emptied_last_ = now;
        }
        return taken;
    }
    /// Returns when something has come, or at `until`. Thread: main.
    void wait(base::Instant until) const noexcept { news_.wait(until - clock_.now()); }

private:
    ports::Clock const& clock_;
    base::Instant emptied_last_; ///< Main's.
    Spsc<ports::InputEvent, 1024> queue_;
    std::atomic<bool> lost_{false};
    Signal news_;
};

} // namespace securebase::devices
