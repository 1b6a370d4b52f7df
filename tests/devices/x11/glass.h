// SPDX-License-Identifier: MIT
// What an X server has on its screen, read from outside.
#pragma once

#include "ports/display.h"

#include <cstdint>
#include <memory>

namespace securebase::contract {

class Glass {
public:
    Glass();
    ~Glass();
    Glass(Glass const&) = delete;
    Glass& operator=(Glass const&) = delete;

    std::int32_t width() const;
    std::int32_t height() const;
    /// 0xRRGGBB.
    std::uint32_t pixel(std::int32_t x, std::int32_t y) const;
    /// Puts a window of one colour in front of everything, past any window manager.
    void cover(ports::Box const& box, std::uint32_t color);
    void uncover();
    /// Gives the keyboard to the window in front.
    void take_keyboard();

private:
    struct Connection;
    std::unique_ptr<Connection> connection_;
};

} // namespace securebase::contract
