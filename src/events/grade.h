// SPDX-License-Identifier: MIT
// How far the timing of one row can be trusted, from what is known of its moments.
#pragma once

#include "base/time.h"
#include "events/rows.h"

#include <optional>
#include <span>

namespace securebase::events {

/// One critical stage that was shown: what it got and who vouches for it.
struct CriticalEvidence {
    Exposure exposure;
    base::TimeSource onset = base::TimeSource::unknown;
    base::TimeSource next = base::TimeSource::unknown; ///< Of the onset that ended it.
    std::optional<std::int32_t> next_late;             ///< Lateness of that onset.
};

/// True for sources that say on which refresh something appeared.
bool is_claimed(base::TimeSource source);

/// The rule at `Grade`; `frame` is the refresh period, 0 when not known.
Grade grade_of(base::Timestamp const& onset,
               std::optional<base::Timestamp> const& answered,
               std::span<CriticalEvidence const> critical,
               base::Duration frame);

} // namespace securebase::events
