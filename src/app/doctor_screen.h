// SPDX-License-Identifier: MIT
// Frames shown for `doctor`, and what is seen of them.
#pragma once

#include "app/real_screen.h"
#include "devices/sdl/session.h"
#include "ports/clock.h"
#include "rig/facts.h"

#include <array>
#include <functional>
#include <optional>
#include <vector>

namespace securebase::app {

/// What was seen of frames shown one after the other.
struct SeenFrames {
    std::vector<double> intervals_ms; ///< Between neighbours of which both were seen.
    std::vector<double> half_widths_ms;
    std::uint64_t unseen = 0;
};

/// Shows two frames by turns, each at the next refresh. Thread: main.
class Flipper {
public:
    /// All must outlive it.
    Flipper(RealScreen& screen, ports::Clock& clock);

    /// Shows the next; how many ms after the one before it appeared. Empty for the first, and when
    /// nobody said.
    std::optional<double> next();
    /// Shows so many, fewer when somebody holds Esc or closes the window.
    SeenFrames show(std::size_t frames);
    /// Looks away: the next frame has none before it.
    void skip() { last_.reset(); }
    /// Whether somebody pressed Esc or closed the window.
    bool was_told_to_stop();

private:
    base::Instant moment_of(ports::FrameReport const& report, base::Instant returned) const;

    RealScreen* screen_;
    ports::Clock* clock_;
    bool stamps_are_real_; ///< Reports carry the server's stamps; else returns are looked at.
    std::vector<ports::Sprite> one_;
    std::vector<ports::Sprite> other_;
    bool turn_ = false;
    std::optional<base::Instant> last_;
    ports::FrameReport report_;
    bool stopped_ = false;
};

/// Whether somebody pressed Esc or closed the window since this was asked last.
bool wants_to_stop(ports::Input& input);

/// Shows as many frames as are needed and adds all that is known of the screen; the intervals go
/// to `intervals_ms`.
rig::ScreenFacts measure_screen(devices::SdlSession const& session,
                                RealScreen& screen,
                                Flipper& flipper,
                                std::vector<double>& intervals_ms);

} // namespace securebase::app
