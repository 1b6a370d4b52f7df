// SPDX-License-Identifier: MIT
// An X server's Present extension: pictures it keeps, orders to show them, news of what it did.
#pragma once

#include "base/result.h"
#include "devices/linux/listener.h"
#include "devices/linux/order_book.h"
#include "devices/linux/signal.h"
#include "devices/linux/spsc.h"
#include "devices/x11/present_rules.h"
#include "ports/clock.h"
#include "ports/frame_keeper.h"

#include <xcb/shm.h>
#include <xcb/xcb.h>
#include <xcb/xfixes.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::devices {

/// The longest that a server may take to answer.
constexpr base::Duration server_patience = std::chrono::seconds(1);

/// What the listening thread tells.
struct News {
    enum class About : std::uint8_t { tick, shown, stored };
    About about = About::tick;
    PresentMode mode = PresentMode::skip;
    std::uint32_t serial = 0;
    Tick tick;
    base::Instant heard{};
};

/// A connection of its own to a window's server, and the thread that listens to it.
/// Thread: main, but for what is said to be the listener's.
class PresentServer {
public:
    /// Errors: whatever is missing.
    static base::Result<std::unique_ptr<PresentServer>>
    open(std::string const& display, std::uint32_t window, ports::Clock const& clock);
    /// Connects and no more: use open().
    PresentServer(std::string const& display, std::uint32_t window, ports::Clock const& clock);
    ~PresentServer();
    PresentServer(PresentServer const&) = delete;
    PresentServer& operator=(PresentServer const&) = delete;

    std::int32_t width() const { return width_; }
    std::int32_t height() const { return height_; }
    std::size_t places() const { return pixmaps_.size(); }
    bool shares_memory() const { return shared_ != nullptr; }
    bool is_xwayland() const { return is_xwayland_; }
    bool is_composed() const { return is_composed_; }
    /// Of the listening thread, as headers say it.
    std::string_view priority() const { return listener_.priority(); }

    /// Where the next picture is drawn; waits until the one before has been taken.
    ports::Pixels pixels() noexcept;
    /// Takes the pixels to a place. False when the server does not answer.
    bool store(std::size_t place) noexcept;
    /// Never used before.
    std::uint32_t next_serial() noexcept { return ++serial_; }
    /// Asks for a picture at refresh `msc`, or at the next one when that is 0 or has passed.
    void show_at(Shot const& shot, std::uint64_t msc) noexcept;
    void order(Order const& order) noexcept;
    /// The refresh `msc`, or the next one. Empty when the server does not tell.
    std::optional<News> tick_at(std::uint64_t msc);
    /// What is waited for; of what is passed over, the last shots are remembered. Empty when the
    /// moment has come.
    std::optional<News> news_of(News::About about, std::uint32_t serial, base::Instant until);

private:
    base::Result<void> prepare();
    base::Result<void> find_extensions();
    base::Result<void> look_at_window();
    base::Result<void> make_places();
    bool share_memory(std::size_t bytes);
    bool store_is_done() noexcept;
    void say() const noexcept;
    void present(Shot const& shot, std::uint32_t options, std::uint64_t msc) const noexcept;

    std::optional<News> remembered(std::uint32_t serial) const noexcept;
    void listen();
    void translate(xcb_generic_event_t const& event, base::Instant heard);

    ports::Clock const& clock_;
    int screen_ = 0;
    xcb_connection_t* connection_;
    xcb_window_t window_;
    std::int32_t width_ = 0;
    std::int32_t height_ = 0;
    std::uint8_t depth_ = 0;
    std::uint8_t present_opcode_ = 0;
    std::uint8_t stored_event_ = 0; ///< 0: no shared memory.
    xcb_gcontext_t context_ = 0;
    xcb_xfixes_region_t region_ = 0;
    xcb_shm_seg_t segment_ = 0;
    void* shared_ = nullptr;
    std::vector<std::uint32_t> own_; ///< Where the server shares no memory.
    std::vector<xcb_pixmap_t> pixmaps_;
    bool is_xwayland_ = false;
    bool is_composed_ = false;

    std::uint32_t serial_ = 0;
    bool storing_ = false;
    std::array<News, 16> seen_{}; ///< Completed shots that were passed over; a ring.
    std::size_t next_seen_ = 0;

    Spsc<News, 256> queue_;
    Spsc<Order, 16> orders_;
    Signal news_;
    Listener listener_;
};

} // namespace securebase::devices
