// SPDX-License-Identifier: MIT
// A clock in a box on our own clock, as sure as brackets around its answers allow.
#pragma once

#include "base/time.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace securebase::devices {

/// Maps a counter of microseconds to the session's clock. Each bracket says: the counter stood at
/// `box_us` some time between two readings of our clock. Together with the most that a quartz may
/// be wrong, each bounds every other moment; what all of them allow is the interval. Does not
/// allocate. Thread: one.
class BoxClock {
public:
    /// Parts in a million by which the counter may run wrong against our clock.
    static constexpr std::int64_t most_drift_ppm = 200;

    /// False when the bracket cannot belong to the clock known so far: the box began anew, and only
    /// this bracket is kept.
    bool learn(base::Instant asked, std::uint64_t box_us, base::Instant answered) noexcept;
    /// When the counter stood at `box_us`, source `hardware`; never later than `heard`. Empty when
    /// nothing is known or no moment fits.
    std::optional<base::Timestamp> moment_of(std::uint64_t box_us,
                                             base::Instant heard) const noexcept;

private:
    struct Bracket {
        base::Instant asked{};
        base::Instant answered{};
        std::uint64_t box_us = 0;
    };
    static constexpr std::size_t kept = 32;
    std::array<Bracket, kept> brackets_{}; ///< A ring; which is oldest does not matter.
    std::size_t count_ = 0;
    std::size_t next_ = 0;
};

} // namespace securebase::devices
