// SPDX-License-Identifier: MIT
// The other end of a connection.
#include "devices/wayland/pretended_compositor.h"

#include <boost/test/unit_test.hpp>
#include <input-timestamps-server.h>
#include <poll.h>
#include <presentation-time-server.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>
#include <wayland-server.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <ctime>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace securebase::contract {

namespace {

std::int64_t now_by(clockid_t id)
{
    timespec time{};
    clock_gettime(id, &time);
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

void no_request(wl_client*, wl_resource*) {}

void destroy(wl_client*, wl_resource* resource)
{
    wl_resource_destroy(resource);
}

struct Key {
    unsigned number;
    bool down;
    std::int64_t stamp;
    base::Duration busy;
};

std::uint32_t high(std::int64_t seconds)
{
    return static_cast<std::uint32_t>(static_cast<std::uint64_t>(seconds) >> 32U);
}

} // namespace

struct PretendedCompositor::Server {
    /// What one commit brought.
    struct Content {
        wl_resource* buffer = nullptr;
        std::vector<wl_resource*> drawn;
        std::vector<wl_resource*> feedback;
    };

    Server(Manner const& wanted, Outfit const& has) : manner(wanted), outfit(has) {}

    void start(int file);
    void run();
    void refresh(std::int64_t when);
    void discard(Content& content);
    void send_keys();
    Manner current()
    {
        std::lock_guard const lock(mutex);
        return manner;
    }

    static Server& of(wl_resource* resource)
    {
        return *static_cast<Server*>(wl_resource_get_user_data(resource));
    }

