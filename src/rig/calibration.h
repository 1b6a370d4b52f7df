// SPDX-License-Identifier: MIT
// What a photodiode tells of a screen: light against the stamps of the program.
#pragma once

#include "rig/capture.h"
#include "rig/clock_fit.h"
#include "rig/join.h"
#include "rig/shown.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace securebase::rig {

/// An exposure that was not as the stamps say or as it was asked for.
struct WrongExposure {
    std::int64_t cycle = 1;
    std::int64_t frames_longer = 0; ///< Lit so many more frames than asked for; negative: fewer.
    std::int64_t frames_later = 0;  ///< Appeared so many after its stamp; negative: before.
    bool marked = false; ///< The program said that it was late, or that it does not know.
    bool operator==(WrongExposure const&) const = default;
};

/// The constant that only a line with our trigger on the same instrument can tell.
struct Lag {
    double mean_ms = 0; ///< From stamp to light. The adapter's own delay is missing from it.
    double sd_ms = 0;
    std::uint64_t count = 0;
    double drift_ppm = 0; ///< Of light against our own clock.
    double drift_half_ppm = 0;
};

enum class NoLag : std::uint8_t {
    none,
    not_recorded, ///< The capture holds no trigger line.
    not_sent,     ///< The program sent no triggers.
    not_joined,   ///< Pulses and triggers do not fit.
    too_few,
};

struct PhotodiodeFacts {
    JoinFault fault = JoinFault::none; ///< When it is one, nothing below is known.
    std::uint64_t cycles = 0;          ///< Shown.
    std::uint64_t matched = 0;         ///< Of these, light was seen to come and to go.
    std::uint64_t left_over = 0;       ///< Edges that belong to none.
    std::uint64_t vouched = 0;         ///< Of the matched: the display vouches for both frames.
    std::uint64_t stretches = 0;       ///< Without a frame that was late, each with a level.
    std::vector<WrongExposure> wrong;
    std::optional<double> longer_ms; ///< Light lasts so much longer than the stamps say, median.
    double period_ms = 0;
    std::optional<ClockFit> fit; ///< Empty: too few exposures that the display vouches for.
    std::optional<Lag> lag;
    NoLag no_lag = NoLag::none; ///< Why there is none.
};

PhotodiodeFacts calibrate(Shown const& shown, Capture const& capture);

} // namespace securebase::rig
