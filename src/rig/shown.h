// SPDX-License-Identifier: MIT
// What the program showed to a photodiode, on its own clock: the file SHOWN.csv.
#pragma once

#include "base/diagnostics.h"
#include "base/time.h"
#include "ports/display.h"
#include "rig/report.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::rig {

/// A frame and what the display said of it.
struct ShownFrame {
    base::Timestamp shown;
    std::optional<std::int64_t> late; ///< Refreshes after the one asked for; empty: not known.

    /// Whether the display vouches for its refresh: known, and the one asked for.
    bool is_vouched() const { return shown.is_known() && late == 0; }
    bool operator==(ShownFrame const&) const = default;
};

/// One exposure: light, then dark.
struct ShownCycle {
    std::int64_t number = 1; ///< From 1.
    ShownFrame light;
    ShownFrame dark;
    std::optional<base::Timestamp> trigger; ///< When a code for it was sent; empty: none was.
    bool operator==(ShownCycle const&) const = default;
    bool is_vouched() const { return light.is_vouched() && dark.is_vouched(); }
};

/// Everything shown in one calibration.
struct Shown {
    std::string time_utc; ///< When it began.
    ScreenName screen;
    ports::Box patch;
    base::Duration period{}; ///< One refresh; > 0.
    std::int64_t light_frames = 1;
    std::vector<ShownCycle> cycles;
    bool operator==(Shown const&) const = default;
};

constexpr std::int64_t light_frames = 12;
/// How many frames are dark after a cycle: 18, and 36 after those whose number is a square. Without
/// these an instrument that was switched on late would be joined with the wrong cycles.
std::int64_t dark_frames_after(std::int64_t cycle);

/// CSV; see docs/formats/photodiode.md.
std::string to_csv(Shown const& shown);

/// Reads it back; `file` is for the faults, which are all told at their place: `missing-column`,
/// `bad-number`, `bad-source`, `bad-time`, `cycle-order`, `time-order`, `not-common` (what all rows
/// say differs), `no-rows`, and those of base::read_csv().
std::optional<Shown>
read_shown(std::string const& file, std::string_view bytes, base::Diagnostics& faults);

} // namespace securebase::rig
