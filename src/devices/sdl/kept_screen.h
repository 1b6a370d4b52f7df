// SPDX-License-Identifier: MIT
// Frames drawn once and shown by a server that keeps them.
#pragma once

#include "base/result.h"
#include "base/short_queue.h"
#include "devices/sdl/canvas.h"
#include "devices/sdl/frame_shelf.h"
#include "devices/sdl/handles.h"
#include "ports/frame_keeper.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace securebase::devices {

/// Draws with the processor into a keeper's pixels. A frame that was prepared, or shown lately, is
/// not drawn again. Does not allocate once pictures are made. Thread: main.
class KeptScreen {
public:
    /// The keeper must outlive the screen. Errors: no fonts.
    static base::Result<KeptScreen> open(ports::FrameKeeper& keeper);

    Canvas& canvas() { return *canvas_; }
    ports::FrameKeeper const& keeper() const { return *keeper_; }
    /// Draws and hands over a frame that is likely to be shown.
    void prepare(ports::Frame const& frame) noexcept;
    /// As ports::Display.
    bool announce(ports::Frame const& frame, std::int64_t refreshes) noexcept;
    ports::FrameReport show(ports::Frame const& frame, base::Instant not_before) noexcept;
    /// Shows again what is on the screen, unless other frames are under way: these paint it. False
    /// then.
    bool repair() noexcept;
    /// Draws a frame anew and saves it. Errors: the disk refused.
    base::Result<void> save_png(ports::Frame const& frame, std::string const& path);

private:
    KeptScreen(ports::FrameKeeper& keeper, SurfaceHandle surface, RendererHandle renderer);
    /// A frame that is to come without further asking.
    struct Promise {
        std::size_t place = 0;
        std::int64_t refreshes = 0;
        bool handed_over = false; ///< Together with the frame before.
    };
    ports::FrameReport keep_promise() noexcept;
    bool is_under_way() const { return !promises_.is_empty() && promises_[0].handed_over; }
    void hand_over(std::size_t before, Promise& promise) noexcept;
    ports::Frame named(ports::Frame const& frame) noexcept;
    /// Where the frame is kept from now on; empty when the server does not answer.
    std::optional<std::size_t> place_of(ports::Frame const& frame) noexcept;

    ports::FrameKeeper* keeper_;
    SurfaceHandle surface_;
    RendererHandle renderer_;
    std::unique_ptr<Canvas> canvas_;
    FrameShelf shelf_;
    base::ShortQueue<Promise, ports::FrameKeeper::most_following> promises_;
    std::vector<ports::Sprite> named_; ///< The frame in hand, with pictures by their serial.
};

} // namespace securebase::devices
