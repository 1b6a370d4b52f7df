// SPDX-License-Identifier: MIT
// Reading a compositor's seat.
#include "devices/wayland/seat_input.h"

#include "devices/linux/kernel_keys.h"
#include "devices/linux/listener.h"
#include "devices/linux/turns.h"
#include "devices/wayland/foreign_clock.h"
#include "devices/wayland/queue.h"

#include <linux/input-event-codes.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace securebase::devices {

namespace {

constexpr base::Duration millisecond = std::chrono::milliseconds(1);
constexpr base::Duration oldest = std::chrono::seconds(1);
constexpr base::Duration oldest_unstamped = std::chrono::milliseconds(50);

bool is_just_before(std::int64_t stamp, std::int64_t now)
{
    return stamp <= now && now - stamp <= oldest.count();
}

/// What the next event of a keyboard, pointer or touch screen is stamped with; taken once.
struct Stamped {
    std::optional<std::int64_t> ns;
    std::optional<std::int64_t> take() { return std::exchange(ns, std::nullopt); }
};

void take_stamp(void* stamped,
                zwp_input_timestamps_v1*,
                std::uint32_t seconds_high,
                std::uint32_t seconds_low,
                std::uint32_t ns)
{
    static_cast<Stamped*>(stamped)->ns = ns_of(seconds_high, seconds_low, ns);
}

constexpr zwp_input_timestamps_v1_listener stamp_events = {take_stamp};

} // namespace

std::optional<base::Timestamp> moment_of_stamp(std::int64_t stamp,
                                               base::Instant heard,
                                               std::int64_t wall_at_heard,
                                               StampedBy by,
                                               base::Instant awake)
{
    base::Instant when{};
    if (is_just_before(stamp, base::to_ns(heard))) {
        when = base::instant_from_ns(stamp);
    } else if (is_just_before(stamp, wall_at_heard)) {
        when = heard - base::Duration(wall_at_heard - stamp);
    } else {
        return std::nullopt;
    }
    bool const is_whole_ms = stamp % 1'000'000 == 0;
    base::Duration const cut =
        is_whole_ms ? std::chrono::milliseconds(1) : std::chrono::microseconds(1);
    base::Instant const latest = std::min(when + cut, heard);
    if (by == StampedBy::kernel) {
        return base::Timestamp{when, latest, base::TimeSource::driver};
    }
    base::Instant const earliest = std::min(awake, when);
    return base::Timestamp::about(when, earliest, latest, base::TimeSource::driver);
}

struct SeatInput::Reader {
    Reader(wl_display& connection, StampedBy stamped_by, ports::Clock const& session_clock)
        : clock(session_clock), by(stamped_by), queue(connection), mailbox(session_clock)
    {}
    ~Reader() { listener.end(); }
    Reader(Reader const&) = delete;
    Reader& operator=(Reader const&) = delete;

    base::Result<void> prepare();
    void bind(std::uint32_t name, std::string_view interface);
    void use(std::uint32_t capabilities);
    void run();
    void ask();
    void deliver(ports::InputEvent event, Stamped& stamped);
    void press(std::uint32_t number, bool down);
    void push(bool down, Stamped& stamped);

    static wl_registry_listener const registry_events;
    static wl_seat_listener const seat_events;
    static wl_keyboard_listener const keyboard_events;
    static wl_pointer_listener const pointer_events;
    static wl_touch_listener const touch_events;
    static wl_callback_listener const answer_events;

