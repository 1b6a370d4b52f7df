// SPDX-License-Identifier: MIT
// Ports: where responses come from.
#pragma once

#include "base/time.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace securebase::ports {

/// A key by its position on a US keyboard: the USB HID usage number (keyboard page 0x07). The
/// buttons of a mouse follow where such numbers end.
enum class Key : std::uint16_t {
    none = 0,
    a = 4,
    b,
    c,
    d,
    e,
    f,
    g,
    h,
    i,
    j,
    k,
    l,
    m,
    n,
    o,
    p,
    q,
    r,
    s,
    t,
    u,
    v,
    w,
    x,
    y,
    z,
    digit_1 = 30,
    digit_2,
    digit_3,
    digit_4,
    digit_5,
    digit_6,
    digit_7,
    digit_8,
    digit_9,
    digit_0,
    enter = 40,
    escape,
    backspace,
    tab,
    space,
    minus = 45,
    equals,
    left_bracket,
    right_bracket,
    backslash,
    semicolon = 51,
    apostrophe,
    grave,
    comma,
    period,
    slash,
    f1 = 58,
    f2,
    f3,
    f4,
    f5,
    f6,
    f7,
    f8,
    f9,
    f10,
    f11,
    f12,
    home = 74,
    page_up,
    delete_forward,
    end,
    page_down,
    right,
    left,
    down,
    up,
    keypad_enter = 88,
    keypad_1,
    keypad_2,
    keypad_3,
    keypad_4,
    keypad_5,
    keypad_6,
    keypad_7,
    keypad_8,
    keypad_9,
    keypad_0,
    left_control = 224,
    left_shift,
    left_alt,
    left_meta,
    right_control,
    right_shift,
    right_alt,
    mouse_left = 256,
    mouse_right,
};

/// Whether it belongs to a mouse.
constexpr bool is_button(Key key)
{
    return key >= Key::mouse_left;
}

/// The name scripts and data use ("E", "1", "Space", "Enter", "Left", "Semicolon"); "?" when none.
std::string_view name_of(Key key);
/// Names as written in scripts, without regard to case; Key::none when unknown.
Key key_named(std::string_view name);

enum class InputKind : std::uint8_t {
    key_down,
    key_up,
    pointer_down, ///< Mouse button or touch.
    pointer_up,
    pointer_move,
    text,       ///< Characters from the keyboard or an input method, only while text input is on;
                ///< U+0008 and U+007F: Backspace and Delete, held down, once more.
    composing,  ///< What an input method has put together so far, no answer yet; empty when over.
                ///< From character `x` on: long ones come in parts.
    quit,       ///< The window was asked to close.
    focus_lost, ///< Keys may be going elsewhere.
    focus_gained,
    lost,     ///< The device dropped input: what happened here is not known.
    mismatch, ///< Two sources of the same key disagree, or only one of them saw it.
};

/// One thing that happened at a device. Key repeats never appear.
struct InputEvent {
    InputKind kind = InputKind::key_down;
    Key key = Key::none; ///< Pointer kinds: the button, none for a touch.
    std::int32_t x = 0;  ///< Pixels, pointer kinds only; for composing see there.
    std::int32_t y = 0;
    std::array<char, 32> utf8{}; ///< text and composing only; zero-ended.
    base::Timestamp when;        ///< As narrow as the device can vouch for, never narrower.
    bool operator==(InputEvent const&) const = default;
};

/// Puts characters into a text or composing event, as many whole ones as it can carry (31 bytes).
void set_text(InputEvent& event, std::string_view utf8) noexcept;

/// A response device, or a bot standing in for one.
/// Thread: called by the main thread only; a device may read in its own thread.
class Input {
public:
    virtual ~Input() = default;
    /// JSON object: device, who stamps, resolution.
    virtual std::string describe() const = 0;
    /// Moves waiting events, oldest first, into `room`. Never blocks or allocates. What does not
    /// fit waits for the next call.
    virtual std::size_t drain(std::span<InputEvent> room) noexcept = 0;
    /// Returns when something may be waiting or at `until`, whichever is first.
    virtual void wait(base::Instant until) noexcept = 0;
    /// The longest time since the last call for which whoever reads the device heard nothing,
    /// although it asks for a sign a thousand times a second; empty when it asks for none.
    virtual std::optional<base::Duration> take_longest_gap() noexcept { return std::nullopt; }
    /// Turns typed characters on or off (input methods are active only while on).
    virtual void set_text_input(bool on) noexcept = 0;
    /// Shows or hides the mouse pointer.
    virtual void set_pointer(bool visible) noexcept = 0;
};

} // namespace securebase::ports
