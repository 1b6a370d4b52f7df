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

/// Nanoseconds of a time as Wayland's protocols send it.
constexpr std::int64_t
ns_of(std::uint32_t seconds_high, std::uint32_t seconds_low, std::uint32_t ns)
{
    std::uint64_t const seconds = std::uint64_t{seconds_high} << 32U | seconds_low;
    return static_cast<std::int64_t>(seconds) * 1'000'000'000 + ns;
}

/// Reads `id`; taken for the session's own when it is CLOCK_MONOTONIC, whose sample has no width.
ClockSample sample_of(clockid_t id, ports::Clock const& clock);

} // namespace securebase::devices
