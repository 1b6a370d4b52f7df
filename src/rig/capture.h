// SPDX-License-Identifier: MIT
// What an instrument recorded of the light (and of a trigger line) on a clock of its own.
#pragma once

#include "base/diagnostics.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::rig {

struct Capture {
    std::vector<double> rises_ms;                   ///< When it became light, in order.
    std::vector<double> falls_ms;                   ///< When it became dark.
    std::optional<std::vector<double>> triggers_ms; ///< Rises of the line; no value: no such line.
};

/// Reads an instrument's CSV, either edges or samples; docs/formats/photodiode.md says how it must
/// look. `unit` ("s", "ms" or "us") is needed when the name of the time's column does not end in
/// it; empty: it must. Faults, all at their place: `missing-column`, `time-unit` (nobody says it,
/// or two do), `time-column` (several), `bad-number`, `bad-edge`, `bad-line`, `time-order`,
/// `no-contrast` (no light to be told from dark), `no-rows`, `decimal-comma`, and those of
/// base::read_csv(). A warning: `hole` (samples are missing).
std::optional<Capture> read_capture(std::string const& file,
                                    std::string_view bytes,
                                    std::string const& unit,
                                    base::Diagnostics& faults);

/// Where a level is crossed.
struct Threshold {
    double middle = 0;
    double margin = 0; ///< So far beyond the middle it must go to count.
};

/// Half between the 5th and the 95th percentile, with a margin of a tenth of what lies between
/// them. At least one value.
Threshold light_threshold(std::vector<double> levels);

/// Edges of a sampled signal: the last crossing of the middle before it went beyond the margin, in
/// a straight line between two samples no further apart than `longest_step`: beyond it nobody
/// knows. As many times as levels.
struct Crossings {
    std::vector<double> rises;
    std::vector<double> falls;
};
Crossings crossings(std::vector<double> const& times,
                    std::vector<double> const& levels,
                    Threshold const& threshold,
                    double longest_step);

} // namespace securebase::rig