    ports::Clock const& clock;
    StampedBy by;
    WaylandQueue queue;
    WaylandHandle<wl_registry> registry;
    WaylandHandle<zwp_input_timestamps_manager_v1> manager;
    WaylandHandle<wl_seat> seat;
    WaylandHandle<wl_keyboard> keyboard;
    WaylandHandle<wl_pointer> pointer;
    WaylandHandle<wl_touch> touch;
    WaylandHandle<zwp_input_timestamps_v1> keyboard_stamps;
    WaylandHandle<zwp_input_timestamps_v1> pointer_stamps;
    WaylandHandle<zwp_input_timestamps_v1> touch_stamps;
    Stamped key_stamp;
    Stamped button_stamp;
    Stamped touch_stamp;
    WaylandHandle<wl_callback> answer; ///< What the compositor was asked for.
    base::Instant asked{};             ///< When that was last.
    /// When it was asked for what it did before the last: that it saw to in an earlier round of its
    /// own, and with it what had come by then.
    base::Instant awake{};
    base::Instant done_last{}; ///< When it was asked for what it did last.
    Mailbox mailbox;
    Turns turns;
    Listener listener;
};

wl_registry_listener const SeatInput::Reader::registry_events = {
    [](void* self, wl_registry*, std::uint32_t name, char const* interface, std::uint32_t) {
        static_cast<Reader*>(self)->bind(name, interface);
    },
    [](void*, wl_registry*, std::uint32_t) {}};

wl_seat_listener const SeatInput::Reader::seat_events = {
    [](void* self, wl_seat*, std::uint32_t capabilities) {
        static_cast<Reader*>(self)->use(capabilities);
    },
    [](void*, wl_seat*, char const*) {}};

wl_keyboard_listener const SeatInput::Reader::keyboard_events = {
    [](void*, wl_keyboard*, std::uint32_t, std::int32_t file, std::uint32_t) { close(file); },
    [](void*, wl_keyboard*, std::uint32_t, wl_surface*, wl_array*) {},
    [](void*, wl_keyboard*, std::uint32_t, wl_surface*) {},
    [](void* self,
       wl_keyboard*,
       std::uint32_t,
       std::uint32_t,
       std::uint32_t number,
       std::uint32_t state) {
        static_cast<Reader*>(self)->press(number, state == WL_KEYBOARD_KEY_STATE_PRESSED);
    },
    [](void*,
       wl_keyboard*,
       std::uint32_t,
       std::uint32_t,
       std::uint32_t,
       std::uint32_t,
       std::uint32_t) {},
    [](void*, wl_keyboard*, std::int32_t, std::int32_t) {}};

wl_pointer_listener const SeatInput::Reader::pointer_events = {
    [](void*, wl_pointer*, std::uint32_t, wl_surface*, wl_fixed_t, wl_fixed_t) {},
    [](void*, wl_pointer*, std::uint32_t, wl_surface*) {},
    [](void* self, wl_pointer*, std::uint32_t, wl_fixed_t, wl_fixed_t) {
        static_cast<Reader*>(self)->button_stamp.take(); // Moves are stamped too.
    },
    [](void* self,
       wl_pointer*,
       std::uint32_t,
       std::uint32_t,
       std::uint32_t button,
       std::uint32_t state) {
        auto& reader = *static_cast<Reader*>(self);
        // Which hand a mouse is set to knows the other source alone.
        if (button == BTN_LEFT || button == BTN_RIGHT) {
            reader.push(state == WL_POINTER_BUTTON_STATE_PRESSED, reader.button_stamp);
        }
    },
    [](void* self, wl_pointer*, std::uint32_t, std::uint32_t, wl_fixed_t) {
        static_cast<Reader*>(self)->button_stamp.take();
    },
    [](void*, wl_pointer*) {},
    [](void*, wl_pointer*, std::uint32_t) {},
    [](void*, wl_pointer*, std::uint32_t, std::uint32_t) {},
    [](void*, wl_pointer*, std::uint32_t, std::int32_t) {},
    [](void*, wl_pointer*, std::uint32_t, std::int32_t) {}};

