// SPDX-License-Identifier: MIT
// The value in the middle.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace securebase::base {

/// Of values in order the one in the middle, of an even number the upper of two. At least one
/// value.
inline double middle_of(std::vector<double> values)
{
    auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// The median distance from the median times this is the SD of a normal distribution.
inline constexpr double sd_of_median_distance = 1.4826;

} // namespace securebase::base
