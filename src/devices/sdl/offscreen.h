// SPDX-License-Identifier: MIT
// The same drawing without a window: for previews and for tests of pixels.
#pragma once

#include "devices/sdl/canvas.h"
#include "devices/sdl/refresh.h"
#include "ports/clock.h"
#include "ports/display.h"

#include <memory>
#include <string>

namespace securebase::devices {

struct OffscreenOptions {
    std::int32_t width = 1280;
    std::int32_t height = 720;
    base::Duration period{16'666'667};
};

/// Draws with the processor onto a surface in memory. Needs neither a display nor an SdlSession.
/// Frames keep to a grid of the clock given (a virtual one makes that instant and exact).
class OffscreenDisplay final : public ports::Display {
public:
    /// Errors: no fonts.
    static base::Result<OffscreenDisplay> open(ports::Clock& clock,
                                               OffscreenOptions const& options);

    ports::DisplayFacts describe() const override;
    ports::FrameReport show(ports::Frame const& frame, base::Instant not_before) noexcept override;

    Canvas& workshop() { return *canvas_; }
    /// Colour of a pixel of the last frame.
    ports::Color pixel(std::int32_t x, std::int32_t y) const;
    /// The last frame as a file. Errors: the disk refused.
    base::Result<void> save_png(std::string const& path) const;

private:
    /// The font and image libraries, undone last.
    struct Library {
        Library();
        ~Library();
    };

    OffscreenDisplay(ports::Clock& clock, OffscreenOptions const& options);

    ports::Clock* clock_;
    OffscreenOptions options_;
    std::unique_ptr<Library> library_;
    SurfaceHandle surface_;
    RendererHandle renderer_;
    std::unique_ptr<Canvas> canvas_;
    RefreshGrid grid_;
    std::uint64_t shown_ = 0;
    std::int64_t last_refresh_ = 0;
};

} // namespace securebase::devices
