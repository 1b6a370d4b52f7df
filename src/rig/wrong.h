// SPDX-License-Identifier: MIT
// Exposures that were not as their stamps say.
#pragma once

#include <cstdint>
#include <vector>

namespace securebase::rig {

/// Neighbouring exposures, all wrong in the same way.
struct WrongRun {
    std::int64_t first = 1; ///< Cycle.
    std::int64_t last = 1;
    std::int64_t frames_longer = 0; ///< Lit so many more frames than asked for; negative: fewer.
    std::int64_t frames_later = 0;  ///< Appeared so many after where most do; negative: before.
    bool marked = false; ///< The program said that it was late, or that it does not know.
    bool seen = true;    ///< Light came and went; false: one of its edges is missing.

    std::int64_t count() const { return last - first + 1; }
    bool operator==(WrongRun const&) const = default;
};

/// Adds one after all before it, to the last run where it is wrong in the same way.
inline void append(std::vector<WrongRun>& runs, WrongRun const& one)
{
    if (!runs.empty() && runs.back().last + 1 == one.first) {
        WrongRun joined = one;
        joined.first = runs.back().first;
        joined.last = runs.back().last;
        if (joined == runs.back()) {
            runs.back().last = one.last;
            return;
        }
    }
    runs.push_back(one);
}

} // namespace securebase::rig
