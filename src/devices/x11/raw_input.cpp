// SPDX-License-Identifier: MIT
// A thread that reads XInput 2 raw events.
#include "devices/x11/raw_input.h"

#include "devices/linux/listener.h"
#include "devices/linux/turns.h"
#include "devices/x11/keycodes.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <X11/extensions/XInput2.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <bitset>
#include <ctime>

namespace securebase::devices {

namespace {

constexpr std::int64_t ns_per_ms = 1'000'000;
constexpr base::Duration millisecond{ns_per_ms};

/// A stamp is a reading of the kernel's coarse clock where that is as fine as a millisecond; it is
/// then as old as that clock's tick at most.
base::Duration server_slack()
{
    timespec tick{};
    clock_getres(CLOCK_MONOTONIC_COARSE, &tick);
    base::Duration const coarse(tick.tv_sec * 1'000'000'000 + tick.tv_nsec);
    return coarse <= millisecond ? coarse : base::Duration{};
}

/// Has the server tell when it has changed a property of a window of ours.
void ask_for_trifle(Display* display, Window window)
{
    unsigned char const nothing = 0;
    XChangeProperty(display, window, XA_WM_NAME, XA_STRING, 8, PropModeReplace, &nothing, 1);
    XFlush(display);
}

/// Asks for the time through a property that is written and read about: the mark of the server's
/// own clock lies between sending and receiving, if that clock is ours.
bool stamps_by_our_clock(Display* display,
                         Window window,
                         ports::Clock const& clock,
                         base::Duration slack)
{
    bool agrees = true;
    for (int i = 0; i < 8 && agrees; ++i) {
        base::Instant const before = clock.now();
        ask_for_trifle(display, window);
        XEvent event{};
        XWindowEvent(display, window, PropertyChangeMask, &event);
        auto const when =
            moment_of(static_cast<std::uint32_t>(event.xproperty.time), clock.now(), slack);
        agrees = when && when->latest >= before;
    }
    return agrees;
}

} // namespace

std::optional<base::Timestamp>
moment_of(std::uint32_t x_time, base::Instant arrival, base::Duration slack)
{
    constexpr std::int32_t too_old_ms = 10'000;
    std::int64_t const arrival_ms = base::to_ns(arrival) / ns_per_ms;
    auto const age_ms = static_cast<std::int32_t>(static_cast<std::uint32_t>(arrival_ms) - x_time);
    if (age_ms < 0 || age_ms > too_old_ms) {
        return std::nullopt;
    }
    base::Instant const earliest = base::instant_from_ns((arrival_ms - age_ms) * ns_per_ms);
    base::Instant const latest = std::min(earliest + millisecond + slack, arrival);
    // Heard at once, unless it was heard when its millisecond was over: the later, the less that
    // says.
    base::Instant const likely = latest - std::min(arrival - latest, (latest - earliest) / 2);
    return base::Timestamp::about(likely, earliest, latest, base::TimeSource::x_server);
}

base::Timestamp reaching_back(base::Timestamp const& when, base::Instant awake)
{
    if (awake >= when.earliest) {
        return when;
    }
    if (when.earliest - awake > millisecond) {
        return {awake, when.latest, when.source};
    }
    return base::Timestamp::about(when.likely(), awake, when.latest, when.source);
}

struct RawInput::Reader {
    explicit Reader(ports::Clock const& session_clock, std::string const& name)
        : clock(session_clock), mailbox(session_clock),
          display(XOpenDisplay(name.empty() ? nullptr : name.c_str()))
    {
        if (display != nullptr) {
            // A server that dies must not take the session's journal with it.
            XSetIOErrorExitHandler(
                display,
                [](Display*, void* self) { static_cast<Reader*>(self)->gone.store(true); },
                this);
        }
    }
    ~Reader()
    {
        listener.end();
        if (display != nullptr) {
            XCloseDisplay(display); // Takes the window along.
        }
    }
    Reader(Reader const&) = delete;
    Reader& operator=(Reader const&) = delete;

    base::Result<void> select();
    void run();
    void ask();
    void read_waiting();
    void translate(XIRawEvent const& raw, base::Instant arrival);

