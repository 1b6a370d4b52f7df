// SPDX-License-Identifier: MIT
// The real clock of a session.
#pragma once

#include "ports/clock.h"

#include <string>

namespace securebase::devices {

/// CLOCK_MONOTONIC, which X servers, compositors and the kernel's input layer speak too. SDL's own
/// counters run on another clock and are never used.
/// Thread: any.
class SteadyClock final : public ports::Clock {
public:
    base::Instant now() const noexcept override;
    void sleep_until(base::Instant when) noexcept override;
    std::string describe() const override;
};

} // namespace securebase::devices
