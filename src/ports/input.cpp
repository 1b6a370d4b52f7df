// SPDX-License-Identifier: MIT
// Names of keys.
#include "ports/input.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace securebase::ports {

namespace {

struct KeyName {
    Key key;
    std::string_view name;
};

constexpr std::array special_names{
    KeyName{Key::enter, "Enter"},
    KeyName{Key::escape, "Escape"},
    KeyName{Key::backspace, "Backspace"},
    KeyName{Key::tab, "Tab"},
    KeyName{Key::space, "Space"},
    KeyName{Key::minus, "Minus"},
    KeyName{Key::equals, "Equals"},
    KeyName{Key::left_bracket, "LeftBracket"},
    KeyName{Key::right_bracket, "RightBracket"},
    KeyName{Key::backslash, "Backslash"},
    KeyName{Key::semicolon, "Semicolon"},
    KeyName{Key::apostrophe, "Apostrophe"},
    KeyName{Key::grave, "Grave"},
    KeyName{Key::comma, "Comma"},
    KeyName{Key::period, "Period"},
    KeyName{Key::slash, "Slash"},
    KeyName{Key::home, "Home"},
    KeyName{Key::page_up, "PageUp"},
    KeyName{Key::delete_forward, "Delete"},
    KeyName{Key::end, "End"},
    KeyName{Key::page_down, "PageDown"},
    KeyName{Key::right, "Right"},
    KeyName{Key::left, "Left"},
    KeyName{Key::down, "Down"},
    KeyName{Key::up, "Up"},
    KeyName{Key::keypad_enter, "KeypadEnter"},
    KeyName{Key::keypad_1, "Keypad1"},
    KeyName{Key::keypad_2, "Keypad2"},
    KeyName{Key::keypad_3, "Keypad3"},
    KeyName{Key::keypad_4, "Keypad4"},
    KeyName{Key::keypad_5, "Keypad5"},
    KeyName{Key::keypad_6, "Keypad6"},
    KeyName{Key::keypad_7, "Keypad7"},
    KeyName{Key::keypad_8, "Keypad8"},
    KeyName{Key::keypad_9, "Keypad9"},
    KeyName{Key::keypad_0, "Keypad0"},
    KeyName{Key::left_control, "LeftControl"},
    KeyName{Key::left_shift, "LeftShift"},
    KeyName{Key::left_alt, "LeftAlt"},
    KeyName{Key::left_meta, "LeftMeta"},
    KeyName{Key::right_control, "RightControl"},
    KeyName{Key::right_shift, "RightShift"},
    KeyName{Key::right_alt, "RightAlt"},
    KeyName{Key::f1, "F1"},
    KeyName{Key::f2, "F2"},
    KeyName{Key::f3, "F3"},
    KeyName{Key::f4, "F4"},
    KeyName{Key::f5, "F5"},
    KeyName{Key::f6, "F6"},
    KeyName{Key::f7, "F7"},
    KeyName{Key::f8, "F8"},
    KeyName{Key::f9, "F9"},
    KeyName{Key::f10, "F10"},
    KeyName{Key::f11, "F11"},
    KeyName{Key::f12, "F12"},
    KeyName{Key::mouse_left, "MouseLeft"},
    KeyName{Key::mouse_right, "MouseRight"},
};

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view digits = "1234567890";

} // namespace

std::string_view name_of(Key key)
{
    auto const code = static_cast<std::size_t>(key);
    auto const first_letter = static_cast<std::size_t>(Key::a);
    auto const first_digit = static_cast<std::size_t>(Key::digit_1);
    if (code >= first_letter && code < first_letter + letters.size()) {
        return letters.substr(code - first_letter, 1);
    }
    if (code >= first_digit && code < first_digit + digits.size()) {
        return digits.substr(code - first_digit, 1);
    }
    auto const* found = std::ranges::find(special_names, key, &KeyName::key);
    return found == special_names.end() ? std::string_view("?") : found->name;
}

Key key_named(std::string_view name)
{
    std::string const wanted = base::to_lower_ascii(name);
    if (wanted.size() == 1) {
        if (wanted[0] >= 'a' && wanted[0] <= 'z') {
            return static_cast<Key>(static_cast<int>(Key::a) + (wanted[0] - 'a'));
        }
        if (auto const digit = digits.find(wanted[0]); digit != std::string_view::npos) {
            return static_cast<Key>(static_cast<std::size_t>(Key::digit_1) + digit);
        }
    }
    auto const* found = std::ranges::find_if(special_names, [&](KeyName const& entry) {
        return base::to_lower_ascii(entry.name) == wanted;
    });
    return found == special_names.end() ? Key::none : found->key;
}

void set_text(InputEvent& event, std::string_view utf8) noexcept
{
    std::size_t length = std::min(utf8.size(), event.utf8.size() - 1);
    auto const is_continuation = [&](std::size_t at) {
        return at < utf8.size() && (static_cast<unsigned char>(utf8[at]) & 0xC0U) == 0x80U;
    };
    while (length > 0 && is_continuation(length)) {
        --length;
    }
    event.utf8.fill('\0');
    std::copy_n(utf8.begin(), length, event.utf8.begin());
}

} // namespace securebase::ports