wl_touch_listener const SeatInput::Reader::touch_events = {
    [](void* self,
       wl_touch*,
       std::uint32_t,
       std::uint32_t,
       wl_surface*,
       std::int32_t,
       wl_fixed_t,
       wl_fixed_t) {
        auto& reader = *static_cast<Reader*>(self);
        reader.push(true, reader.touch_stamp);
    },
    [](void* self, wl_touch*, std::uint32_t, std::uint32_t, std::int32_t) {
        auto& reader = *static_cast<Reader*>(self);
        reader.push(false, reader.touch_stamp);
    },
    [](void* self, wl_touch*, std::uint32_t, std::int32_t, wl_fixed_t, wl_fixed_t) {
        static_cast<Reader*>(self)->touch_stamp.take();
    },
    [](void*, wl_touch*) {},
    [](void*, wl_touch*) {},
    [](void*, wl_touch*, std::int32_t, wl_fixed_t, wl_fixed_t) {},
    [](void*, wl_touch*, std::int32_t, wl_fixed_t) {}};

wl_callback_listener const SeatInput::Reader::answer_events = {
    [](void* self, wl_callback*, std::uint32_t) {
        auto& reader = *static_cast<Reader*>(self);
        reader.awake = std::exchange(reader.done_last, reader.asked);
        reader.answer.reset();
    }};

base::Result<void> SeatInput::Reader::prepare()
{
    registry.reset(wl_display_get_registry(&queue.display()));
    wl_registry_add_listener(registry.get(), &registry_events, this);
    // What is there; what the seat has; from then on keys come.
    if (!queue.round_trip() || !queue.round_trip() || !queue.round_trip()) {
        return base::Error{"the Wayland compositor does not answer", {}};
    }
    if (!manager) {
        return base::Error{"the Wayland compositor stamps no keys in nanoseconds", {}};
    }
    if (!keyboard) {
        return base::Error{"the Wayland compositor has no keyboard", {}};
    }
    asked = done_last = awake = clock.now();
    return {};
}

void SeatInput::Reader::bind(std::uint32_t name, std::string_view interface)
{
    constexpr std::uint32_t before_releases = 1; // Nothing of what came later is needed.
    auto const take = [&](wl_interface const& wanted) {
        return wl_registry_bind(registry.get(), name, &wanted, before_releases);
    };
    if (interface == wl_seat_interface.name && !seat) {
        seat.reset(static_cast<wl_seat*>(take(wl_seat_interface)));
        wl_seat_add_listener(seat.get(), &seat_events, this);
    } else if (interface == zwp_input_timestamps_manager_v1_interface.name) {
        manager.reset(static_cast<zwp_input_timestamps_manager_v1*>(
            take(zwp_input_timestamps_manager_v1_interface)));
    }
}

/// A seat may gain and lose devices; what it lost says nothing any more, also when it comes back.
void SeatInput::Reader::use(std::uint32_t capabilities)
{
    if ((capabilities & WL_SEAT_CAPABILITY_KEYBOARD) == 0) {
        keyboard_stamps.reset();
        keyboard.reset();
    }
    if ((capabilities & WL_SEAT_CAPABILITY_POINTER) == 0) {
        pointer_stamps.reset();
        pointer.reset();
    }
    if ((capabilities & WL_SEAT_CAPABILITY_TOUCH) == 0) {
        touch_stamps.reset();
        touch.reset();
    }
    auto const stamps_into = [](zwp_input_timestamps_v1* stamps, Stamped& stamped) {
        zwp_input_timestamps_v1_add_listener(stamps, &stamp_events, &stamped);
        return WaylandHandle<zwp_input_timestamps_v1>(stamps);
    };
    if (!manager) {
        return;
    }
    if ((capabilities & WL_SEAT_CAPABILITY_KEYBOARD) != 0 && !keyboard) {
        keyboard.reset(wl_seat_get_keyboard(seat.get()));
        wl_keyboard_add_listener(keyboard.get(), &keyboard_events, this);
        keyboard_stamps = stamps_into(
            zwp_input_timestamps_manager_v1_get_keyboard_timestamps(manager.get(), keyboard.get()),
            key_stamp);
    }
    if ((capabilities & WL_SEAT_CAPABILITY_POINTER) != 0 && !pointer) {
        pointer.reset(wl_seat_get_pointer(seat.get()));
        wl_pointer_add_listener(pointer.get(), &pointer_events, this);
        pointer_stamps = stamps_into(
            zwp_input_timestamps_manager_v1_get_pointer_timestamps(manager.get(), pointer.get()),
            button_stamp);
    }
    if ((capabilities & WL_SEAT_CAPABILITY_TOUCH) != 0 && !touch) {
        touch.reset(wl_seat_get_touch(seat.get()));
        wl_touch_add_listener(touch.get(), &touch_events, this);
        touch_stamps = stamps_into(
            zwp_input_timestamps_manager_v1_get_touch_timestamps(manager.get(), touch.get()),
            touch_stamp);
    }
}

