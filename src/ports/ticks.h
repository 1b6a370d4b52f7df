// SPDX-License-Identifier: MIT
// Counted refreshes, and how those that a program makes up are told from a display's.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <optional>
#include <span>

namespace securebase::ports {

/// A refresh, or the end of a present: when (microseconds of CLOCK_MONOTONIC), and its number.
struct Tick {
    std::uint64_t ust = 0;
    std::uint64_t msc = 0;
    bool operator==(Tick const&) const = default;
};

base::Instant instant_of(Tick const& tick);

/// A server without a display counts refreshes by dividing its clock: every msc is ust / interval,
/// rounded. Gives that interval when one number of whole microseconds explains every tick; no
/// display with a beginning of its own passes.
std::optional<base::Duration> fake_interval(std::span<Tick const> ticks);

/// Mean period over the ticks; empty when they do not tell one between 1 and 100 ms.
std::optional<base::Duration> period_of(std::span<Tick const> ticks);

} // namespace securebase::ports
