// SPDX-License-Identifier: MIT
// When frames are handed to a display, and what the return of a present call tells.
#pragma once

#include "base/time.h"
#include "devices/sdl/refresh.h"
#include "ports/clock.h"
#include "ports/display.h"

#include <cstdint>
#include <functional>

namespace securebase::devices {

/// Hands frames over at their time, on a display that makes presents wait for it or on one that
/// does not, and reports what the returns tell and no more. Knows nothing of SDL, so that it can
/// be tested against simulated drivers; a display that gives real evidence of onsets (a completion
/// event, a vblank stamp) gets a third way beside the two here.
class Pacer {
public:
    /// Draws a frame completely; presents what was drawn.
    struct Screen {
        std::function<void(ports::Frame const&)> draw;
        std::function<void()> present;
    };

    /// The clock must outlive the pacer.
    Pacer(ports::Clock& clock, Screen screen);

    /// Presents blank frames as fast as they go to learn whether presents wait for the display:
    /// under half a second. `may_wait` false spares that where it is known that none does.
    /// `reported` is the mode's rate in whole Hz, 0 when not known.
    void learn(bool may_wait, int reported);

    base::Duration period() const { return period_; }
    ports::RateSource rate_source() const { return rate_source_; }
    bool presents_wait() const { return presents_wait_; }

    /// See ports::Display::show().
    ports::FrameReport show(ports::Frame const& frame, base::Instant not_before);

private:
    /// The refresh asked for, and the first that can still be had.
    struct Target {
        std::int64_t asked = 0;
        std::int64_t refresh = 0;
    };
    /// When a present was called and when it came back.
    struct Presented {
        base::Instant call{};
        base::Instant back{};
    };

    Target target_of(base::Instant not_before) const;
    Presented present();
    bool waited(Presented const& presented) const;
    Presented present_until_it_waits(ports::Frame const& frame);
    ports::FrameReport show_at_once(ports::Frame const& frame, base::Instant not_before);
    ports::FrameReport show_waiting(ports::Frame const& frame, base::Instant not_before);

    ports::Clock* clock_;
    Screen screen_;
    base::Duration period_;
    ports::RateSource rate_source_ = ports::RateSource::assumed;
    bool presents_wait_ = false;
    RefreshGrid grid_; ///< Observed where presents wait; made up otherwise.
    std::uint64_t shown_ = 0;
    std::int64_t last_refresh_ = 0;
    base::Instant queue_empty_at_{}; ///< Surely by then, after the queue was filled on purpose.
};

} // namespace securebase::devices
