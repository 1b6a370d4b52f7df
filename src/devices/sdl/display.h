// SPDX-License-Identifier: MIT
// The real screen through SDL.
#pragma once

#include "devices/sdl/canvas.h"
#include "devices/sdl/kept_screen.h"
#include "devices/sdl/pacer.h"
#include "devices/sdl/session.h"
#include "ports/clock.h"
#include "ports/display.h"

#include <memory>
#include <string>
#include <vector>

namespace securebase::devices {

/// A way to know onsets that a display goes without, for the record.
struct UnusedWay {
    std::string way;
    std::string because;
};

/// Who shows the frames of a display, and who tells when they appeared.
struct Showing {
    ports::FrameKeeper* keeper = nullptr; ///< A server that keeps frames, or nobody: SDL itself.
    std::string without_because;          ///< Why there is no keeper, for the record; may be empty.
    std::vector<ports::FlipClock*> flip_clocks{}; ///< Without a keeper: to be tried, best first.
    std::vector<UnusedWay> unused{};              ///< Those that could not even be tried.
};

/// Shows frames in the window of a session: through a keeper, which knows when they appeared, or
/// through SDL. Then a flip clock may know; what reports can claim is the Pacer's matter, and
/// should the window change its size, frames are scaled into it. Thread: main.
class SdlDisplay final : public ports::Display {
public:
    /// Without a keeper, shows a few blank frames to learn whether presents wait for the display
    /// (about a second). All must outlive the display. Errors: no fonts.
    static base::Result<SdlDisplay>
    open(SdlSession& session, ports::Clock& clock, Showing const& showing = {});

    ports::DisplayFacts describe() const override { return facts_; }
    ports::FrameReport show(ports::Frame const& frame, base::Instant not_before) noexcept override;

    bool announce(ports::Frame const& frame, std::int64_t refreshes) noexcept override;
    void prepare(ports::Frame const& frame) noexcept override;

    Canvas& workshop() { return kept_ ? kept_->canvas() : *canvas_; }
    /// Paints the last frame again when the window needs it. Not while a timed stage is running:
    /// called by the input while it waits.
    void repair() noexcept;
    /// Saves what was shown last, for looking at. Errors: the disk refused.
    base::Result<void> save_png(std::string const& path);

private:
    SdlDisplay(SdlSession& session, ports::Clock& clock, Canvas canvas);
    void use(KeptScreen kept);
    void learn(Showing const& showing);
    bool follow_first(Showing const& showing, std::vector<UnusedWay>& unused);
    void learn_returns(std::vector<UnusedWay>& unused);
    void remember(ports::Frame const& frame) noexcept;

    SdlSession* session_;
    /// Stays where it is when the display moves: the pacer draws on it.
    std::unique_ptr<Canvas> canvas_;
    Pacer pacer_;
    std::unique_ptr<KeptScreen> kept_;
    ports::DisplayFacts facts_;
    ports::Color last_background_{0, 0, 0, 255};
    std::vector<ports::Sprite> last_sprites_;
};

} // namespace securebase::devices