    std::mutex mutex;
    Manner manner;
    Outfit outfit;
    std::vector<Key> keys;
    std::atomic<bool> ending{false};
    std::atomic<bool> dying{false};
    std::atomic<std::uint64_t> presented{0};
    std::atomic<std::uint64_t> discarded{0};
    std::atomic<std::uint32_t> first_pixel{0};
    int bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    wl_display* display = wl_display_create();
    Content pending;
    std::optional<Content> committed;
    wl_resource* on_screen = nullptr;
    wl_resource* keyboard = nullptr;
    wl_resource* stamps = nullptr;
    std::int64_t next = now_by(CLOCK_MONOTONIC);
    std::uint64_t count = 100;
    std::thread thread;
};

// The protocol's requests, of which few mean anything here.
namespace requests {

template <class Self> struct Of {
    static void create_surface(wl_client* client, wl_resource* resource, std::uint32_t id)
    {
        wl_resource* const surface = wl_resource_create(
            client, &wl_surface_interface, wl_resource_get_version(resource), id);
        wl_resource_set_implementation(
            surface, &surface_requests, wl_resource_get_user_data(resource), nullptr);
    }
    static void create_region(wl_client*, wl_resource*, std::uint32_t) {}

    static void
    attach(wl_client*, wl_resource* surface, wl_resource* buffer, std::int32_t, std::int32_t)
    {
        Self::of(surface).pending.buffer = buffer;
    }
    static void
    damage(wl_client*, wl_resource*, std::int32_t, std::int32_t, std::int32_t, std::int32_t)
    {}
    static void frame(wl_client* client, wl_resource* surface, std::uint32_t id)
    {
        Self::of(surface).pending.drawn.push_back(
            wl_resource_create(client, &wl_callback_interface, 1, id));
    }
    static void region(wl_client*, wl_resource*, wl_resource*) {}
    static void number(wl_client*, wl_resource*, std::int32_t) {}
    static void offset(wl_client*, wl_resource*, std::int32_t, std::int32_t) {}
    static void commit(wl_client*, wl_resource* surface)
    {
        Self& self = Self::of(surface);
        if (self.committed) {
            self.discard(*self.committed); // Another picture came first.
            wl_buffer_send_release(self.committed->buffer);
        }
        self.committed = std::exchange(self.pending, {});
    }

    static void
    feedback(wl_client* client, wl_resource* presentation, wl_resource*, std::uint32_t id)
    {
        Self::of(presentation)
            .pending.feedback.push_back(
                wl_resource_create(client, &wp_presentation_feedback_interface, 1, id));
    }

    static void get_pointer(wl_client*, wl_resource*, std::uint32_t) {}
    static void get_keyboard(wl_client* client, wl_resource* seat, std::uint32_t id)
    {
        Self::of(seat).keyboard = wl_resource_create(client, &wl_keyboard_interface, 1, id);
    }
    static void stamp(wl_client* client, wl_resource* manager, std::uint32_t id, wl_resource*)
    {
        Self& self = Self::of(manager);
        self.stamps = wl_resource_create(client, &zwp_input_timestamps_v1_interface, 1, id);
        static constexpr struct zwp_input_timestamps_v1_interface stamps_requests = {destroy};
        wl_resource_set_implementation(self.stamps, &stamps_requests, &self, nullptr);
    }

    static constexpr struct wl_surface_interface surface_requests = {
        destroy, attach, damage, frame, region, region, commit, number, number, damage, offset};
    static constexpr struct wl_compositor_interface compositor_requests = {create_surface,
                                                                           create_region};
    static constexpr struct wp_presentation_interface presentation_requests = {destroy, feedback};
    static constexpr struct wl_seat_interface seat_requests = {
        get_pointer, get_keyboard, get_pointer, no_request};
    static constexpr struct zwp_input_timestamps_manager_v1_interface manager_requests = {
        destroy, stamp, stamp, stamp};

    static void
    bind_compositor(wl_client* client, void* self, std::uint32_t version, std::uint32_t id)
    {
        wl_resource_set_implementation(
            wl_resource_create(client, &wl_compositor_interface, static_cast<int>(version), id),
            &compositor_requests,
            self,
            nullptr);
    }
    static void bind_presentation(wl_client* client, void* self, std::uint32_t, std::uint32_t id)
    {
        wl_resource* const resource = wl_resource_create(client, &wp_presentation_interface, 1, id);
        wl_resource_set_implementation(resource, &presentation_requests, self, nullptr);
        wp_presentation_send_clock_id(resource, static_cast<Self*>(self)->outfit.clock_id);
    }
    static void bind_seat(wl_client* client, void* self, std::uint32_t, std::uint32_t id)
    {
        wl_resource* const resource = wl_resource_create(client, &wl_seat_interface, 1, id);
        wl_resource_set_implementation(resource, &seat_requests, self, nullptr);
        wl_seat_send_capabilities(
            resource,
            static_cast<Self*>(self)->outfit.has_keyboard ? WL_SEAT_CAPABILITY_KEYBOARD : 0);
    }
    static void bind_stamps(wl_client* client, void* self, std::uint32_t, std::uint32_t id)
    {
        wl_resource_set_implementation(
            wl_resource_create(client, &zwp_input_timestamps_manager_v1_interface, 1, id),
            &manager_requests,
            self,
            nullptr);
    }
};

} // namespace requests

void PretendedCompositor::Server::start(int file)
{
    using Requests = requests::Of<Server>;
    wl_global_create(display, &wl_compositor_interface, 4, this, Requests::bind_compositor);
    wl_display_init_shm(display);
    wl_global_create(display, &wl_seat_interface, 1, this, Requests::bind_seat);
    if (outfit.tells_presentation) {
        wl_global_create(display, &wp_presentation_interface, 1, this, Requests::bind_presentation);
    }
    if (outfit.stamps_input) {
        wl_global_create(
            display, &zwp_input_timestamps_manager_v1_interface, 1, this, Requests::bind_stamps);
    }
    wl_client_create(display, file);
    thread = std::thread([this] { run(); });
}

void PretendedCompositor::Server::run()
{
    wl_event_loop* const loop = wl_display_get_event_loop(display);
    while (!ending.load()) {
        wl_display_flush_clients(display);
        std::int64_t const left = std::max<std::int64_t>(next - now_by(CLOCK_MONOTONIC), 0);
        timespec const timeout{left / 1'000'000'000, left % 1'000'000'000};
        std::array<pollfd, 2> files{pollfd{wl_event_loop_get_fd(loop), POLLIN, 0},
                                    pollfd{bell, POLLIN, 0}};
        ppoll(files.data(), files.size(), &timeout, nullptr);
        // First: what came after a refresh was not shown by it.
        std::int64_t const now = now_by(CLOCK_MONOTONIC);
        while (now >= next) {
            std::int64_t const when = next;
            Manner const how = current();
            next += how.refresh.count();
            count += how.count_step;
            if (now < next) {
                refresh(when); // Others were slept through.
            }
        }
        wl_event_loop_dispatch(loop, 0);
        if (dying.exchange(false)) {
            wl_display_destroy_clients(display);
            committed.reset();
            on_screen = keyboard = stamps = nullptr;
        }
        send_keys();
    }
}

void PretendedCompositor::Server::refresh(std::int64_t when)
{
    Manner const how = current();
    if (!committed || how.is_silent) {
        return;
    }
    Content content = *std::exchange(committed, std::nullopt);
    if (wl_shm_buffer* const buffer = wl_shm_buffer_get(content.buffer)) {
        first_pixel = *static_cast<std::uint32_t*>(wl_shm_buffer_get_data(buffer));
    }
    for (wl_resource* const drawn : content.drawn) {
        wl_callback_send_done(drawn, static_cast<std::uint32_t>(when / 1'000'000));
        wl_resource_destroy(drawn);
    }
    content.drawn.clear();
    if (how.discards) {
        discard(content);
    }
    auto const id = static_cast<clockid_t>(outfit.clock_id);
    std::int64_t const stamp = when + now_by(id) - now_by(CLOCK_MONOTONIC);
    for (wl_resource* const feedback : content.feedback) {
        wp_presentation_feedback_send_presented(
            feedback,
            high(stamp / 1'000'000'000),
            static_cast<std::uint32_t>(stamp / 1'000'000'000),
            static_cast<std::uint32_t>(stamp % 1'000'000'000),
            static_cast<std::uint32_t>(
                (how.said_refresh > base::Duration{} ? how.said_refresh : how.refresh).count()),
            0,
            how.count_step == 0 ? 0 : static_cast<std::uint32_t>(count),
            how.flags);
        wl_resource_destroy(feedback);
        ++presented;
    }
    if (on_screen != nullptr && on_screen != content.buffer) {
        wl_buffer_send_release(on_screen);
    }
    on_screen = content.buffer;
}

void PretendedCompositor::Server::discard(Content& content)
{
    for (wl_resource* const drawn : content.drawn) {
        wl_resource_destroy(drawn);
    }
    for (wl_resource* const feedback : content.feedback) {
        wp_presentation_feedback_send_discarded(feedback);
        wl_resource_destroy(feedback);
        ++discarded;
    }
    content.drawn.clear();
    content.feedback.clear();
}

void PretendedCompositor::Server::send_keys()
{
    std::uint64_t rung = 0;
    static_cast<void>(read(bell, &rung, sizeof rung) == 0);
    std::lock_guard const lock(mutex);
    for (Key& key : keys) {
        if (key.busy > base::Duration{}) {
            std::this_thread::sleep_for(key.busy);
            key.stamp = now_by(CLOCK_MONOTONIC);
        }
        if (stamps != nullptr) {
            zwp_input_timestamps_v1_send_timestamp(
                stamps,
                high(key.stamp / 1'000'000'000),
                static_cast<std::uint32_t>(key.stamp / 1'000'000'000),
                static_cast<std::uint32_t>(key.stamp % 1'000'000'000));
        }
        wl_keyboard_send_key(keyboard,
                             1,
                             static_cast<std::uint32_t>(key.stamp / 1'000'000),
                             key.number,
                             key.down ? WL_KEYBOARD_KEY_STATE_PRESSED
                                      : WL_KEYBOARD_KEY_STATE_RELEASED);
    }
    keys.clear();
}

PretendedCompositor::PretendedCompositor(Manner const& manner, Outfit const& outfit)
    : server_(std::make_unique<Server>(manner, outfit))
{
    std::array<int, 2> ends{};
    BOOST_TEST_REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) == 0);
    server_->start(ends[0]);
    client_ = wl_display_connect_to_fd(ends[1]);
    BOOST_TEST_REQUIRE(client_ != nullptr);
    wl_registry* const registry = wl_display_get_registry(client_);
    static constexpr wl_registry_listener events = {
        [](void* self, wl_registry* all, std::uint32_t name, char const* what, std::uint32_t) {
            if (std::string_view(what) == wl_compositor_interface.name) {
                static_cast<PretendedCompositor*>(self)->compositor_ = static_cast<wl_compositor*>(
                    wl_registry_bind(all, name, &wl_compositor_interface, 4));
            }
        },
        [](void*, wl_registry*, std::uint32_t) {}};
    wl_registry_add_listener(registry, &events, this);
    wl_display_roundtrip(client_);
    BOOST_TEST_REQUIRE(compositor_ != nullptr);
    surface_ = wl_compositor_create_surface(compositor_);
    wl_registry_destroy(registry);
}

PretendedCompositor::~PretendedCompositor()
{
    wl_surface_destroy(surface_);
    wl_compositor_destroy(compositor_);
    wl_display_disconnect(client_);
    server_->ending = true;
    ring();
    server_->thread.join();
    wl_display_destroy_clients(server_->display);
    wl_display_destroy(server_->display);
    close(server_->bell);
}

wl_display& PretendedCompositor::connection()
{
    return *client_;
}

wl_surface& PretendedCompositor::surface()
{
    return *surface_;
}

void PretendedCompositor::behave(Manner const& manner)
{
    std::lock_guard const lock(server_->mutex);
    server_->manner = manner;
}

void PretendedCompositor::move_key(unsigned number, bool down, std::int64_t stamp_ns)
{
    {
        std::lock_guard const lock(server_->mutex);
        server_->keys.push_back({number, down, stamp_ns, {}});
    }
    ring();
}

void PretendedCompositor::move_key_later(unsigned number, bool down, base::Duration busy)
{
    {
        std::lock_guard const lock(server_->mutex);
        server_->keys.push_back({number, down, 0, busy});
    }
    ring();
}

void PretendedCompositor::die()
{
    server_->dying = true;
    ring();
}

void PretendedCompositor::ring()
{
    std::uint64_t const one = 1;
    static_cast<void>(write(server_->bell, &one, sizeof one) == 0);
}

std::uint64_t PretendedCompositor::presented() const
{
    return server_->presented;
}

std::uint64_t PretendedCompositor::discarded() const
{
    return server_->discarded;
}

std::uint32_t PretendedCompositor::first_pixel() const
{
    return server_->first_pixel;
}

} // namespace securebase::contract
