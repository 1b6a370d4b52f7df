// SPDX-License-Identifier: MIT
// Keyboard, mouse and touch through SDL.
#pragma once

#include "devices/sdl/display.h"
#include "devices/sdl/session.h"
#include "ports/clock.h"
#include "ports/input.h"

#include <array>
#include <bitset>
#include <string>

namespace securebase::devices {

/// Reads SDL's events. SDL's own times are those of the pump, in whole milliseconds of another
/// clock; an event is therefore stamped with the two looks between which it must have come, and
/// stamp() is where a source that knows better belongs.
/// Thread: main.
class SdlInput final : public ports::Input {
public:
    /// All must outlive the input. `display` is told while waiting when the window needs painting.
    SdlInput(SdlSession& session, SdlDisplay& display, ports::Clock& clock);

    std::string describe() const override;
    std::size_t drain(std::span<ports::InputEvent> room) noexcept override;
    /// Looks every millisecond, sooner when the window system has something.
    void wait(base::Instant until) noexcept override;
    void set_text_input(bool on) noexcept override;
    void set_pointer(bool visible) noexcept override;

    /// Events that wait to be drained; beyond this they are lost, and an event says so.
    static constexpr std::size_t capacity = 1024;

private:
    /// The two looks between which everything read now has come.
    struct Looks {
        base::Instant previous{};
        base::Instant latest{};
    };

    void look() noexcept;
    void translate(SDL_Event const& event) noexcept;
    void translate_key(SDL_KeyboardEvent const& event) noexcept;
    void repeat_key(SDL_Scancode scancode) noexcept;
    void translate_text(char const* utf8) noexcept;
    void translate_button(SDL_MouseButtonEvent const& event) noexcept;
    void translate_window(SDL_WindowEvent const& event) noexcept;
    void translate_touch(SDL_TouchFingerEvent const& event) noexcept;
    base::Timestamp stamp() const noexcept;
    void push_pointer(ports::InputKind kind,
                      std::int32_t x,
                      std::int32_t y,
                      ports::Key button = ports::Key::none) noexcept;
    void push_text(char const* utf8) noexcept;
    void push(ports::InputEvent event) noexcept;
    void sleep_until(base::Instant when) noexcept;

    SdlSession* session_;
    SdlDisplay* display_;
    ports::Clock* clock_;
    int connection_ = -1; ///< File descriptor of the window system; -1 when not known.
    Looks looks_;
    std::bitset<SDL_NUM_SCANCODES> down_;
    std::array<ports::InputEvent, capacity> queue_{};
    std::size_t first_ = 0;
    std::size_t count_ = 0;
    std::size_t since_key_ = 0; ///< Events from the last press on, within one look.
    bool key_writes_ = false;   ///< The event before was a press that may write.
    bool composing_ = false;    ///< An input method has something unfinished.
    bool composed_ = false;     ///< It had, or has, within this look.
    bool text_input_ = false;
    bool pointer_ = false;
};

} // namespace securebase::devices
