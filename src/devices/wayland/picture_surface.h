// SPDX-License-Identifier: MIT
// Pictures kept for a Wayland compositor, and the thread that hands them over and hears of them.
#pragma once

#include "base/result.h"
#include "devices/linux/listener.h"
#include "devices/linux/order_book.h"
#include "devices/linux/signal.h"
#include "devices/linux/spsc.h"
#include "devices/wayland/feedback_rules.h"
#include "devices/wayland/queue.h"
#include "ports/clock.h"
#include "ports/frame_keeper.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace securebase::devices {

/// Somebody's window of a Wayland compositor.
struct WaylandWindow {
    wl_display* display = nullptr;
    wl_surface* surface = nullptr;
    std::int32_t width = 0; ///< Pixels.
    std::int32_t height = 0;
};

/// The longest that a compositor may take to answer.
constexpr base::Duration compositor_patience = std::chrono::seconds(1);

/// Gives mapped memory back.
struct Unmap {
    std::size_t bytes = 0;
    void operator()(void* memory) const;
};

/// Buffers that the compositor reads, shown on a surface with presentation feedback.
/// Thread: main, but for what is said to be the listener's.
class PictureSurface {
public:
    /// What became of a shot.
    struct News {
        std::uint32_t serial = 0;
        Feedback feedback;
    };

    /// The window and the clock must outlive it. Errors: whatever the compositor lacks.
    static base::Result<std::unique_ptr<PictureSurface>> open(WaylandWindow const& window,
                                                              ports::Clock const& clock);
    /// Makes nothing: use open().
    PictureSurface(WaylandWindow const& window, ports::Clock const& clock);
    ~PictureSurface();
    PictureSurface(PictureSurface const&) = delete;
    PictureSurface& operator=(PictureSurface const&) = delete;

    std::int32_t width() const { return window_.width; }
    std::int32_t height() const { return window_.height; }
    /// Places for pictures; two more, `places()` and the one after, for what nobody remembers.
    std::size_t places() const { return places_.size() - spare; }
    std::string_view priority() const { return listener_.priority(); }
    /// Of the compositor's stamps.
    clockid_t clock_id() const { return clock_id_; }

    /// Where the next picture is drawn.
    ports::Pixels pixels() noexcept;
    /// Takes the pixels to a place, once the compositor has done with what is there. False when it
    /// is not done within a second.
    bool store(std::size_t place) noexcept;
    /// Never used before.
    std::uint32_t next_serial() noexcept { return ++serial_; }
    void order(Order const& order) noexcept;
    /// What became of it; of what is passed over, the last are remembered. Empty when the moment
    /// has come.
    std::optional<News> news_of(std::uint32_t serial, base::Instant until);

private:
    static constexpr std::size_t spare = 2;
    /// A buffer, and whether the compositor reads it.
    struct Place {
        WaylandHandle<wl_buffer> buffer;
        std::uint32_t* pixels = nullptr;
        std::atomic<bool> busy{false};
    };
    /// A picture that was committed and of which nothing has been told yet. Listener's.
    struct Flight {
        PictureSurface* owner = nullptr;
        std::uint32_t serial = 0;
        WaylandHandle<struct wp_presentation_feedback> feedback;
        WaylandHandle<wl_callback> drawn_callback;
        base::Instant committed{};
        std::optional<base::Instant> drawn;
        bool is_under_way() const { return feedback != nullptr; }
    };
    base::Result<void> prepare();
    base::Result<void> make_places();
    void bind(std::uint32_t name, std::string_view interface, std::uint32_t version);

    void listen();
    void commit(Shot const& shot);
    Flight& free_flight();
    void end(Flight& flight, Feedback const& feedback);

    static wl_registry_listener const registry_events;
    static wp_presentation_listener const presentation_events;
    static struct wp_presentation_feedback_listener const feedback_events;
    static wl_callback_listener const drawn_events;
    static wl_buffer_listener const buffer_events;

    WaylandWindow window_;
    ports::Clock const& clock_;
    WaylandQueue queue_;
    WaylandWrapper<wl_surface> surface_;
    WaylandHandle<wl_registry> registry_;
    WaylandHandle<wl_shm> shm_;
    WaylandHandle<wp_presentation> presentation_;
    clockid_t clock_id_ = CLOCK_MONOTONIC;
    std::unique_ptr<void, Unmap> memory_;
    std::vector<std::unique_ptr<Place>> places_;
    std::vector<std::uint32_t> drawing_;

    std::uint32_t serial_ = 0;
    std::array<News, 16> seen_{}; ///< What was passed over; a ring.
    std::size_t next_seen_ = 0;

    std::array<Flight, 16> flights_{};
    Spsc<News, 64> told_;
    Spsc<Order, 16> orders_;
    Signal news_;
    Listener listener_;
};

} // namespace securebase::devices
