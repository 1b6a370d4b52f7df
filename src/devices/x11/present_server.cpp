// SPDX-License-Identifier: MIT
// Talking to the Present extension.
#include "devices/x11/present_server.h"

#include "devices/x11/x_server.h"

#include <sys/ipc.h>
#include <sys/shm.h>
#include <xcb/present.h>

#include <algorithm>

namespace securebase::devices {

namespace {

constexpr std::size_t memory_for_places = std::size_t{160} * 1024 * 1024;
PresentMode mode_of(std::uint8_t mode)
{
    switch (mode) {
    case XCB_PRESENT_COMPLETE_MODE_FLIP:
        return PresentMode::flip;
    case XCB_PRESENT_COMPLETE_MODE_SKIP:
        return PresentMode::skip;
    default:
        return PresentMode::copy;
    }
}

} // namespace

PresentServer::PresentServer(std::string const& display,
                             std::uint32_t window,
                             ports::Clock const& clock)
    : clock_(clock),
      connection_(xcb_connect(display.empty() ? nullptr : display.c_str(), &screen_)),
      window_(window)
{}

PresentServer::~PresentServer()
{
    listener_.end();
    xcb_disconnect(connection_);
    if (shared_ != nullptr) {
        shmdt(shared_);
    }
}

base::Result<std::unique_ptr<PresentServer>>
PresentServer::open(std::string const& display, std::uint32_t window, ports::Clock const& clock)
{
    auto server = std::make_unique<PresentServer>(display, window, clock);
    if (auto const prepared = server->prepare(); !prepared) {
        return prepared.error();
    }
    return server;
}

base::Result<void> PresentServer::prepare()
{
    if (xcb_connection_has_error(connection_) != 0) {
        return base::Error{"no X server answers", "set DISPLAY"};
    }
    if (auto const found = find_extensions(); !found) {
        return found.error();
    }
    if (auto const looked = look_at_window(); !looked) {
        return looked.error();
    }
    if (auto const made = make_places(); !made) {
        return made.error();
    }
    is_xwayland_ = is_an_xwayland(connection_, window_);
    is_composed_ = is_xwayland_ || devices::is_composed(connection_, screen_);
    say();
    listener_.start([this] { listen(); });
    return {};
}

base::Result<void> PresentServer::find_extensions()
{
    auto const* const present = xcb_get_extension_data(connection_, &xcb_present_id);
    auto const* const fixes = xcb_get_extension_data(connection_, &xcb_xfixes_id);
    if (present == nullptr || present->present == 0 || fixes == nullptr || fixes->present == 0) {
        return base::Error{"the X server has no Present extension", {}};
    }
    present_opcode_ = present->major_opcode;
    auto const present_version =
        answer_of(xcb_present_query_version_reply,
                  connection_,
                  xcb_present_query_version(
                      connection_, XCB_PRESENT_MAJOR_VERSION, XCB_PRESENT_MINOR_VERSION));
    auto const fixes_version = answer_of(
        xcb_xfixes_query_version_reply, connection_, xcb_xfixes_query_version(connection_, 2, 0));
    if (!present_version || !fixes_version || fixes_version->major_version < 2) {
        return base::Error{"the X server's Present extension is too old", {}};
    }
    return {};
}

base::Result<void> PresentServer::look_at_window()
{
    auto const geometry =
        answer_of(xcb_get_geometry_reply, connection_, xcb_get_geometry(connection_, window_));
    if (!geometry) {
        return base::Error{"the X server does not know the window", {}};
    }
    width_ = geometry->width;
    height_ = geometry->height;
    depth_ = geometry->depth;
    if (depth_ != 24 && depth_ != 32) {
        return base::Error{"the window has " + std::to_string(depth_) + " bits a pixel, not 24",
                           {}};
    }
    return {};
}

base::Result<void> PresentServer::make_places()
{
    auto const pixels = static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_);
    std::size_t const bytes = pixels * sizeof(std::uint32_t);
    if (!share_memory(bytes)) {
        own_.resize(pixels);
    }
    std::size_t const count = std::clamp<std::size_t>(memory_for_places / bytes, 4, 16);
    for (std::size_t i = 0; i < count; ++i) {
        pixmaps_.push_back(xcb_generate_id(connection_));
        xcb_create_pixmap(connection_,
                          depth_,
                          pixmaps_.back(),
                          window_,
                          static_cast<std::uint16_t>(width_),
                          static_cast<std::uint16_t>(height_));
    }
    context_ = xcb_generate_id(connection_);
    Answer<xcb_generic_error_t> const refused(xcb_request_check(
        connection_, xcb_create_gc_checked(connection_, context_, pixmaps_.back(), 0, nullptr)));
    region_ = xcb_generate_id(connection_);
    xcb_xfixes_create_region(connection_, region_, 0, nullptr);
    xcb_present_select_input(
        connection_, xcb_generate_id(connection_), window_, XCB_PRESENT_EVENT_MASK_COMPLETE_NOTIFY);
    if (refused) {
        return base::Error{"the X server has no memory for pictures", {}};
    }
    return {};
}

