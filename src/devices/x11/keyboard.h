// SPDX-License-Identifier: MIT
// An X server's keyboard and pointer, moved from a program as if by hand.
#pragma once

#include "base/result.h"
#include "ports/input.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::devices {

/// Moves real keys through the XTEST extension, on a connection of its own.
/// Thread: one at a time.
class XKeyboard {
public:
    /// `display` as in $DISPLAY; empty: that one. Errors: no such display, no XTEST.
    static base::Result<XKeyboard> open(std::string const& display);
    ~XKeyboard();
    XKeyboard(XKeyboard&& other) noexcept;
    XKeyboard& operator=(XKeyboard&& other) noexcept;

    /// All of these return when the server has done it.
    void move_key(ports::Key key, bool down);
    /// The right button of the mouse, or (any other key) the left one.
    void move_button(ports::Key button, bool down);
    void move_pointer(std::int32_t x, std::int32_t y);
    /// Presses and releases a key for each character. One that no key carries is put on a spare
    /// key first.
    void type(std::string_view utf8);

private:
    struct Connection; ///< Keeps X's own names out of this header.
    struct Stroke {
        unsigned keycode = 0;
        bool shift = false;
    };

    explicit XKeyboard(std::unique_ptr<Connection> connection);
    Stroke stroke_for(char32_t character);
    unsigned lend_spare_key(unsigned long symbol);
    void find_spare_keys();

    std::unique_ptr<Connection> connection_;
    std::vector<unsigned> spare_keycodes_;
    std::vector<unsigned long> lent_; ///< Symbol on each spare key, 0 when none yet.
    std::size_t next_spare_ = 0;
};

} // namespace securebase::devices
