// SPDX-License-Identifier: MIT
// Talking to the Present extension.
#include "devices/x11/present_keeper.h"

#include "devices/x11/present_rules.h"
#include "devices/x11/signal.h"
#include "devices/x11/spsc.h"
#include "devices/x11/x_server.h"

#include <sys/ipc.h>
#include <sys/shm.h>
#include <xcb/present.h>
#include <xcb/shm.h>
#include <xcb/xcb.h>
#include <xcb/xfixes.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <vector>

namespace securebase::devices {

namespace {

constexpr base::Duration server_patience = std::chrono::seconds(1);
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

/// What the listening thread tells.
struct News {
    enum class About : std::uint8_t { tick, shown, stored };
    About about = About::tick;
    PresentMode mode = PresentMode::skip;
    std::uint32_t serial = 0;
    Tick tick;
    base::Instant heard{};
};

/// A frame to be handed over by the listening thread.
struct Order {
    xcb_pixmap_t pixmap = 0;
    std::uint32_t serial = 0;
    base::Instant at{};
};

} // namespace

struct PresentKeeper::Server {
    Server(ports::Clock const& session_clock, std::string const& name, xcb_window_t shown_in)
        : clock(session_clock),
          connection(xcb_connect(name.empty() ? nullptr : name.c_str(), &screen)), window(shown_in)
    {}
    ~Server();
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    base::Result<void> open();
    base::Result<void> look_at_window();
    base::Result<void> find_extensions();
    base::Result<void> make_places();
    bool share_memory(std::size_t bytes);
    void start();
    base::Result<void> learn();
    void learn_mode();

    void listen();
    void translate(xcb_generic_event_t const& event, base::Instant heard);
    void say() const noexcept;
    std::optional<News> news_of(News::About about, std::uint32_t serial, base::Instant until);
    std::optional<News> tick_at(std::uint64_t msc);
    bool store_is_done() noexcept;
    bool store(std::size_t place) noexcept;
    ports::FrameReport show(std::size_t place, ports::Box const& changed, base::Instant not_before);
    ports::FrameReport show_at_refresh(std::size_t place, base::Instant not_before);
    ports::FrameReport show_at_moment(std::size_t place, base::Instant not_before);
    void present(xcb_pixmap_t pixmap,
                 std::uint32_t number,
                 std::uint32_t options,
                 std::uint64_t msc) const noexcept;
    std::optional<News> completion_of(std::uint32_t number, base::Instant due);
    ports::FrameReport report_of(std::optional<News> const& done);
    base::Duration guard() const { return std::min(period_over(8), least_guard()); }
    base::Duration period_over(int parts) const { return screening.period / parts; }
    base::Duration least_guard() const
    {
        return screening.is_fake ? base::from_ms(2) : base::from_ms(0.2);
    }

    ports::Clock const& clock;
    int screen = 0;
    xcb_connection_t* connection;
    xcb_window_t window;
    std::int32_t width = 0;
    std::int32_t height = 0;
    std::uint8_t depth = 0;
    std::uint8_t present_opcode = 0;
    std::uint8_t stored_event = 0; ///< 0: no shared memory.
    xcb_gcontext_t context = 0;
    xcb_xfixes_region_t region = 0;
    xcb_shm_seg_t segment = 0;
    void* shared = nullptr;
    std::vector<std::uint32_t> own; ///< Where the server shares no memory.
    std::vector<xcb_pixmap_t> pixmaps;

    Screening screening;
    bool is_xwayland = false;
    PresentMode best_mode = PresentMode::skip;
    std::uint32_t serial = 0;
    bool storing = false;
    std::uint64_t shown_count = 0;
    base::Instant last_shown{};
    base::Instant last_stamp{};
    std::uint64_t last_msc = 0;

