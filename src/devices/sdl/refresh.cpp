// SPDX-License-Identifier: MIT
// Judging and predicting a display's refresh.
#include "devices/sdl/refresh.h"

#include "base/middle.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace securebase::devices {

namespace {

constexpr double ns_per_ms = 1e6;
constexpr double ns_per_second = 1e9;
/// How far the first estimate of a period may be off, as a share of it.
constexpr double first_period_error = 5e-4;

bool is_timer_pacing(double period_ns, int reported)
{
    double const ms = period_ns / ns_per_ms;
    bool const whole_ms = std::abs(ms - std::round(ms)) < 0.05;
    bool const as_reported =
        reported > 0 && std::abs(ns_per_second / period_ns / reported - 1) < 0.02;
    return whole_ms && !as_reported;
}

} // namespace

std::optional<base::Duration> period_from_presents(std::span<base::Instant const> returns,
                                                   int reported)
{
    constexpr std::size_t least_intervals = 12;
    if (returns.size() < least_intervals + 1) {
        return std::nullopt;
    }
    std::vector<double> intervals;
    for (std::size_t i = 1; i < returns.size(); ++i) {
        intervals.push_back(static_cast<double>(base::to_ns(returns[i] - returns[i - 1])));
    }
    double const median = base::middle_of(intervals);
    if (median < 2 * ns_per_ms || median > 50 * ns_per_ms || is_timer_pacing(median, reported)) {
        return std::nullopt;
    }
    double sum = 0;
    std::size_t regular = 0;
    for (double const interval : intervals) {
        if (std::abs(interval - median) < 0.1 * median) {
            sum += interval;
            ++regular;
        }
    }
    if (regular * 10 < intervals.size() * 9) {
        return std::nullopt;
    }
    return base::Duration(std::llround(sum / static_cast<double>(regular)));
}

RefreshGrid::RefreshGrid(base::Instant refresh, base::Duration period)
    : first_(refresh), anchor_(refresh), period_ns_(static_cast<double>(base::to_ns(period)))
{}

base::Instant RefreshGrid::at(std::int64_t index) const
{
    return anchor_ +
           base::Duration(std::llround(static_cast<double>(index - anchor_index_) * period_ns_));
}

double RefreshGrid::offset_of(base::Instant when) const
{
    return static_cast<double>(base::to_ns(when - anchor_)) / period_ns_;
}

std::int64_t RefreshGrid::first_from(base::Instant when) const
{
    auto index = anchor_index_ + static_cast<std::int64_t>(std::ceil(offset_of(when))) - 1;
    while (at(index) < when) {
        ++index;
    }
    return index;
}

std::int64_t RefreshGrid::nearest(base::Instant when) const
{
    return anchor_index_ + std::llround(offset_of(when));
}

base::Duration RefreshGrid::period() const
{
    return base::Duration(std::llround(period_ns_));
}

void RefreshGrid::observe(base::Instant when)
{
    std::int64_t const index = nearest(when);
    bool const counted = is_sure(when);
    if (counted && index > 0) {
        double const mean =
            static_cast<double>(base::to_ns(when - first_)) / static_cast<double>(index);
        if (std::abs(mean / period_ns_ - 1) < 1e-3) {
            period_ns_ = mean;
        }
    }
    if (!counted) { // The count from the first observation is lost: start it again from here.
        first_ = when - base::Duration(std::llround(static_cast<double>(index) * period_ns_));
    }
    anchor_ = when;
    anchor_index_ = index;
}

bool RefreshGrid::is_sure(base::Instant when) const
{
    // The mean over n periods errs by the two ends' jitter (a tenth of a period at most) over n.
    double const counted = static_cast<double>(std::max<std::int64_t>(anchor_index_, 1));
    double const error = std::min(first_period_error, 0.1 / counted);
    return std::abs(offset_of(when)) * error < 0.25;
}

} // namespace securebase::devices
