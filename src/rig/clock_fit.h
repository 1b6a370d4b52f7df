// SPDX-License-Identifier: MIT
// How one clock strays from another, and what is left when that is taken away.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace securebase::rig {

/// One moment on two clocks.
struct ClockPair {
    double ours_ms = 0;
    double difference_ms = 0; ///< Theirs minus ours.
    std::size_t stretch = 0;  ///< Between stretches the difference may jump. In order, from 0.
};

struct ClockFit {
    double drift_ppm = 0;         ///< Theirs runs so much faster.
    double drift_half_ppm = 0;    ///< Half of the interval of 95 % (Student's t).
    double sd_ms = 0;             ///< Of what is left over, those left out not counted.
    std::vector<bool> kept;       ///< For each pair.
    std::vector<double> level_ms; ///< For each stretch the difference in the middle of all time.
    std::size_t outliers = 0;     ///< Left out.
    double farthest_ms = 0;       ///< Of these, from the line.
};

/// Least squares with one slope for all stretches and a level for each, so that a jump between two
/// does not look like a drift. Pairs further from their line than five robust standard deviations
/// are left out and the rest is fitted anew until none are. Empty when fewer than three pairs more
/// than stretches are left, or all are at one moment.
std::optional<ClockFit> fit_clock(std::vector<ClockPair> const& pairs);

} // namespace securebase::rig
