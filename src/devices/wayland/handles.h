// SPDX-License-Identifier: MIT
// Owners of what libwayland hands out.
#pragma once

#include <input-timestamps-client.h>
#include <presentation-time-client.h>
#include <wayland-client.h>

#include <memory>

namespace securebase::devices {

/// Gives back what the compositor or the library lent, with the function that belongs to its type.
struct WaylandDeleter {
    void operator()(wl_event_queue* queue) const { wl_event_queue_destroy(queue); }
    void operator()(wl_registry* registry) const { wl_registry_destroy(registry); }
    void operator()(wl_callback* callback) const { wl_callback_destroy(callback); }
    void operator()(wl_shm* shm) const { wl_shm_destroy(shm); }
    void operator()(wl_buffer* buffer) const { wl_buffer_destroy(buffer); }
    void operator()(wl_seat* seat) const { wl_seat_destroy(seat); }
    void operator()(wl_keyboard* keyboard) const { wl_keyboard_destroy(keyboard); }
    void operator()(wl_pointer* pointer) const { wl_pointer_destroy(pointer); }
    void operator()(wl_touch* touch) const { wl_touch_destroy(touch); }
    void operator()(wp_presentation* presentation) const { wp_presentation_destroy(presentation); }
    void operator()(struct wp_presentation_feedback* feedback) const
    {
        wp_presentation_feedback_destroy(feedback);
    }
    void operator()(zwp_input_timestamps_manager_v1* manager) const
    {
        zwp_input_timestamps_manager_v1_destroy(manager);
    }
    void operator()(zwp_input_timestamps_v1* stamps) const
    {
        zwp_input_timestamps_v1_destroy(stamps);
    }
};
template <class Proxy> using WaylandHandle = std::unique_ptr<Proxy, WaylandDeleter>;

/// A copy of somebody's proxy whose children speak in a queue of ours.
struct WrapperDeleter {
    void operator()(void* wrapper) const { wl_proxy_wrapper_destroy(wrapper); }
};
template <class Proxy> using WaylandWrapper = std::unique_ptr<Proxy, WrapperDeleter>;

template <class Proxy> WaylandWrapper<Proxy> wrapped(Proxy& proxy, wl_event_queue& queue)
{
    auto* const wrapper = static_cast<Proxy*>(wl_proxy_create_wrapper(&proxy));
    if (wrapper != nullptr) {
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): how libwayland is written.
        wl_proxy_set_queue(reinterpret_cast<wl_proxy*>(wrapper), &queue);
    }
    return WaylandWrapper<Proxy>(wrapper);
}

} // namespace securebase::devices
