// SPDX-License-Identifier: MIT
// Benchmarks: from looks at a patch to moments of change.
#include "benchmarks/edges.h"

#include <algorithm>

namespace securebase::benchmarks {

std::optional<Edge> Edges::see(Look const& look)
{
    if (!any_) {
        any_ = true;
        last_unchanged_ns_ = look.before_ns;
        last_look_ns_ = look.before_ns;
    }
    longest_gap_ns_ = std::max(longest_gap_ns_, look.before_ns - last_look_ns_);
    last_look_ns_ = look.before_ns;
    int const unchanged = on_ ? look.points : 0;
    int const changed = on_ ? 0 : look.points;
    if (look.bright == unchanged) {
        last_unchanged_ns_ = look.before_ns;
        return std::nullopt;
    }
    if (look.bright != changed) {
        return std::nullopt; // The server is in the middle of it.
    }
    Edge const edge{!on_, last_unchanged_ns_, look.after_ns};
    on_ = !on_;
    last_unchanged_ns_ = look.before_ns;
    return edge;
}

} // namespace securebase::benchmarks
