// SPDX-License-Identifier: MIT
// The closed form of a line with several levels.
#include "rig/clock_fit.h"

#include "base/middle.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>

namespace securebase::rig {

namespace {

constexpr double outlier_sds = 5;
constexpr double least_limit_ms = 0.01; ///< Finer than any instrument meant here.
constexpr int most_rounds = 20;
constexpr double ppm = 1e6;

struct Means {
    double ours = 0;
    double difference = 0;
    std::size_t count = 0;
};

void add(Means& mean, ClockPair const& pair)
{
    ++mean.count;
    auto const share = 1 / static_cast<double>(mean.count);
    mean.ours += (pair.ours_ms - mean.ours) * share;
    mean.difference += (pair.difference_ms - mean.difference) * share;
}

std::vector<Means> means_of(std::vector<ClockPair> const& pairs, std::vector<bool> const& kept)
{
    std::vector<Means> out(pairs.empty() ? 0 : pairs.back().stretch + 1);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (kept[i]) {
            add(out[pairs[i].stretch], pairs[i]);
        }
    }
    return out;
}

/// One fit of those that are kept.
struct Round {
    double slope = 0;
    double spread = 0; ///< Sum of squares of our times around their stretch's mean.
    std::vector<Means> means;
    double left(ClockPair const& pair) const
    {
        Means const& mean = means[pair.stretch];
        return pair.difference_ms - mean.difference - slope * (pair.ours_ms - mean.ours);
    }
};

Round fit_once(std::vector<ClockPair> const& pairs, std::vector<bool> const& kept)
{
    Round round;
    round.means = means_of(pairs, kept);
    double product = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (kept[i]) {
            Means const& mean = round.means[pairs[i].stretch];
            double const ours = pairs[i].ours_ms - mean.ours;
            round.spread += ours * ours;
            product += ours * (pairs[i].difference_ms - mean.difference);
        }
    }
    round.slope = round.spread > 0 ? product / round.spread : 0;
    return round;
}

double robust_sd(std::vector<double> values)
{
    for (double& value : values) {
        value = std::abs(value);
    }
    return base::sd_of_median_distance * base::middle_of(std::move(values));
}

std::vector<std::size_t> sizes_of(std::vector<ClockPair> const& pairs,
                                  std::vector<bool> const& kept)
{
    std::vector<std::size_t> sizes;
    for (Means const& mean : means_of(pairs, kept)) {
        sizes.push_back(mean.count);
    }
    return sizes;
}

/// Leaves out what lies too far from the line, but never the last of a stretch, whose level would
/// be unknown; whether anything changed.
bool leave_out(std::vector<ClockPair> const& pairs, Round const& round, std::vector<bool>& kept)
{
    std::vector<double> left;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        if (kept[i]) {
            left.push_back(round.left(pairs[i]));
        }
    }
    double const limit = std::max(outlier_sds * robust_sd(std::move(left)), least_limit_ms);
    std::vector<std::size_t> sizes = sizes_of(pairs, kept);
    bool changed = false;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        std::size_t& size = sizes[pairs[i].stretch];
        if (kept[i] && size > 1 && std::abs(round.left(pairs[i])) > limit) {
            kept[i] = false;
            --size;
            changed = true;
        }
    }
    return changed;
}

/// Pairs that are kept less the levels and the slope that they have to tell.
std::optional<double> freedom_of(std::vector<bool> const& kept, std::vector<Means> const& means)
{
    constexpr std::ptrdiff_t least = 2;
    auto const pairs = std::ranges::count(kept, true);
    auto const levels =
        std::ranges::count_if(means, [](Means const& one) { return one.count > 0; });
    auto const freedom = pairs - levels - 1;
    return freedom < least ? std::nullopt : std::optional(static_cast<double>(freedom));
}

ClockFit describe(std::vector<ClockPair> const& pairs,
                  Round const& round,
                  std::vector<bool> kept,
                  double freedom)
{
    ClockFit fit;
    double squares = 0;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        double const left = round.left(pairs[i]);
        squares += kept[i] ? left * left : 0;
        fit.outliers += kept[i] ? 0U : 1U;
        fit.farthest_ms = kept[i] ? fit.farthest_ms : std::max(fit.farthest_ms, std::abs(left));
    }
    double const middle = (pairs.front().ours_ms + pairs.back().ours_ms) / 2;
    for (Means const& mean : round.means) {
        fit.level_ms.push_back(mean.difference + round.slope * (middle - mean.ours));
    }
    fit.kept = std::move(kept);
    fit.sd_ms = std::sqrt(squares / freedom);
    fit.drift_ppm = round.slope * ppm;
    double const t = boost::math::quantile(boost::math::students_t(freedom), 0.975);
    fit.drift_half_ppm = t * fit.sd_ms / std::sqrt(round.spread) * ppm;
    return fit;
}

} // namespace

std::optional<ClockFit> fit_clock(std::vector<ClockPair> const& pairs)
{
    std::vector<bool> kept(pairs.size(), true);
    Round round = fit_once(pairs, kept);
    for (int i = 0; i < most_rounds && freedom_of(kept, round.means); ++i) {
        if (!leave_out(pairs, round, kept)) {
            break;
        }
        round = fit_once(pairs, kept);
    }
    auto const freedom = freedom_of(kept, round.means);
    if (!freedom || round.spread <= 0) {
        return std::nullopt;
    }
    return describe(pairs, round, std::move(kept), *freedom);
}

} // namespace securebase::rig
