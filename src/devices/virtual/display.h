// SPDX-License-Identifier: MIT
// A display without a screen: refreshes on an exact grid, misses frames when planned.
#pragma once

#include "base/random.h"
#include "devices/virtual/clock.h"
#include "ports/display.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace securebase::devices {

/// Refresh rate as a fraction in Hz, so that 59.94 Hz is exactly 60000/1001.
struct Rate {
    std::int64_t numerator = 60;
    std::int64_t denominator = 1;
    bool operator==(Rate const&) const = default;
};

/// The `frame`-th frame shown (from 1) appears `late` refreshes after its time.
struct FrameFault {
    std::uint64_t frame = 0;
    std::int32_t late = 0;
};

/// What happens to one frame.
struct FrameFate {
    std::int32_t late = 0;  ///< Refreshes after its time; less than 0: before, if it can be.
    bool discarded = false; ///< It never lights, and nobody can say when it would have.
    std::int64_t jump = 0;  ///< So many refreshes are counted that never were.
};

/// How a display's reports blur the truth: each says [truth - a, truth + b] with a and b drawn anew
/// up to these.
struct Blur {
    base::Duration before{};
    base::Duration after{};
    base::TimeSource source = base::TimeSource::simulated;
    std::uint64_t seed = 0;
};

/// What the display writes down of each frame.
enum class FrameLog : std::uint8_t { none, times, sprites };

/// One frame as it was shown.
struct ShownFrame {
    ports::FrameReport report;
    std::optional<base::Instant> lit; ///< The truth, whatever was reported; empty: never.
    ports::Color background;
    std::size_t sprite_count = 0;
    std::vector<ports::Sprite> sprites; ///< Only with FrameLog::sprites.
};

struct VirtualDisplayOptions {
    std::int32_t width = 1920;
    std::int32_t height = 1080;
    Rate rate{};
    base::Instant first_refresh{};    ///< Refresh 0 of the grid.
    std::vector<FrameFault> faults{}; ///< In any order; at most one for each frame.
    FrameLog log = FrameLog::none;
    Blur blur{};
};

/// Shows frames by moving the clock to the refresh; reports are exact unless they are to be
/// blurred.
class VirtualDisplay final : public ports::Display {
public:
    /// Options: sizes > 0, rate > 0 and at most 1000 Hz.
    VirtualDisplay(VirtualClock& clock, VirtualDisplayOptions options);

    ports::DisplayFacts describe() const override;
    /// Two frames never share a refresh. A `not_before` that lies before the last frame shown asks
    /// for the next refresh, and lateness counts from there.
    ports::FrameReport show(ports::Frame const& frame, base::Instant not_before) noexcept override;

    /// What happens to the frame shown next, on top of what the options say.
    void befall(FrameFate fate) { fate_ = fate; }

    /// Moment of a refresh (counted from 0 at first_refresh), to the nearest ns.
    base::Instant refresh_at(std::int64_t index) const;
    std::vector<ShownFrame> const& log() const { return log_; }
    std::uint64_t shown() const { return shown_; }

private:
    std::int64_t first_refresh_from(base::Instant when) const;
    std::int32_t fault_of(std::uint64_t frame) const;
    base::Timestamp reported(base::Instant lit);

    VirtualClock& clock_;
    VirtualDisplayOptions options_;
    std::uint64_t shown_ = 0;
    std::int64_t last_refresh_ = -1;
    std::int64_t counted_ahead_ = 0; ///< Refreshes that were counted and never were.
    FrameFate fate_;
    base::Random random_;
    std::vector<ShownFrame> log_;
};

} // namespace securebase::devices
