// SPDX-License-Identifier: MIT
// Reading a connection together with others.
#include "devices/wayland/queue.h"

#include "devices/linux/signal.h"

#include <array>
#include <cerrno>

namespace securebase::devices {

WaylandQueue::WaylandQueue(wl_display& connection)
    : connection_(&connection), queue_(wl_display_create_queue(&connection)),
      wrapper_(wrapped(connection, *queue_))
{}

bool WaylandQueue::is_broken() const noexcept
{
    return wl_display_get_error(connection_) != 0;
}

bool WaylandQueue::round_trip()
{
    return wl_display_roundtrip_queue(connection_, queue_.get()) >= 0;
}

void WaylandQueue::dispatch() noexcept
{
    wl_display_dispatch_queue_pending(connection_, queue_.get());
}

/// Whoever else reads the same connection is waited for by the library, and waits for us: between
/// preparing and reading or giving up nothing may take time but the sleep itself.
void WaylandQueue::wait(pollfd const& other, std::optional<base::Duration> at_most) noexcept
{
    while (wl_display_prepare_read_queue(connection_, queue_.get()) != 0) {
        if (is_broken()) {
            return; // What is left will never be handled.
        }
        dispatch();
        at_most = base::Duration{};
    }
    bool const is_full = wl_display_flush(connection_) < 0 && errno == EAGAIN;
    auto const events = static_cast<short>(is_full ? POLLIN | POLLOUT : POLLIN);
    std::array<pollfd, 2> files{pollfd{wl_display_get_fd(connection_), events, 0}, other};
    sleep_on(files, at_most);
    if ((files[0].revents & (POLLIN | POLLERR | POLLHUP)) != 0) {
        wl_display_read_events(connection_);
    } else {
        wl_display_cancel_read(connection_);
    }
    dispatch();
}

} // namespace securebase::devices