bool PresentServer::share_memory(std::size_t bytes)
{
    auto const* const extension = xcb_get_extension_data(connection_, &xcb_shm_id);
    if (extension == nullptr || extension->present == 0) {
        return false;
    }
    int const id = shmget(IPC_PRIVATE, bytes, IPC_CREAT | 0600);
    if (id < 0) {
        return false;
    }
    void* const memory = shmat(id, nullptr, 0);
    // NOLINTNEXTLINE(performance-no-int-to-ptr): how shmat() says no.
    bool const attached = memory != reinterpret_cast<void*>(-1);
    segment_ = xcb_generate_id(connection_);
    Answer<xcb_generic_error_t> const refused(xcb_request_check(
        connection_,
        xcb_shm_attach_checked(connection_, segment_, static_cast<std::uint32_t>(id), 0)));
    shmctl(id, IPC_RMID, nullptr); // It lasts while somebody is attached.
    if (!attached || refused) {
        if (attached) {
            shmdt(memory);
        }
        return false;
    }
    shared_ = memory;
    stored_event_ = static_cast<std::uint8_t>(extension->first_event + XCB_SHM_COMPLETION);
    return true;
}

/// Hands over what was asked. Writing may also read, so the listener is told to look.
void PresentServer::say() const noexcept
{
    xcb_flush(connection_);
    listener_.bell().raise();
}

void PresentServer::listen()
{
    std::array<pollfd, 2> files{pollfd{xcb_get_file_descriptor(connection_), POLLIN, 0},
                                pollfd{listener_.bell().file(), POLLIN, 0}};
    OrderBook book;
    while (!listener_.is_ending() && xcb_connection_has_error(connection_) == 0) {
        listener_.bell().clear();
        while (Answer<xcb_generic_event_t> const event{xcb_poll_for_event(connection_)}) {
            translate(*event, clock_.now());
        }
        for (Order order; book.has_room() && orders_.pop(order);) {
            book.add(order);
        }
        base::Instant const now = clock_.now();
        if (auto const shot = book.take(now)) {
            present(*shot, XCB_PRESENT_OPTION_ASYNC, 0);
            xcb_flush(connection_);
            continue;
        }
        auto const next = book.next();
        sleep_on(files, next ? std::optional(*next - now) : std::nullopt);
    }
}

void PresentServer::translate(xcb_generic_event_t const& event, base::Instant heard)
{
    auto const kind = static_cast<std::uint8_t>(event.response_type & 0x7FU);
    News told;
    told.heard = heard;
    if (stored_event_ != 0 && kind == stored_event_) {
        told.about = News::About::stored;
    } else if (kind == XCB_GE_GENERIC) {
        auto const& generic = reinterpret_cast<xcb_ge_generic_event_t const&>(event);
        if (generic.extension != present_opcode_ ||
            generic.event_type != XCB_PRESENT_COMPLETE_NOTIFY) {
            return;
        }
        auto const& complete = reinterpret_cast<xcb_present_complete_notify_event_t const&>(event);
        told.about = complete.kind == XCB_PRESENT_COMPLETE_KIND_PIXMAP ? News::About::shown
                                                                       : News::About::tick;
        told.mode = mode_of(complete.mode);
        told.serial = complete.serial;
        told.tick = {complete.ust, complete.msc};
    } else {
        return;
    }
    queue_.push(told);
    news_.raise();
}