    Spsc<News, 256> queue;
    Spsc<Order, 8> orders;
    Signal stop;
    Signal news;
    std::atomic<bool> stopping{false};
    bool realtime = false;
    std::thread thread;
};

PresentKeeper::Server::~Server()
{
    if (thread.joinable()) {
        stopping.store(true);
        stop.raise();
        thread.join();
    }
    xcb_disconnect(connection);
    if (shared != nullptr) {
        shmdt(shared);
    }
}

base::Result<void> PresentKeeper::Server::open()
{
    if (xcb_connection_has_error(connection) != 0) {
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
    is_xwayland = is_an_xwayland(connection, window);
    screening.is_composed = is_xwayland || is_composed(connection, screen);
    start();
    return learn();
}

base::Result<void> PresentKeeper::Server::find_extensions()
{
    auto const* const present = xcb_get_extension_data(connection, &xcb_present_id);
    auto const* const fixes = xcb_get_extension_data(connection, &xcb_xfixes_id);
    if (present == nullptr || present->present == 0 || fixes == nullptr || fixes->present == 0) {
        return base::Error{"the X server has no Present extension", {}};
    }
    present_opcode = present->major_opcode;
    auto const present_version =
        answer_of(xcb_present_query_version_reply,
                  connection,
                  xcb_present_query_version(
                      connection, XCB_PRESENT_MAJOR_VERSION, XCB_PRESENT_MINOR_VERSION));
    auto const fixes_version = answer_of(
        xcb_xfixes_query_version_reply, connection, xcb_xfixes_query_version(connection, 2, 0));
    if (!present_version || !fixes_version || fixes_version->major_version < 2) {
        return base::Error{"the X server's Present extension is too old", {}};
    }
    return {};
}

base::Result<void> PresentKeeper::Server::look_at_window()
{
    auto const geometry =
        answer_of(xcb_get_geometry_reply, connection, xcb_get_geometry(connection, window));
    if (!geometry) {
        return base::Error{"the X server does not know the window", {}};
    }
    width = geometry->width;
    height = geometry->height;
    depth = geometry->depth;
    if (depth != 24 && depth != 32) {
        return base::Error{"the window has " + std::to_string(depth) + " bits a pixel, not 24", {}};
    }
    return {};
}

base::Result<void> PresentKeeper::Server::make_places()
{
    auto const pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    std::size_t const bytes = pixels * sizeof(std::uint32_t);
    if (!share_memory(bytes)) {
        own.resize(pixels);
    }
    std::size_t const count = std::clamp<std::size_t>(memory_for_places / bytes, 4, 16);
    for (std::size_t i = 0; i < count; ++i) {
        pixmaps.push_back(xcb_generate_id(connection));
        xcb_create_pixmap(connection,
                          depth,
                          pixmaps.back(),
                          window,
                          static_cast<std::uint16_t>(width),
                          static_cast<std::uint16_t>(height));
    }
    context = xcb_generate_id(connection);
    Answer<xcb_generic_error_t> const refused(xcb_request_check(
        connection, xcb_create_gc_checked(connection, context, pixmaps.back(), 0, nullptr)));
    region = xcb_generate_id(connection);
    xcb_xfixes_create_region(connection, region, 0, nullptr);
    xcb_present_select_input(
        connection, xcb_generate_id(connection), window, XCB_PRESENT_EVENT_MASK_COMPLETE_NOTIFY);
    if (refused) {
        return base::Error{"the X server has no memory for pictures", {}};
    }
    return {};
}

bool PresentKeeper::Server::share_memory(std::size_t bytes)
{
    auto const* const extension = xcb_get_extension_data(connection, &xcb_shm_id);
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
    segment = xcb_generate_id(connection);
    Answer<xcb_generic_error_t> const refused(xcb_request_check(
        connection,
        xcb_shm_attach_checked(connection, segment, static_cast<std::uint32_t>(id), 0)));
    shmctl(id, IPC_RMID, nullptr); // It lasts while somebody is attached.
    if (!attached || refused) {
        if (attached) {
            shmdt(memory);
        }
        return false;
    }
    shared = memory;
    stored_event = static_cast<std::uint8_t>(extension->first_event + XCB_SHM_COMPLETION);
    return true;
}

void PresentKeeper::Server::start()
{
    say();
    thread = std::thread([this] { listen(); });
    realtime = put_first(thread);
}

/// Hands over what was asked. Writing may also read, so the listener is told to look.
void PresentKeeper::Server::say() const noexcept
{
    xcb_flush(connection);
    stop.raise();
}

void PresentKeeper::Server::listen()
{
    std::array<pollfd, 2> files{pollfd{xcb_get_file_descriptor(connection), POLLIN, 0},
                                pollfd{stop.file(), POLLIN, 0}};
    Order order;
    bool has_order = false;
    while (!stopping.load() && xcb_connection_has_error(connection) == 0) {
        stop.clear();
        while (Answer<xcb_generic_event_t> const event{xcb_poll_for_event(connection)}) {
            translate(*event, clock.now());
        }
        has_order = has_order || orders.pop(order);
        base::Instant const now = clock.now();
        if (has_order && now >= order.at) {
            present(order.pixmap, order.serial, XCB_PRESENT_OPTION_ASYNC, 0);
            xcb_flush(connection);
            has_order = false;
            continue;
        }
        sleep_on(files, has_order ? std::optional(order.at - now) : std::nullopt);
    }
}

void PresentKeeper::Server::translate(xcb_generic_event_t const& event, base::Instant heard)
{
    auto const kind = static_cast<std::uint8_t>(event.response_type & 0x7FU);
    News told;
    told.heard = heard;
    if (stored_event != 0 && kind == stored_event) {
        told.about = News::About::stored;
    } else if (kind == XCB_GE_GENERIC) {
        auto const& generic = reinterpret_cast<xcb_ge_generic_event_t const&>(event);
        if (generic.extension != present_opcode ||
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
    queue.push(told);
    news.raise();
}

/// What is waited for; older news is passed over. Empty when the moment has come.
std::optional<News>
PresentKeeper::Server::news_of(News::About about, std::uint32_t wanted, base::Instant until)
{
    while (true) {
        news.clear();
        News told;
        while (queue.pop(told)) {
            storing = storing && told.about != News::About::stored;
            if (told.about == about && (about == News::About::stored || told.serial == wanted)) {
                return told;
            }
        }
        base::Instant const now = clock.now();
        if (now >= until || xcb_connection_has_error(connection) != 0) {
            return std::nullopt;
        }
        news.wait(until - now);
    }
}

std::optional<News> PresentKeeper::Server::tick_at(std::uint64_t msc)
{
    xcb_present_notify_msc(connection, window, ++serial, msc, 0, 0);
    say();
    return news_of(News::About::tick, serial, clock.now() + server_patience);
}

base::Result<void> PresentKeeper::Server::learn()
{
    constexpr std::size_t enough = 20;
    std::vector<Tick> ticks;
    std::uint64_t next = 0;
    while (ticks.size() < enough) {
        auto const told = tick_at(next);
        base::Instant const now = clock.now();
        if (!told || told->tick.msc == 0) {
            return base::Error{"the X server does not tell its refreshes", {}};
        }
        auto const age =
            now - base::instant_from_ns(static_cast<std::int64_t>(told->tick.ust) * 1000);
        if (age < -server_patience || age > server_patience) {
            return base::Error{"the X server stamps refreshes by another clock", {}};
        }
        ticks.push_back(told->tick);
        next = told->tick.msc + 1;
    }
    auto const fake = fake_interval(ticks);
    auto const period = fake ? fake : period_of(ticks);
    if (!period) {
        return base::Error{"the X server's refreshes keep no period", {}};
    }
    screening.is_fake = fake.has_value();
    screening.period = *period;
    learn_mode();
    return {};
}

void PresentKeeper::Server::learn_mode()
{
    constexpr int blanks = 3;
    for (int i = 0; i < blanks && store(static_cast<std::size_t>(i % 2)); ++i) {
        show(static_cast<std::size_t>(i % 2), {0, 0, width, height}, {});
    }
    shown_count = 0;
}

bool PresentKeeper::Server::store_is_done() noexcept
{
    if (storing) {
        news_of(News::About::stored, 0, clock.now() + server_patience);
    }
    return !storing;
}

bool PresentKeeper::Server::store(std::size_t place) noexcept
{
    auto const w = static_cast<std::uint16_t>(width);
    auto const h = static_cast<std::uint16_t>(height);
    if (shared != nullptr) {
        if (!store_is_done()) {
            return false;
        }
        xcb_shm_put_image(connection,
                          pixmaps[place],
                          context,
                          w,
                          h,
                          0,
                          0,
                          w,
                          h,
                          0,
                          0,
                          depth,
                          XCB_IMAGE_FORMAT_Z_PIXMAP,
                          1,
                          segment,
                          0);
        storing = true;
    } else {
        xcb_put_image(connection,
                      XCB_IMAGE_FORMAT_Z_PIXMAP,
                      pixmaps[place],
                      context,
                      w,
                      h,
                      0,
                      0,
                      0,
                      depth,
                      static_cast<std::uint32_t>(own.size() * sizeof own[0]),
                      reinterpret_cast<std::uint8_t const*>(own.data()));
    }
    say();
    return xcb_connection_has_error(connection) == 0;
}

ports::FrameReport
PresentKeeper::Server::show(std::size_t place, ports::Box const& changed, base::Instant not_before)
{
    xcb_rectangle_t const area{static_cast<std::int16_t>(changed.x),
                               static_cast<std::int16_t>(changed.y),
                               static_cast<std::uint16_t>(changed.width),
                               static_cast<std::uint16_t>(changed.height)};
    xcb_xfixes_set_region(connection, region, 1, &area);
    ++shown_count;
    return screening.is_fake ? show_at_moment(place, not_before)
                             : show_at_refresh(place, not_before);
}

/// The display counts refreshes, and is told which.
ports::FrameReport PresentKeeper::Server::show_at_refresh(std::size_t place,
                                                          base::Instant not_before)
{
    auto const target = target_of(not_before, last_shown, last_msc, screening.period, guard());
    present(pixmaps[place], ++serial, XCB_PRESENT_OPTION_NONE, target.value_or(0));
    say();
    auto const done = completion_of(serial, not_before);
    ports::FrameReport report = report_of(done);
    if (target && report.shown.is_known()) {
        report.late = static_cast<std::int32_t>(done->tick.msc - *target);
    }
    return report;
}

/// The refresh is made up, and the server's own making wanders by a millisecond: frames follow a
/// steadier one of ours, counted from the frame shown last, and the listener hands them over.
ports::FrameReport PresentKeeper::Server::show_at_moment(std::size_t place,
                                                         base::Instant not_before)
{
    MadeUp const target =
        made_up_refresh(not_before, last_shown, last_stamp, clock.now(), screening.period, guard());
    orders.push({pixmaps[place], ++serial, target.at});
    say();
    auto const done = completion_of(serial, target.at);
    ports::FrameReport report = report_of(done);
    if (not_before > base::Instant{} && report.shown.is_known()) {
        auto const after = (report.shown.earliest - target.at + screening.period / 2);
        report.late = target.late + static_cast<std::int32_t>(after / screening.period);
    }
    return report;
}

void PresentKeeper::Server::present(xcb_pixmap_t pixmap,
                                    std::uint32_t number,
                                    std::uint32_t options,
                                    std::uint64_t msc) const noexcept
{
    xcb_present_pixmap(connection,
                       window,
                       pixmap,
                       number,
                       XCB_NONE,
                       region,
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

std::optional<News> PresentKeeper::Server::completion_of(std::uint32_t number, base::Instant due)
{
    return news_of(News::About::shown, number, std::max(clock.now(), due) + server_patience);
}

ports::FrameReport PresentKeeper::Server::report_of(std::optional<News> const& done)
{
    ports::FrameReport report{shown_count, {}, {}};
    if (!done) {
        return report;
    }
    report.shown = shown_at(done->tick, done->mode, done->heard, screening);
    if (report.shown.is_known()) {
        best_mode = std::min(best_mode, done->mode);
        last_shown = report.shown.middle();
        last_stamp = base::instant_from_ns(static_cast<std::int64_t>(done->tick.ust) * 1000);
        last_msc = done->tick.msc;
    }
    return report;
}

PresentKeeper::PresentKeeper(std::unique_ptr<Server> server) : server_(std::move(server)) {}
PresentKeeper::~PresentKeeper() = default;
PresentKeeper::PresentKeeper(PresentKeeper&& other) noexcept = default;
PresentKeeper& PresentKeeper::operator=(PresentKeeper&& other) noexcept = default;

base::Result<PresentKeeper>
PresentKeeper::open(std::uint32_t window, ports::Clock const& clock, std::string const& display)
{
    auto server = std::make_unique<Server>(clock, display, window);
    if (auto const opened = server->open(); !opened) {
        return opened.error();
    }
    return PresentKeeper(std::move(server));
}

ports::DisplayFacts PresentKeeper::describe() const
{
    Screening const& screening = server_->screening;
    bool const flips = server_->best_mode == PresentMode::flip && !screening.is_composed;
    ports::DisplayFacts facts;
    facts.width = server_->width;
    facts.height = server_->height;
    facts.period = screening.period;
    facts.rate_source =
        screening.is_fake ? ports::RateSource::simulated : ports::RateSource::measured;
    facts.onset_source = screening.is_fake ? base::TimeSource::software
                         : flips           ? base::TimeSource::x_present_flip
                                           : base::TimeSource::x_present_copy;
    facts.name = flips ? "X Present, flip" : "X Present, copy";
    auto const yes_no = [](bool value) { return value ? "true" : "false"; };
    facts.extra = std::string(R"({"refresh_is_simulated":)") + yes_no(screening.is_fake) +
                  R"(,"flips":)" + yes_no(flips) + R"(,"composed":)" +
                  yes_no(screening.is_composed) + R"(,"xwayland":)" + yes_no(server_->is_xwayland) +
                  R"(,"shared_memory":)" + yes_no(server_->shared != nullptr) +
                  R"(,"frames_kept":)" + std::to_string(server_->pixmaps.size()) +
                  R"(,"thread":")" + (server_->realtime ? "fifo 20" : "normal") + "\"}";
    return facts;
}

ports::Pixels PresentKeeper::pixels() noexcept
{
    server_->store_is_done();
    auto* const first = server_->shared != nullptr ? static_cast<std::uint32_t*>(server_->shared)
                                                   : server_->own.data();
    return {first, server_->width, server_->height, server_->width * 4};
}

std::size_t PresentKeeper::places() const noexcept
{
    return server_->pixmaps.size();
}

bool PresentKeeper::keep(std::size_t place) noexcept
{
    return server_->store(place);
}

ports::FrameReport
PresentKeeper::show(std::size_t place, ports::Box const& changed, base::Instant not_before) noexcept
{
    return server_->show(place, changed, not_before);
}

} // namespace securebase::devices
