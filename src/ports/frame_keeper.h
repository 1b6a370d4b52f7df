// SPDX-License-Identifier: MIT
// Ports: a display server that keeps finished frames and shows them on request.
#pragma once

#include "ports/display.h"

#include <cstddef>
#include <cstdint>

namespace securebase::ports {

/// Where the next frame to be kept is drawn: rows from the top, 0xXXRRGGBB each pixel.
struct Pixels {
    std::uint32_t* first = nullptr;
    std::int32_t width = 0;
    std::int32_t height = 0;
    std::int32_t pitch = 0; ///< Bytes from row to row.
};

/// What is to follow a frame.
struct Following {
    std::size_t place = 0;
    Box changed;                ///< What differs from the frame it follows.
    std::int64_t refreshes = 0; ///< After that one; > 0.
};

/// Keeps a number of frames, so that showing one of them is a short message and not a picture.
/// Thread: main.
class FrameKeeper {
public:
    /// Frames that may be under way or waiting to be.
    static constexpr std::size_t most_following = 6;

    virtual ~FrameKeeper() = default;
    /// Size, period and what reports can claim; the name is that of the way, not of the window.
    virtual DisplayFacts describe() const = 0;
    virtual Pixels pixels() noexcept = 0;
    virtual std::size_t places() const noexcept = 0;
    /// Takes what has been drawn into pixels() to a place, in place of what was there. The frame
    /// on the screen must not be replaced. False when the server does not answer.
    virtual bool keep(std::size_t place) noexcept = 0;
    /// Adds to what follows the frame shown next or, when frames are under way, to these; then it
    /// is handed over at once.
    virtual void follow(Following const& following) noexcept = 0;
    /// As Display::show(), of the frame at a place. Only `changed` differs from what is on the
    /// screen. What is to follow is handed over with it.
    virtual FrameReport
    show(std::size_t place, Box const& changed, base::Instant not_before) noexcept = 0;
    /// Waits for the next frame under way, and reports it. Its lateness counts from the frame
    /// before.
    virtual FrameReport followed() noexcept = 0;
};

} // namespace securebase::ports
