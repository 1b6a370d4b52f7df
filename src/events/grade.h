// SPDX-License-Identifier: MIT
// How far the timing of one row can be trusted, and why, from what is known of its moments.
#pragma once

#include "base/time.h"
#include "events/rows.h"

#include <optional>
#include <span>
#include <string>

namespace securebase::events {

/// One critical stage that was shown: what it got and who vouches for it.
struct CriticalEvidence {
    Exposure exposure;
    bool has_target = false; ///< What stood before it had a planned length.
    base::TimeSource onset = base::TimeSource::unknown;
    base::TimeSource next = base::TimeSource::unknown; ///< Of the onset that ended it.
    std::optional<std::int32_t> next_late;             ///< Lateness of that onset.
};

/// All that counts for a row's grade.
struct Evidence {
    base::Timestamp onset;
    std::optional<base::Timestamp> answered;
    std::span<CriticalEvidence const> critical;
    std::span<std::string const> doubts; ///< As ResponseRow::doubts.
    base::Duration frame{};              ///< Refresh period, 0 when not known.
};

struct Judgement {
    Grade grade = Grade::x;
    /// The reasons, separated by "; ". Of X: `onset unknown`, `answer unknown`, `input lost`,
    /// `focus lost`, and of a critical stage S: `critical stage 'S' onset unknown`, `... 1 frame
    /// late`, `... 2 frames early`, `... lateness unknown`, `... ended 1 frame late`, `... end
    /// unknown`, `... stood 5 of 6 frames`. Of V: `virtual time`. Of A: `on time`. Of B: `doubt
    /// above 2 ms`. Of C: `onset not stamped`, `critical stage 'S' not stamped`, `input mismatch`,
    /// `doubt above one frame`, `doubt above 2 ms and refresh unknown`.
    std::string verdict;
};

/// True for sources that say on which refresh something appeared.
bool is_claimed(base::TimeSource source);

/// The rule at `Grade`.
Judgement judge(Evidence const& evidence);

} // namespace securebase::events