std::optional<News> PresentServer::remembered(std::uint32_t serial) const noexcept
{
    auto const found = std::ranges::find(seen_, serial, &News::serial);
    return found != seen_.end() && serial != 0 ? std::optional(*found) : std::nullopt;
}

std::optional<News>
PresentServer::news_of(News::About about, std::uint32_t wanted, base::Instant until)
{
    if (auto const known = about == News::About::shown ? remembered(wanted) : std::nullopt) {
        return known;
    }
    while (true) {
        news_.clear();
        News told;
        while (queue_.pop(told)) {
            storing_ = storing_ && told.about != News::About::stored;
            if (told.about == about && (about == News::About::stored || told.serial == wanted)) {
                return told;
            }
            if (told.about == News::About::shown) {
                seen_[next_seen_++ % seen_.size()] = told;
            }
        }
        base::Instant const now = clock_.now();
        if (now >= until || xcb_connection_has_error(connection_) != 0) {
            return std::nullopt;
        }
        news_.wait(until - now);
    }
}

void PresentServer::show_at(Shot const& shot, std::uint64_t msc) noexcept
{
    present(shot, XCB_PRESENT_OPTION_NONE, msc);
    say();
}

void PresentServer::order(Order const& order) noexcept
{
    orders_.push(order);
    listener_.bell().raise();
}

ports::Pixels PresentServer::pixels() noexcept
{
    store_is_done();
    auto* const first = shared_ != nullptr ? static_cast<std::uint32_t*>(shared_) : own_.data();
    return {first, width_, height_, width_ * 4};
}

std::optional<News> PresentServer::tick_at(std::uint64_t msc)
{
    xcb_present_notify_msc(connection_, window_, ++serial_, msc, 0, 0);
    say();
    return news_of(News::About::tick, serial_, clock_.now() + server_patience);
}

bool PresentServer::store_is_done() noexcept
{
    if (storing_) {
        news_of(News::About::stored, 0, clock_.now() + server_patience);
    }
    return !storing_;
}

bool PresentServer::store(std::size_t place) noexcept
{
    auto const w = static_cast<std::uint16_t>(width_);
    auto const h = static_cast<std::uint16_t>(height_);
    if (shared_ != nullptr) {
        if (!store_is_done()) {
            return false;
        }
        xcb_shm_put_image(connection_,
                          pixmaps_[place],
                          context_,
                          w,
                          h,
                          0,
                          0,
                          w,
                          h,
                          0,
                          0,
                          depth_,
                          XCB_IMAGE_FORMAT_Z_PIXMAP,
                          1,
                          segment_,
                          0);
        storing_ = true;
    } else {
        xcb_put_image(connection_,
                      XCB_IMAGE_FORMAT_Z_PIXMAP,
                      pixmaps_[place],
                      context_,
                      w,
                      h,
                      0,
                      0,
                      0,
                      depth_,
                      static_cast<std::uint32_t>(own_.size() * sizeof own_[0]),
                      reinterpret_cast<std::uint8_t const*>(own_.data()));
    }
    say();
    return xcb_connection_has_error(connection_) == 0;
}

void PresentServer::present(Shot const& shot,
                            std::uint32_t options,
                            std::uint64_t msc) const noexcept
{
    xcb_rectangle_t const area{static_cast<std::int16_t>(shot.changed.x),
                               static_cast<std::int16_t>(shot.changed.y),
                               static_cast<std::uint16_t>(shot.changed.width),
                               static_cast<std::uint16_t>(shot.changed.height)};
    xcb_xfixes_set_region(connection_, region_, 1, &area);
    xcb_present_pixmap(connection_,
                       window_,
                       pixmaps_[shot.place],
                       shot.serial,
                       XCB_NONE,
                       region_,
                       0,
                       0,
                       XCB_NONE,
                       XCB_NONE,
                       XCB_NONE,
                       options,
                       msc,
                       0,
                       0,
                       0,
                       nullptr);
}

} // namespace securebase::devices
