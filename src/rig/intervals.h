// SPDX-License-Identifier: MIT
// What a series of moments tells of the regularity behind it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace securebase::rig {

/// Intervals between frames that were shown as fast as the display takes them.
struct IntervalSummary {
    std::uint64_t count = 0;
    double median_ms = 0;
    double robust_sd_ms = 0; ///< 1.4826 times the median distance from the median.
    double mean_ms = 0;      ///< One refresh: the whole span over all refreshes in it.
    double longest_ms = 0;
    std::uint64_t off_grid = 0; ///< Intervals further than a tenth from a whole number of medians.
    std::uint64_t missed = 0;   ///< Refreshes that passed without the frame meant for them.
};

/// Empty without at least two intervals with a positive median.
std::optional<IntervalSummary> summarize_intervals(std::span<double const> ms);

/// How much longer than asked something took, over many tries.
struct DelaySummary {
    std::uint64_t count = 0;
    double median_ms = 0;
    double p99_ms = 0;
    double worst_ms = 0;
};

/// Empty without values.
std::optional<DelaySummary> summarize_delays(std::span<double const> ms);

/// The value below which this share (0 to 1) of the sorted values lies: the smallest of them that
/// has at least so many at or below it. Values must not be empty.
double quantile(std::span<double const> sorted, double share);

} // namespace securebase::rig
