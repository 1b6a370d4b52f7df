// SPDX-License-Identifier: MIT
// Looking at SDL's queue and translating what is there.
#include "devices/sdl/input.h"

#include <SDL_syswm.h>
#include <poll.h>

#include <algorithm>
#include <cmath>
#include <ctime>

namespace securebase::devices {

namespace {

/// Longest time between two looks while somebody waits, hence the width of a stamp.
constexpr base::Duration look_interval = std::chrono::milliseconds(1);

/// The X connection's file descriptor, so that waiting ends as soon as something arrives.
int connection_of(SDL_Window& window)
{
    SDL_SysWMinfo info{};
    SDL_VERSION(&info.version)
    if (SDL_GetWindowWMInfo(&window, &info) != SDL_TRUE || info.subsystem != SDL_SYSWM_X11) {
        return -1;
    }
    return ConnectionNumber(info.info.x11.display);
}

ports::Key key_of_button(std::uint8_t button)
{
    return button == SDL_BUTTON_LEFT    ? ports::Key::mouse_left
           : button == SDL_BUTTON_RIGHT ? ports::Key::mouse_right
                                        : ports::Key::none;
}

/// A key without a HID number (media keys of other pages) has none.
ports::Key key_of(SDL_Scancode scancode)
{
    constexpr int last_hid_usage = 231;
    return scancode > 0 && scancode <= last_hid_usage ? static_cast<ports::Key>(scancode)
                                                      : ports::Key::none;
}

/// Whether a key may write something where text is typed.
bool writes(ports::Key key)
{
    using ports::Key;
    bool const edits = (key >= Key::enter && key <= Key::tab) || key == Key::keypad_enter;
    bool const moves = key > Key::slash && key <= Key::up; // Caps Lock and F1 to the arrows.
    return !edits && !moves && key < Key::left_control;
}

} // namespace

SdlInput::SdlInput(SdlSession& session, SdlDisplay& display, ports::Clock& clock)
    : session_(&session), display_(&display), clock_(&clock),
      connection_(connection_of(session.window()))
{
    // What came before the session is nobody's answer.
    SDL_PumpEvents();
    SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
    looks_ = {clock.now(), clock.now()};
}

std::string SdlInput::describe() const
{
    return std::string(R"({"device":"keyboard, mouse and touch","through":"SDL )") +
           SDL_GetCurrentVideoDriver() + R"(","stamped_by":"poll","resolution_ns":)" +
           std::to_string(base::to_ns(look_interval)) + "}";
}

void SdlInput::look() noexcept
{
    // What is found now was not there when the look before began.
    base::Instant const begin = clock_->now();
    since_key_ = 0;
    composed_ = composing_;
    SDL_PumpEvents();
    looks_.latest = clock_->now();
    std::array<SDL_Event, 32> events{};
    int taken = 0;
    do {
        taken = SDL_PeepEvents(events.data(),
                               static_cast<int>(events.size()),
                               SDL_GETEVENT,
                               SDL_FIRSTEVENT,
                               SDL_LASTEVENT);
        for (int i = 0; i < taken; ++i) {
            translate(events[static_cast<std::size_t>(i)]);
        }
    } while (taken == static_cast<int>(events.size()));
    looks_.previous = begin;
}

base::Timestamp SdlInput::stamp() const noexcept
{
    return {looks_.previous, looks_.latest, base::TimeSource::poll};
}

void SdlInput::translate(SDL_Event const& event) noexcept
{
    using ports::InputKind;
    switch (event.type) {
    case SDL_KEYDOWN:
    case SDL_KEYUP:
        translate_key(event.key);
        break;
    case SDL_MOUSEMOTION:
        push_pointer(InputKind::pointer_move, event.motion.x, event.motion.y);
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        translate_button(event.button);
        break;
    case SDL_FINGERDOWN:
    case SDL_FINGERUP:
    case SDL_FINGERMOTION:
        translate_touch(event.tfinger);
        break;
    case SDL_TEXTINPUT:
        translate_text(event.text.text);
        break;
    case SDL_TEXTEDITING:
        if (text_input_) {
            ports::InputEvent composing;
            composing.kind = InputKind::composing;
            composing.x = std::max(event.edit.start, 0);
            composing_ = event.edit.text[0] != '\0';
            composed_ = composed_ || composing_;
            ports::set_text(composing, event.edit.text);
            push(composing);
        }
        break;
    case SDL_QUIT: {
        ports::InputEvent quit;
        quit.kind = InputKind::quit;
        push(quit);
        break;
    }
    case SDL_WINDOWEVENT:
        translate_window(event.window);
        break;
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        session_->set_exposed();
        break;
    default:
        break;
    }
    key_writes_ = event.type == SDL_KEYDOWN && writes(key_of(event.key.keysym.scancode));
}

void SdlInput::translate_key(SDL_KeyboardEvent const& event) noexcept
{
    bool const down = event.type == SDL_KEYDOWN;
    auto const scancode = static_cast<std::size_t>(event.keysym.scancode);
    if (down && event.repeat != 0 && text_input_) {
        repeat_key(event.keysym.scancode);
    }
    since_key_ = down ? 0 : since_key_;
    bool const held = scancode < down_.size() && down_[scancode];
    if (event.repeat != 0 || (down && held) || scancode >= down_.size()) {
        return;
    }
    down_[scancode] = down;
    ports::InputEvent key;
    key.kind = down ? ports::InputKind::key_down : ports::InputKind::key_up;
    key.key = key_of(event.keysym.scancode);
    if (key.key == ports::Key::none) {
        return;
    }
    push(key);
    since_key_ = down ? 1 : since_key_;
}

