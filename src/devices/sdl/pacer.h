// SPDX-License-Identifier: MIT
// When frames are handed to a display, and what the return of a present call tells.
#pragma once

#include "base/time.h"
#include "devices/sdl/counted_pacer.h"
#include "devices/sdl/refresh.h"
#include "ports/clock.h"
#include "ports/display.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace securebase::devices {

/// Hands frames over at their time, in one of three ways: by the refreshes that somebody counts and
/// tells of (CountedPacer), on a display that makes presents wait for it, or on one that does not;
/// and reports what is told, or what the returns tell, and no more. Knows nothing of SDL, so that
/// it can be tested against simulated drivers.
class Pacer {
public:
    using Screen = PresentScreen;

    /// The clock must outlive the pacer.
    Pacer(ports::Clock& clock, Screen screen);

    /// Presents blank frames as fast as they go to learn whether presents wait for the display:
    /// under half a second. `may_wait` false spares that where it is known that none does.
    /// `reported` is the mode's rate in whole Hz, 0 when not known.
    void learn(bool may_wait, int reported);

    /// Tries the first way; what learn() found out is not needed then. The flip clock must outlive
    /// the pacer. Errors: why it is not believed; the pacer is as it was.
    base::Result<void> follow(ports::FlipClock& flips);
    /// Tries whether waiting for the drawing (glFinish) behind each present waits for the frame
    /// too: a third of a second. After learn(). Errors: why it is not done.
    base::Result<void> finish_each(std::function<void()> finish);

    base::Duration period() const { return counted_ ? counted_->period() : period_; }
    ports::RateSource rate_source() const { return rate_source_; }
    bool presents_wait() const { return presents_wait_; }
    /// The best that a report can claim.
    base::TimeSource source() const;

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
    bool finishing_waits();
    Presented present_until_it_waits(ports::Frame const& frame);
    ports::FrameReport show_at_once(ports::Frame const& frame, base::Instant not_before);
    ports::FrameReport show_waiting(ports::Frame const& frame, base::Instant not_before);

    base::Timestamp queued(base::Instant refresh) const;

    ports::Clock* clock_;
    Screen screen_;
    ports::FlipClock* flips_ = nullptr;
    std::optional<CountedPacer> counted_;
    std::function<void()> finish_; ///< Empty: nothing is waited for behind a present.
    base::Duration period_;
    ports::RateSource rate_source_ = ports::RateSource::assumed;
    bool presents_wait_ = false;
    RefreshGrid grid_; ///< Observed where presents wait; made up otherwise.
    std::uint64_t shown_ = 0;
    std::int64_t last_refresh_ = 0;
    base::Instant queue_empty_at_{}; ///< Surely by then, after the queue was filled on purpose.
};

} // namespace securebase::devices