    ports::Clock const& clock;
    Mailbox mailbox;
    Turns turns;
    Display* display;
    int extension = 0;
    base::Duration slack{};
    std::bitset<256> down;
    Window trifle = None;      ///< What the server is asked to change.
    base::Instant asked{};     ///< When it was asked last.
    bool is_asked = false;     ///< And has not done it yet.
    base::Instant awake{};     ///< When it was asked for what it did last.
    base::Instant read_last{}; ///< The thread's.
    std::atomic<bool> gone{false};
    Listener listener;
};

base::Result<void> RawInput::Reader::select()
{
    int event = 0;
    int error = 0;
    int major = 2;
    int minor = 1;
    if (XQueryExtension(display, "XInputExtension", &extension, &event, &error) == False ||
        XIQueryVersion(display, &major, &minor) != Success || (major == 2 && minor < 1)) {
        return base::Error{"the X server has no XInput 2.1", {}};
    }
    slack = server_slack();
    trifle = XCreateSimpleWindow(display, XDefaultRootWindow(display), 0, 0, 1, 1, 0, 0, 0);
    XSelectInput(display, trifle, PropertyChangeMask);
    if (!stamps_by_our_clock(display, trifle, clock, slack)) {
        return base::Error{"the X server stamps events by another clock", {}};
    }
    std::array<unsigned char, XIMaskLen(XI_LASTEVENT)> bits{};
    for (int const kind :
         {XI_RawKeyPress, XI_RawKeyRelease, XI_RawButtonPress, XI_RawButtonRelease}) {
        bits[static_cast<std::size_t>(kind) / 8] |= static_cast<unsigned char>(1U << (kind % 8));
    }
    XIEventMask mask{XIAllMasterDevices, static_cast<int>(bits.size()), bits.data()};
    XISelectEvents(display, XDefaultRootWindow(display), &mask, 1);
    XSync(display, False);
    awake = read_last = clock.now();
    return {};
}

void RawInput::Reader::run()
{
    std::array<pollfd, 2> files{pollfd{ConnectionNumber(display), POLLIN, 0},
                                pollfd{listener.bell().file(), POLLIN, 0}};
    while (!listener.is_ending() && !gone.load()) {
        turns.note(clock.now());
        read_waiting();
        base::Instant const next = asked + millisecond;
        base::Instant const now = clock.now();
        if (!is_asked && now >= next) {
            ask();
        }
        if (XEventsQueued(display, QueuedAlready) == 0) { // Writing may have read something.
            sleep_on(files, is_asked ? std::nullopt : std::optional(next - now));
        }
    }
}

void RawInput::Reader::ask()
{
    asked = clock.now();
    is_asked = true;
    ask_for_trifle(display, trifle);
}

void RawInput::Reader::read_waiting()
{
    while (!gone.load() && XPending(display) > 0) {
        // Read after the event came in, so that it surely lies before.
        base::Instant const arrival = clock.now();
        XEvent event{};
        XNextEvent(display, &event);
        if (event.type == PropertyNotify) {
            awake = asked;
            is_asked = false;
        }
        XGenericEventCookie& cookie = event.xcookie;
        if (cookie.type == GenericEvent && cookie.extension == extension &&
            XGetEventData(display, &cookie) != False) {
            translate(*static_cast<XIRawEvent const*>(cookie.data), arrival);
            XFreeEventData(display, &cookie);
        }
        read_last = arrival;
    }
}

void RawInput::Reader::translate(XIRawEvent const& raw, base::Instant arrival)
{
    ports::InputEvent event;
    bool const press = raw.evtype == XI_RawKeyPress || raw.evtype == XI_RawButtonPress;
    auto const detail = static_cast<unsigned>(raw.detail);
    if (raw.evtype == XI_RawKeyPress || raw.evtype == XI_RawKeyRelease) {
        event.key = key_at(detail);
        if (event.key == ports::Key::none || down[detail] == press) {
            return; // A repeat, or the release of what was held before we looked.
        }
        down[detail] = press;
        event.kind = press ? ports::InputKind::key_down : ports::InputKind::key_up;
    } else {
        // Which button it is says the other source, who knows which hand the mouse is set to.
        constexpr unsigned left = 1;
        constexpr unsigned right = 3;
        if (detail != left && detail != right) {
            return;
        }
        event.kind = press ? ports::InputKind::pointer_down : ports::InputKind::pointer_up;
    }
    auto const when = moment_of(static_cast<std::uint32_t>(raw.time), arrival, slack);
    // A clock that went astray: only that it came between two readings is known.
    event.when = when ? reaching_back(*when, awake)
                      : base::Timestamp{read_last, arrival, base::TimeSource::poll};
    mailbox.deliver(event);
}

RawInput::RawInput(std::unique_ptr<Reader> reader) : reader_(std::move(reader)) {}
RawInput::~RawInput() = default;
RawInput::RawInput(RawInput&& other) noexcept = default;
RawInput& RawInput::operator=(RawInput&& other) noexcept = default;

base::Result<RawInput> RawInput::open(ports::Clock const& clock, std::string const& display)
{
    auto reader = std::make_unique<Reader>(clock, display);
    if (reader->display == nullptr) {
        char const* const name = display.empty() ? nullptr : display.c_str();
        return base::Error{"no X server answers at '" + std::string(XDisplayName(name)) + "'",
                           "set DISPLAY"};
    }
    if (auto const selected = reader->select(); !selected) {
        return selected.error();
    }
    reader->listener.start([self = reader.get()] { self->run(); });
    return RawInput(std::move(reader));
}

std::string RawInput::describe() const
{
    return R"({"device":"keyboard and mouse","through":"XInput 2 raw events")"
           R"(,"stamped_by":"x_server","resolution_ns":)" +
           std::to_string(base::to_ns(millisecond + reader_->slack)) + R"(,"thread":")" +
           std::string(reader_->listener.priority()) + "\"}";
}

Mailbox& RawInput::mailbox() noexcept
{
    return reader_->mailbox;
}

std::optional<base::Duration> RawInput::take_longest_gap() noexcept
{
    return reader_->turns.take_longest_gap();
}

} // namespace securebase::devices
