// SPDX-License-Identifier: MIT
// What a photodiode tells of a screen: light against the stamps of the program.
#pragma once

#include "rig/capture.h"
#include "rig/clock_fit.h"
#include "rig/join.h"
#include "rig/shown.h"
#include "rig/wrong.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace securebase::rig {

/// Fewer tell nothing.
constexpr std::uint64_t least_exposures = 8;

/// Where light moved by whole frames against its stamps. Which side is right nobody knows.
struct Jump {
    std::int64_t cycle = 1;  ///< The first behind it.
    std::int64_t frames = 0; ///< Later than before it.
    bool operator==(Jump const&) const = default;
};

/// The constant that only a line with our trigger on the same instrument can tell.
struct Lag {
    double mean_ms = 0; ///< From stamp to light. The adapter's own delay is missing from it.
    double sd_ms = 0;
    std::uint64_t count = 0;    ///< Exposures that it is made of.
    std::uint64_t outliers = 0; ///< Left out.
    double drift_ppm = 0;       ///< Of light against our own clock.
    double drift_half_ppm = 0;
};

enum class NoLag : std::uint8_t {
    none,
    not_recorded, ///< The capture holds no trigger line.
    not_sent,     ///< The program sent no triggers.
    no_pulses,    ///< The line was recorded and never rose.
    not_joined,   ///< Pulses and triggers do not fit.
    too_few,      ///< Fewer than least_exposures have a pulse.
};

struct PhotodiodeFacts {
    std::uint64_t cycles = 0; ///< Shown.
    /// The weakest of all that vouch for a frame, and half of what its bounds span, median.
    base::TimeSource source = base::TimeSource::unknown;
    double half_width_ms = 0;
    double shown_ms = 0;    ///< From the first onset to the last.
    double recorded_ms = 0; ///< From the first rise of light to the last.

    JoinFault fault = JoinFault::none; ///< When it is one, nothing below is known.
    std::uint64_t matched = 0;         ///< Of these, light was seen to come and to go.
    std::vector<double> left_over_ms;  ///< Edges that belong to none, by the instrument's clock.
    std::uint64_t vouched = 0;         ///< Of the matched: the display vouches for both frames.
    std::uint64_t stretches = 0;       ///< Without a frame that was late, each with a level.
    std::vector<WrongRun> wrong;       ///< In order.
    std::vector<Jump> jumps;
    std::optional<double> longer_ms; ///< Light lasts so much longer than the stamps say, median.
    double period_ms = 0;
    std::optional<ClockFit> fit;        ///< Empty: too few exposures that the display vouches for.
    std::uint64_t could_have_pulse = 0; ///< Exposures like most, without a frame wrong.
    std::uint64_t with_pulse = 0;       ///< Of these.
    std::optional<Lag> lag;
    NoLag no_lag = NoLag::none; ///< Why there is none.
};

PhotodiodeFacts calibrate(Shown const& shown, Capture const& capture);

} // namespace securebase::rig
