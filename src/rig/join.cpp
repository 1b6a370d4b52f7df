// SPDX-License-Identifier: MIT
// Every pair votes for the difference of the two zeros; the right one has the most votes.
#include "rig/join.h"

#include "base/middle.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace securebase::rig {

namespace {

constexpr std::size_t least_moments = 5;
constexpr std::size_t most_seen_for_one = 4;

double usual_gap(std::vector<double> const& expected)
{
    std::vector<double> gaps;
    for (std::size_t i = 1; i < expected.size(); ++i) {
        gaps.push_back(expected[i] - expected[i - 1]);
    }
    return base::middle_of(gaps);
}

std::vector<double> differences(std::vector<double> const& expected,
                                std::vector<double> const& seen)
{
    std::vector<double> out;
    out.reserve(expected.size() * seen.size());
    for (double const ours : expected) {
        for (double const theirs : seen) {
            out.push_back(theirs - ours);
        }
    }
    std::ranges::sort(out);
    return out;
}

struct Window {
    double begin = 0;
    std::size_t votes = 0;
};

/// The window of that width with the most votes; those that begin within `apart` of `but` are
/// passed over.
Window best_window(std::vector<double> const& differences,
                   double width,
                   std::optional<double> but,
                   double apart)
{
    Window best;
    std::size_t end = 0;
    for (std::size_t i = 0; i < differences.size(); ++i) {
        while (end < differences.size() && differences[end] <= differences[i] + width) {
            ++end;
        }
        bool const wanted = !but || std::abs(differences[i] - *but) > apart;
        if (wanted && end - i > best.votes) {
            best = {differences[i], end - i};
        }
    }
    return best;
}

/// The one nearest to where it ought to be, within a window of differences.
std::optional<std::size_t> nearest(
    std::vector<double> const& seen, double ours, double likely, Window const& window, double width)
{
    // What was subtracted to find the window and is added here again may differ in the last bit.
    constexpr double rounding = 1e-6;
    auto const first = std::ranges::lower_bound(seen, ours + window.begin - rounding);
    auto const last = std::ranges::upper_bound(seen, ours + window.begin + width + rounding);
    if (first >= last) {
        return std::nullopt;
    }
    auto const found = std::min_element(first, last, [&](double a, double b) {
        return std::abs(a - ours - likely) < std::abs(b - ours - likely);
    });
    return static_cast<std::size_t>(found - seen.begin());
}

/// The difference at the beginning, which a straying clock moves away from.
double first_difference(std::vector<double> const& expected,
                        std::vector<double> const& seen,
                        Window const& window,
                        double width)
{
    constexpr std::size_t enough = 9;
    std::vector<double> found;
    for (std::size_t i = 0; i < expected.size() && found.size() < enough; ++i) {
        double const middle = window.begin + width / 2;
        if (auto const at = nearest(seen, expected[i], middle, window, width)) {
            found.push_back(seen[*at] - expected[i]);
        }
    }
    return base::middle_of(found);
}

Joined join_in(std::vector<double> const& expected,
               std::vector<double> const& seen,
               Window const& window,
               double width)
{
    constexpr double follows = 0.25; // Fast enough for a clock, too slow for one wrong frame.
    Joined out;
    out.seen.resize(expected.size());
    std::vector<bool> taken(seen.size(), false);
    double likely = first_difference(expected, seen, window, width);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (auto const at = nearest(seen, expected[i], likely, window, width)) {
            out.seen[i] = seen[*at];
            taken[*at] = true;
            likely += follows * (seen[*at] - expected[i] - likely);
        }
    }
    for (std::size_t i = 0; i < seen.size(); ++i) {
        if (!taken[i]) {
            out.left_over.push_back(seen[i]);
        }
    }
    return out;
}

} // namespace

JoinResult join(std::vector<double> const& expected, std::vector<double> const& seen)
{
    if (expected.size() < least_moments || seen.size() < least_moments) {
        return {{}, JoinFault::too_few};
    }
    if (seen.size() > most_seen_for_one * expected.size()) {
        return {{}, JoinFault::too_many};
    }
    double const gap = usual_gap(expected);
    double const width = gap / 4;
    std::vector<double> const all = differences(expected, seen);
    Window const best = best_window(all, width, {}, 0);
    if (2 * best.votes < std::min(expected.size(), seen.size())) {
        return {{}, JoinFault::too_few};
    }
    if (best_window(all, width, best.begin, gap / 2).votes >= best.votes) {
        return {{}, JoinFault::ambiguous};
    }
    return {join_in(expected, seen, best, width), JoinFault::none};
}

} // namespace securebase::rig
