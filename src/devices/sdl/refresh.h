// SPDX-License-Identifier: MIT
// What the moments at which presents came back tell of a display's refresh.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <optional>
#include <span>

namespace securebase::devices {

/// Judges whether presents wait for the display, from the moments at which they came back while
/// frames were presented as fast as possible. Gives the refresh period when they surely do: at
/// least 12 intervals, their median between 2 and 50 ms, nine of ten within a tenth of it, and not
/// the work of a timer in whole milliseconds (SDL paces so where a driver offers nothing: 16 ms at
/// "60 Hz"). `reported` is the video mode's rate in Hz, an integer, 0 when not known.
std::optional<base::Duration> period_from_presents(std::span<base::Instant const> returns,
                                                   int reported);

/// The refreshes of a display, counted: past ones observed, coming ones predicted.
class RefreshGrid {
public:
    RefreshGrid(base::Instant refresh, base::Duration period);

    base::Instant at(std::int64_t index) const;
    /// The first refresh at or after a moment.
    std::int64_t first_from(base::Instant when) const;
    std::int64_t nearest(base::Instant when) const;
    base::Duration period() const;

    /// A refresh truly happened at `when`: predictions start from there, and the period becomes
    /// the mean since the first one observed when that changes it by less than 0.1 %.
    void observe(base::Instant when);
    /// Whether a refresh at `when` can be told from its neighbours: the drift since the last
    /// observation is surely below a quarter of a period.
    bool is_sure(base::Instant when) const;

private:
    double offset_of(base::Instant when) const;

    base::Instant first_; ///< Where the mean period is counted from.
    base::Instant anchor_;
    std::int64_t anchor_index_ = 0;
    double period_ns_;
};

} // namespace securebase::devices