/// Letters that are held come again as text by themselves; these write nothing.
void SdlInput::repeat_key(SDL_Scancode scancode) noexcept
{
    char const* const again = scancode == SDL_SCANCODE_BACKSPACE ? "\b"
                              : scancode == SDL_SCANCODE_DELETE  ? "\x7F"
                                                                 : nullptr;
    if (again != nullptr) {
        push_text(again);
    }
}

/// What a key writes follows the key. What an input method has finished is passed on by SDL (2.26,
/// IBus and Fcitx) after the key that ended its composition, although it was there first.
void SdlInput::translate_text(char const* utf8) noexcept
{
    if (!text_input_) {
        return;
    }
    bool const is_finished = composed_ && !key_writes_ && count_ + 1 < capacity;
    std::size_t const after = is_finished ? since_key_ : 0;
    push_text(utf8);
    for (std::size_t i = 0; i < after; ++i) {
        std::size_t const later = first_ + count_ - 1 - i;
        std::swap(queue_[later % capacity], queue_[(later - 1) % capacity]);
    }
    since_key_ = after > 0 ? after : since_key_;
}

void SdlInput::push_text(char const* utf8) noexcept
{
    ports::InputEvent text;
    text.kind = ports::InputKind::text;
    ports::set_text(text, utf8);
    push(text);
}

/// Wheels and further buttons do nothing.
void SdlInput::translate_button(SDL_MouseButtonEvent const& event) noexcept
{
    auto const kind = event.type == SDL_MOUSEBUTTONDOWN ? ports::InputKind::pointer_down
                                                        : ports::InputKind::pointer_up;
    if (kind == ports::InputKind::pointer_down && SDL_GetKeyboardFocus() != &session_->window()) {
        session_->take_focus(); // Without a window manager a press does not do that.
    }
    if (auto const button = key_of_button(event.button); button != ports::Key::none) {
        push_pointer(kind, event.x, event.y, button);
    }
}

void SdlInput::translate_window(SDL_WindowEvent const& event) noexcept
{
    ports::InputEvent focus;
    switch (event.event) {
    case SDL_WINDOWEVENT_FOCUS_LOST:
        focus.kind = ports::InputKind::focus_lost;
        push(focus);
        break;
    case SDL_WINDOWEVENT_FOCUS_GAINED:
        focus.kind = ports::InputKind::focus_gained;
        push(focus);
        break;
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        session_->set_exposed();
        break;
    default:
        break;
    }
}

void SdlInput::translate_touch(SDL_TouchFingerEvent const& event) noexcept
{
    auto const kind = event.type == SDL_FINGERDOWN ? ports::InputKind::pointer_down
                      : event.type == SDL_FINGERUP ? ports::InputKind::pointer_up
                                                   : ports::InputKind::pointer_move;
    ports::DisplayFacts const facts = display_->describe();
    push_pointer(
        kind,
        static_cast<std::int32_t>(std::lround(event.x * static_cast<float>(facts.width))),
        static_cast<std::int32_t>(std::lround(event.y * static_cast<float>(facts.height))));
}

void SdlInput::push_pointer(ports::InputKind kind,
                            std::int32_t x,
                            std::int32_t y,
                            ports::Key button) noexcept
{
    ports::InputEvent event;
    event.kind = kind;
    event.key = button;
    event.x = x;
    event.y = y;
    if (kind == ports::InputKind::pointer_move && count_ > 0) {
        ports::InputEvent& last = queue_[(first_ + count_ - 1) % capacity];
        if (last.kind == ports::InputKind::pointer_move) { // Only where it went matters.
            event.when = stamp();
            last = event;
            return;
        }
    }
    push(event);
}

void SdlInput::push(ports::InputEvent event) noexcept
{
    event.when = stamp();
    if (count_ + 1 < capacity) {
        queue_[(first_ + count_++) % capacity] = event;
        since_key_ += since_key_ > 0 ? 1 : 0;
        return;
    }
    // The last place says that what came from here on was lost, until somebody drains.
    if (count_ < capacity) {
        ports::InputEvent lost;
        lost.kind = ports::InputKind::lost;
        lost.when = event.when;
        queue_[(first_ + count_++) % capacity] = lost;
    }
    queue_[(first_ + count_ - 1) % capacity].when.latest = event.when.latest;
}

std::size_t SdlInput::drain(std::span<ports::InputEvent> room) noexcept
{
    look();
    std::size_t const taken = std::min(room.size(), count_);
    for (std::size_t i = 0; i < taken; ++i) {
        room[i] = queue_[first_];
        first_ = (first_ + 1) % capacity;
    }
    count_ -= taken;
    return taken;
}

/// Sleeps until the moment (at most a look's interval away), or until the window system has
/// something to say.
void SdlInput::sleep_until(base::Instant when) noexcept
{
    if (connection_ < 0) {
        clock_->sleep_until(when);
        return;
    }
    timespec timeout{};
    timeout.tv_nsec = static_cast<long>(std::max(when - clock_->now(), base::Duration{}).count());
    pollfd connection{connection_, POLLIN, 0};
    ppoll(&connection, 1, &timeout, nullptr);
}

void SdlInput::wait(base::Instant until) noexcept
{
    while (true) {
        look();
        display_->repair();
        base::Instant const now = clock_->now();
        if (count_ > 0 || now >= until) {
            return;
        }
        sleep_until(std::min(until, now + look_interval));
    }
}

void SdlInput::set_text_input(bool on) noexcept
{
    if (on != text_input_) {
        text_input_ = on;
        composing_ = false;
        on ? SDL_StartTextInput() : SDL_StopTextInput();
    }
}

void SdlInput::set_pointer(bool visible) noexcept
{
    if (visible != pointer_) {
        pointer_ = visible;
        SDL_ShowCursor(visible ? SDL_ENABLE : SDL_DISABLE);
    }
}

} // namespace securebase::devices