void SeatInput::Reader::run()
{
    while (!listener.is_ending() && !queue.is_broken()) {
        listener.bell().clear();
        turns.note(clock.now());
        std::optional<base::Duration> rest;
        if (by == StampedBy::compositor && !answer) {
            if (clock.now() >= asked + millisecond) {
                ask();
            } else {
                rest = asked + millisecond - clock.now();
            }
        }
        queue.wait({listener.bell().file(), POLLIN, 0}, rest);
    }
    if (queue.is_broken()) {
        mailbox.lose();
    }
}

void SeatInput::Reader::ask()
{
    asked = clock.now();
    answer.reset(wl_display_sync(&queue.display()));
    wl_callback_add_listener(answer.get(), &answer_events, this);
}

void SeatInput::Reader::deliver(ports::InputEvent event, Stamped& stamped)
{
    ClockSample const wall = sample_of(CLOCK_REALTIME, clock);
    auto const stamp = stamped.take();
    auto const when =
        stamp ? moment_of_stamp(*stamp, wall.after, wall.theirs, by, awake) : std::nullopt;
    // A clock that went astray. Nobody says for how long a compositor may keep a key: three
    // refreshes are generous.
    event.when = when.value_or(
        base::Timestamp{wall.after - oldest_unstamped, wall.after, base::TimeSource::poll});
    mailbox.deliver(event);
}

void SeatInput::Reader::press(std::uint32_t number, bool down)
{
    ports::InputEvent event;
    event.kind = down ? ports::InputKind::key_down : ports::InputKind::key_up;
    event.key = key_of_kernel(number);
    if (event.key == ports::Key::none) {
        key_stamp.take();
        return;
    }
    deliver(event, key_stamp);
}

void SeatInput::Reader::push(bool down, Stamped& stamped)
{
    ports::InputEvent event;
    event.kind = down ? ports::InputKind::pointer_down : ports::InputKind::pointer_up;
    deliver(event, stamped);
}

SeatInput::SeatInput(std::unique_ptr<Reader> reader) : reader_(std::move(reader)) {}
SeatInput::~SeatInput() = default;
SeatInput::SeatInput(SeatInput&& other) noexcept = default;
SeatInput& SeatInput::operator=(SeatInput&& other) noexcept = default;

base::Result<SeatInput>
SeatInput::open(wl_display& connection, StampedBy by, ports::Clock const& clock)
{
    auto reader = std::make_unique<Reader>(connection, by, clock);
    if (auto const prepared = reader->prepare(); !prepared) {
        return prepared.error();
    }
    reader->listener.start([self = reader.get()] { self->run(); });
    return SeatInput(std::move(reader));
}

std::string SeatInput::describe() const
{
    bool const by_kernel = reader_->by == StampedBy::kernel;
    return std::string(R"({"device":"keyboard, mouse and touch","through":"Wayland seat")") +
           R"(,"stamped_by":")" + (by_kernel ? "driver" : "compositor") + R"(","resolution_ns":)" +
           (by_kernel ? "1000" : "1000000") + R"(,"thread":")" +
           std::string(reader_->listener.priority()) + "\"}";
}

Mailbox& SeatInput::mailbox() noexcept
{
    return reader_->mailbox;
}

std::optional<base::Duration> SeatInput::take_longest_gap() noexcept
{
    if (reader_->by == StampedBy::kernel) {
        return std::nullopt; // It is asked for nothing, and silent when nobody presses.
    }
    return reader_->turns.take_longest_gap();
}

} // namespace securebase::devices
