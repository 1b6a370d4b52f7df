// SPDX-License-Identifier: MIT
// What the kernel lets this program do about its time.
#pragma once

#include "ports/clock.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace securebase::devices {

/// Bytes that may be kept from swapping; the greatest number: any.
std::optional<std::uint64_t> memlock_limit();

/// How late timers of this thread may be on purpose, in nanoseconds.
std::optional<std::uint64_t> timer_slack_ns();

/// Sleeps so often for so long, and tells by how many ms each sleep was longer than asked.
/// Thread: the one it is about.
std::vector<double> wake_delays(ports::Clock& clock, std::size_t tries, base::Duration pause);

/// Whether the wall clock is set by the network, as the kernel knows it.
std::optional<bool> is_wall_clock_synchronised();

} // namespace securebase::devices
