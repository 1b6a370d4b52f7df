// SPDX-License-Identifier: MIT
// Stamps of another of the kernel's clocks on ours.
#pragma once

#include "base/time.h"
#include "ports/clock.h"

#include <cstdint>
#include <ctime>

namespace securebase::devices {

/// The other clock, read between two readings of ours.
struct ClockSample {
    base::Instant before{};
    std::int64_t theirs = 0; ///< Nanoseconds.
    base::Instant after{};
};

/// The moment of a stamp taken about when the sample was: as wide as the sample.
base::Timestamp converted(std::int64_t stamp, ClockSample const& sample, base::TimeSource source);

/// Reads `id`; taken for the session's own when it is CLOCK_MONOTONIC, whose sample has no width.
ClockSample sample_of(clockid_t id, ports::Clock const& clock);

} // namespace securebase::devices
