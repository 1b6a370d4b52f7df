// SPDX-License-Identifier: MIT
// A queue of our own on somebody's connection to a Wayland compositor.
#pragma once

#include "base/time.h"
#include "devices/wayland/handles.h"

#include <poll.h>

#include <optional>
#include <span>
#include <string>

namespace securebase::devices {

/// Events of what is made through display() come here, whoever else reads the connection.
/// Thread: whoever made it until another takes over; one at a time.
class WaylandQueue {
public:
    /// The connection must outlive the queue.
    explicit WaylandQueue(wl_display& connection);

    wl_display& display() const { return *wrapper_; }
    wl_event_queue& queue() const { return *queue_; }
    bool is_broken() const noexcept;
    /// Hands what has been asked to the compositor, and waits for it to have been done. False when
    /// the connection is gone.
    bool round_trip();
    /// Handles what is waiting.
    void dispatch() noexcept;
    /// Sleeps until the compositor says something, one of `others` can be read, or for that long;
    /// then handles what has come. What has been asked is handed over first.
    void wait(pollfd const& other, std::optional<base::Duration> at_most) noexcept;

private:
    wl_display* connection_;
    WaylandHandle<wl_event_queue> queue_;
    WaylandWrapper<wl_display> wrapper_;
};

} // namespace securebase::devices
