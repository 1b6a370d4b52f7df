// SPDX-License-Identifier: MIT
// Benchmarks: a virtual photodiode's judgement, from looks at a patch to moments of change.
#pragma once

#include <cstdint>
#include <optional>

namespace securebase::benchmarks {

/// One look at several points of the patch.
struct Look {
    std::int64_t before_ns = 0; ///< Clock before the first point was read,
    std::int64_t after_ns = 0;  ///< and after the last.
    int bright = 0;             ///< Points that were bright,
    int points = 1;             ///< of so many.
};

/// The patch changed as a whole somewhere between the two.
struct Edge {
    bool on = false;
    std::int64_t lo_ns = 0; ///< Before the last look that saw nothing of the change.
    std::int64_t hi_ns = 0; ///< After the first look that saw all of it.
    bool operator==(Edge const&) const = default;
};

class Edges {
public:
    /// The change that this look completes, if it does. What the patch was before the first look is
    /// taken for dark.
    std::optional<Edge> see(Look const& look);
    /// The longest time between two looks so far.
    std::int64_t longest_gap_ns() const { return longest_gap_ns_; }

private:
    bool on_ = false;
    bool any_ = false;
    std::int64_t last_unchanged_ns_ = 0;
    std::int64_t last_look_ns_ = 0;
    std::int64_t longest_gap_ns_ = 0;
};

} // namespace securebase::benchmarks
