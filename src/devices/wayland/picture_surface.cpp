// SPDX-License-Identifier: MIT
// Talking to a compositor about pictures.
#include "devices/wayland/picture_surface.h"

#include "devices/linux/file.h"
#include "devices/wayland/foreign_clock.h"

#include <sys/mman.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <system_error>

namespace securebase::devices {

namespace {

constexpr std::size_t memory_for_places = std::size_t{160} * 1024 * 1024;

} // namespace

void Unmap::operator()(void* memory) const
{
    munmap(memory, bytes);
}

wl_registry_listener const PictureSurface::registry_events = {
    [](void* self, wl_registry*, std::uint32_t name, char const* interface, std::uint32_t version) {
        static_cast<PictureSurface*>(self)->bind(name, interface, version);
    },
    [](void*, wl_registry*, std::uint32_t) {}};

wp_presentation_listener const PictureSurface::presentation_events = {
    [](void* self, wp_presentation*, std::uint32_t id) {
        static_cast<PictureSurface*>(self)->clock_id_ = static_cast<clockid_t>(id);
    }};

struct wp_presentation_feedback_listener const PictureSurface::feedback_events = {
    [](void*, struct wp_presentation_feedback*, wl_output*) {},
    [](void* data,
       struct wp_presentation_feedback*,
       std::uint32_t seconds_high,
       std::uint32_t seconds_low,
       std::uint32_t ns,
       std::uint32_t refresh,
       std::uint32_t count_high,
       std::uint32_t count_low,
       std::uint32_t flags) {
        auto& flight = *static_cast<Flight*>(data);
        PictureSurface& self = *flight.owner;
        Feedback feedback;
        feedback.presented = true;
        feedback.stamp = converted(ns_of(seconds_high, seconds_low, ns),
                                   sample_of(self.clock_id_, self.clock_),
                                   base::TimeSource::driver);
        feedback.refresh = base::Duration(refresh);
        feedback.count = std::uint64_t{count_high} << 32U | count_low;
        feedback.flags = flags;
        self.end(flight, feedback);
    },
    [](void* data, struct wp_presentation_feedback*) {
        auto& flight = *static_cast<Flight*>(data);
        flight.owner->end(flight, {});
    }};

wl_callback_listener const PictureSurface::drawn_events = {
    [](void* data, wl_callback*, std::uint32_t) {
        auto& flight = *static_cast<Flight*>(data);
        flight.drawn = flight.owner->clock_.now();
        flight.drawn_callback.reset();
    }};

wl_buffer_listener const PictureSurface::buffer_events = {
    [](void* data, wl_buffer*) { static_cast<Place*>(data)->busy.store(false); }};

PictureSurface::PictureSurface(WaylandWindow const& window, ports::Clock const& clock)
    : window_(window), clock_(clock), queue_(*window.display),
      surface_(wrapped(*window.surface, queue_.queue()))
{}

PictureSurface::~PictureSurface()
{
    listener_.end();
}

base::Result<std::unique_ptr<PictureSurface>> PictureSurface::open(WaylandWindow const& window,
                                                                   ports::Clock const& clock)
{
    auto surface = std::make_unique<PictureSurface>(window, clock);
    if (auto const prepared = surface->prepare(); !prepared) {
        return prepared.error();
    }
    return surface;
}

base::Result<void> PictureSurface::prepare()
{
    registry_.reset(wl_display_get_registry(&queue_.display()));
    wl_registry_add_listener(registry_.get(), &registry_events, this);
    if (!queue_.round_trip() || !queue_.round_trip()) { // The second: what the first made tells.
        return base::Error{"the Wayland compositor does not answer", {}};
    }
    if (!presentation_) {
        return base::Error{"the Wayland compositor tells nothing of what it shows", {}};
    }
    if (!shm_) {
        return base::Error{"the Wayland compositor takes no pictures from memory", {}};
    }
    if (auto const made = make_places(); !made) {
        return made.error();
    }
    listener_.start([this] { listen(); });
    return {};
}

void PictureSurface::bind(std::uint32_t name, std::string_view interface, std::uint32_t version)
{
    static_cast<void>(version);
    auto const take = [&](wl_interface const& wanted) {
        return wl_registry_bind(registry_.get(), name, &wanted, 1);
    };
    if (interface == wl_shm_interface.name) {
        shm_.reset(static_cast<wl_shm*>(take(wl_shm_interface)));
    } else if (interface == wp_presentation_interface.name) {
        presentation_.reset(static_cast<wp_presentation*>(take(wp_presentation_interface)));
        wp_presentation_add_listener(presentation_.get(), &presentation_events, this);
    }
}

base::Result<void> PictureSurface::make_places()
{
    auto const pixels =
        static_cast<std::size_t>(window_.width) * static_cast<std::size_t>(window_.height);
    std::size_t const bytes = pixels * sizeof(std::uint32_t);
    std::size_t const count = std::clamp<std::size_t>(memory_for_places / bytes, 4, 16) + spare;
    File const file(memfd_create("securebase", MFD_CLOEXEC));
    if (file.get() < 0 || ftruncate(file.get(), static_cast<off_t>(count * bytes)) != 0) {
        return base::Error{"no memory for pictures: " + std::generic_category().message(errno), {}};
    }
    void* const memory =
        mmap(nullptr, count * bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0);
    if (memory == MAP_FAILED) { // NOLINT(performance-no-int-to-ptr): how mmap() says no.
        return base::Error{"no memory for pictures: " + std::generic_category().message(errno), {}};
    }
    memory_ = std::unique_ptr<void, Unmap>(memory, Unmap{count * bytes});
    wl_shm_pool* const pool =
        wl_shm_create_pool(shm_.get(), file.get(), static_cast<std::int32_t>(count * bytes));
    for (std::size_t i = 0; i < count; ++i) {
        auto place = std::make_unique<Place>();
        place->pixels = static_cast<std::uint32_t*>(memory) + i * pixels;
        place->buffer.reset(wl_shm_pool_create_buffer(pool,
                                                      static_cast<std::int32_t>(i * bytes),
                                                      window_.width,
                                                      window_.height,
                                                      window_.width * 4,
                                                      WL_SHM_FORMAT_XRGB8888));
        wl_buffer_add_listener(place->buffer.get(), &buffer_events, place.get());
        places_.push_back(std::move(place));
    }
    wl_shm_pool_destroy(pool);
    drawing_.resize(pixels);
    return {};
}

void PictureSurface::listen()
{
    OrderBook book;
    while (!listener_.is_ending() && !queue_.is_broken()) {
        listener_.bell().clear();
        queue_.dispatch();
        for (Order order; book.has_room() && orders_.pop(order);) {
            book.add(order);
        }
        base::Instant const now = clock_.now();
        if (auto const shot = book.take(now)) {
            commit(*shot);
        }
        auto const next = book.next();
        queue_.wait({listener_.bell().file(), POLLIN, 0},
                    next ? std::optional(*next - clock_.now()) : std::nullopt);
    }
}

/// The oldest is given up when the compositor leaves all of them without a word.
PictureSurface::Flight& PictureSurface::free_flight()
{
    auto const free =
        std::ranges::find_if(flights_, [](Flight const& one) { return !one.is_under_way(); });
    if (free != flights_.end()) {
        return *free;
    }
    return *std::ranges::min_element(flights_, {}, &Flight::committed);
}

void PictureSurface::commit(Shot const& shot)
{
    constexpr std::uint32_t since_buffer_pixels = 4;
    Place& place = *places_[shot.place];
    Flight& flight = free_flight();
    flight.owner = this;
    flight.serial = shot.serial;
    flight.drawn.reset();
    flight.feedback.reset(wp_presentation_feedback(presentation_.get(), surface_.get()));
    wp_presentation_feedback_add_listener(flight.feedback.get(), &feedback_events, &flight);
    flight.drawn_callback.reset(wl_surface_frame(surface_.get()));
    wl_callback_add_listener(flight.drawn_callback.get(), &drawn_events, &flight);
    place.busy.store(true);
    wl_surface_attach(surface_.get(), place.buffer.get(), 0, 0);
    ports::Box const& changed = shot.changed;
    if (wl_surface_get_version(surface_.get()) >= since_buffer_pixels) {
        wl_surface_damage_buffer(
            surface_.get(), changed.x, changed.y, changed.width, changed.height);
    } else {
        wl_surface_damage(surface_.get(), 0, 0, INT32_MAX, INT32_MAX);
    }
    flight.committed = clock_.now();
    wl_surface_commit(surface_.get());
    wl_display_flush(window_.display);
}

void PictureSurface::end(Flight& flight, Feedback const& feedback)
{
    News news{flight.serial, feedback};
    news.feedback.committed = flight.committed;
    news.feedback.drawn = flight.drawn;
    news.feedback.heard = clock_.now();
    flight.feedback.reset();
    flight.drawn_callback.reset();
    told_.push(news);
    news_.raise();
}

ports::Pixels PictureSurface::pixels() noexcept
{
    return {drawing_.data(), window_.width, window_.height, window_.width * 4};
}

bool PictureSurface::store(std::size_t place) noexcept
{
    Place const& there = *places_[place];
    base::Instant const until = clock_.now() + compositor_patience;
    while (there.busy.load()) {
        if (clock_.now() >= until || queue_.is_broken()) {
            return false;
        }
        sleep_on({}, std::chrono::milliseconds(1));
    }
    std::ranges::copy(drawing_, there.pixels);
    return true;
}

void PictureSurface::order(Order const& order) noexcept
{
    orders_.push(order);
    listener_.bell().raise();
}

std::optional<PictureSurface::News> PictureSurface::news_of(std::uint32_t serial,
                                                            base::Instant until)
{
    auto const known = std::ranges::find(seen_, serial, &News::serial);
    if (known != seen_.end()) {
        return *known;
    }
    while (true) {
        news_.clear();
        for (News told; told_.pop(told);) {
            if (told.serial == serial) {
                return told;
            }
            seen_[next_seen_++ % seen_.size()] = told;
        }
        base::Instant const now = clock_.now();
        if (now >= until || queue_.is_broken()) {
            return std::nullopt;
        }
        news_.wait(until - now);
    }
}

} // namespace securebase::devices
