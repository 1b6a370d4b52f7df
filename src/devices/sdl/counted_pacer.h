// SPDX-License-Identifier: MIT
// Frames handed over for refreshes that are counted, one at a time.
#pragma once

#include "base/result.h"
#include "devices/sdl/refresh_line.h"
#include "ports/clock.h"
#include "ports/display.h"
#include "ports/flip_clock.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace securebase::devices {

/// Where frames go: draws one completely; presents what was drawn.
struct PresentScreen {
    std::function<void(ports::Frame const&)> draw;
    std::function<void()> present;
};

/// Shows each frame on the refresh asked for by its number, and waits until it is there before it
/// lets go, so that no driver holds two of them. What is known of each is known from the flip
/// clock; a frame of which that knows nothing is reported as a present call's return can be. See
/// docs/decisions/0010-lower-rungs.md. Thread: main.
class CountedPacer {
public:
    /// Shows blank frames and looks whether what the flip clock tells of them is a display's own
    /// time: about a second. Both must outlive the pacer. Errors: why it is not believed.
    static base::Result<CountedPacer>
    learn(ports::Clock& clock, PresentScreen screen, ports::FlipClock& flips);

    base::Duration period() const { return line_.period(); }

    /// See ports::Display::show(). Late is the number of the refresh it appeared on minus that of
    /// the one asked for; empty where either is not known.
    ports::FrameReport show(ports::Frame const& frame, base::Instant not_before) noexcept;

private:
    CountedPacer(ports::Clock& clock,
                 PresentScreen screen,
                 ports::FlipClock& flips,
                 RefreshLine const& line);
    std::optional<std::uint64_t> asked(base::Instant not_before);
    std::uint64_t latest_number();
    void wait_for(std::uint64_t msc);
    void wait_to_hand_over(std::optional<std::uint64_t> const& target);
    ports::FrameReport report_of(ports::FlipEvidence const& evidence,
                                 std::optional<std::uint64_t> const& target);
    ports::FrameReport report_without(base::Instant call, base::Instant now);

    ports::Clock* clock_;
    PresentScreen screen_;
    ports::FlipClock* flips_;
    RefreshLine line_;
    std::uint64_t shown_ = 0;
    base::Instant last_shown_{};   ///< As reported.
    base::Duration after_stamp_{}; ///< Of what was reported; its refresh was so much earlier.
};

} // namespace securebase::devices
