// SPDX-License-Identifier: MIT
// A picture of intervals.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace securebase::rig {

struct Bins {
    double from = 0;  ///< Lower end of the first, in ms.
    double width = 1; ///< Of each.
    std::vector<std::uint64_t> counts;
    std::uint64_t below = 0; ///< Values left of the first.
    std::uint64_t above = 0; ///< Values right of the last.
};

/// Bins of a round width around the median: three times as far out as eight of ten values lie, and
/// at most half the median. What lies beyond is counted. Values: two or more, the median above 0.
Bins bins_of(std::span<double const> ms);

/// SVG with the median marked, labels in ms and a title. `title` may hold any text.
std::string histogram_svg(std::span<double const> ms, std::string const& title);

} // namespace securebase::rig
