// SPDX-License-Identifier: MIT
// Which moment of one clock is which of another that began and runs differently.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace securebase::rig {

struct Joined {
    std::vector<std::optional<double>> seen; ///< For each that was expected; empty: missed.
    std::vector<double> left_over;           ///< Seen, but expected by nobody; in order.
};

enum class JoinFault : std::uint8_t {
    none,
    too_few,   ///< Fewer than five on one side, or fewer than half fit.
    too_many,  ///< Over four times as many seen as expected: the signal flickers.
    ambiguous, ///< They fit as well some cycles later.
};

struct JoinResult {
    Joined joined;
    JoinFault fault = JoinFault::none;
};

/// Joins moments in ms, both in order. Nothing is known of the other clock's zero; its rate may
/// differ so much that it strays by a quarter of the usual gap over the whole. What was missed or
/// seen too often does not matter as long as the gaps are not all the same.
JoinResult join(std::vector<double> const& expected, std::vector<double> const& seen);

} // namespace securebase::rig
