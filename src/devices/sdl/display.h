// SPDX-License-Identifier: MIT
// The real screen through SDL.
#pragma once

#include "devices/sdl/canvas.h"
#include "devices/sdl/refresh.h"
#include "devices/sdl/session.h"
#include "ports/clock.h"
#include "ports/display.h"

#include <string>
#include <vector>

namespace securebase::devices {

/// Presents frames in the window of a session; should the window change its size, frames are scaled
/// into it. Reports say what a present call's return can tell
/// and no more; a display that gives real evidence of onsets gets its own show_...() beside those
/// here. Thread: main.
class SdlDisplay final : public ports::Display {
public:
    /// Shows a few blank frames to learn whether presents wait for the display (under half a
    /// second). Both must outlive the display. Errors: no fonts.
    static base::Result<SdlDisplay> open(SdlSession& session, ports::Clock& clock);

    ports::DisplayFacts describe() const override { return facts_; }
    ports::FrameReport show(ports::Frame const& frame, base::Instant not_before) noexcept override;

    Canvas& workshop() { return canvas_; }
    /// Paints the last frame again when the window needs it. Not while a timed stage is running:
    /// called by the input while it waits.
    void repair() noexcept;
    /// Saves what was shown last, for looking at. Errors: the disk refused.
    base::Result<void> save_png(std::string const& path);

private:
    /// When a present was called and when it came back.
    struct Presented {
        base::Instant call{};
        base::Instant back{};
    };

    SdlDisplay(SdlSession& session, ports::Clock& clock, Canvas canvas);
    void measure();
    Presented present(ports::Frame const& frame) noexcept;
    Presented present_until_it_waits(ports::Frame const& frame) noexcept;
    ports::FrameReport show_waiting(ports::Frame const& frame, base::Instant not_before) noexcept;
    ports::FrameReport show_at_once(ports::Frame const& frame, base::Instant not_before) noexcept;
    bool waited(Presented const& presented) const;
    void remember(ports::Frame const& frame) noexcept;

    SdlSession* session_;
    ports::Clock* clock_;
    Canvas canvas_;
    ports::DisplayFacts facts_;
    RefreshGrid grid_; ///< Observed where presents wait; made up otherwise.
    std::uint64_t shown_ = 0;
    std::int64_t last_refresh_;
    ports::Color last_background_{0, 0, 0, 255};
    std::vector<ports::Sprite> last_sprites_;
};

} // namespace securebase::devices
