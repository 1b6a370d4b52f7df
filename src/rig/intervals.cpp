// SPDX-License-Identifier: MIT
// Medians, and counting in whole refreshes.
#include "rig/intervals.h"

#include "base/assert.h"
#include "base/middle.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace securebase::rig {

namespace {

constexpr double widest_off_grid = 0.1;

std::vector<double> sorted(std::span<double const> values)
{
    std::vector<double> out(values.begin(), values.end());
    std::ranges::sort(out);
    return out;
}

double median(std::span<double const> sorted_values)
{
    std::size_t const half = sorted_values.size() / 2;
    return sorted_values.size() % 2 == 1 ? sorted_values[half]
                                         : (sorted_values[half - 1] + sorted_values[half]) / 2;
}

double median_distance(std::span<double const> values, double from)
{
    std::vector<double> distances;
    for (double const value : values) {
        distances.push_back(std::abs(value - from));
    }
    std::ranges::sort(distances);
    return median(distances);
}

} // namespace

double quantile(std::span<double const> sorted_values, double share)
{
    SECUREBASE_ASSERT(!sorted_values.empty(), "a quantile of nothing");
    double const rank = std::ceil(share * static_cast<double>(sorted_values.size()));
    auto const index = static_cast<std::size_t>(std::max(rank, 1.0)) - 1;
    return sorted_values[std::min(index, sorted_values.size() - 1)];
}

std::optional<IntervalSummary> summarize_intervals(std::span<double const> ms)
{
    if (ms.size() < 2) {
        return std::nullopt;
    }
    IntervalSummary out;
    std::vector<double> const in_order = sorted(ms);
    out.count = ms.size();
    out.median_ms = median(in_order);
    if (out.median_ms <= 0) {
        return std::nullopt;
    }
    out.robust_sd_ms = base::sd_of_median_distance * median_distance(ms, out.median_ms);
    out.longest_ms = in_order.back();
    double sum = 0;
    double refreshes = 0;
    for (double const interval : ms) {
        double const shares = interval / out.median_ms;
        double const whole = std::max(std::round(shares), 1.0);
        // A shade wider, so that what is just a tenth away is not thrown out by rounding.
        out.off_grid += std::abs(shares - whole) > widest_off_grid + 1e-9 ? 1U : 0U;
        out.missed += static_cast<std::uint64_t>(whole) - 1;
        sum += interval;
        refreshes += whole;
    }
    out.mean_ms = sum / refreshes;
    return out;
}

std::optional<DelaySummary> summarize_delays(std::span<double const> ms)
{
    if (ms.empty()) {
        return std::nullopt;
    }
    std::vector<double> const in_order = sorted(ms);
    return DelaySummary{
        in_order.size(), median(in_order), quantile(in_order, 0.99), in_order.back()};
}

} // namespace securebase::rig
