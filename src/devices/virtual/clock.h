// SPDX-License-Identifier: MIT
// A clock that moves only when it is told to.
#pragma once

#include "ports/clock.h"

#include <string>

namespace securebase::devices {

/// Virtual time. Sleeping is how it passes: sleep_until() moves it at once.
/// Thread: main only (unlike other clocks).
class VirtualClock final : public ports::Clock {
public:
    /// Starts at one second, so that a moment of 0 is always in the past.
    explicit VirtualClock(base::Instant start = base::instant_from_ns(1'000'000'000)) : now_(start)
    {}

    base::Instant now() const noexcept override { return now_; }
    void sleep_until(base::Instant when) noexcept override;
    void advance(base::Duration by) noexcept { sleep_until(now_ + by); }
    std::string describe() const override { return "virtual"; }

private:
    base::Instant now_;
};

} // namespace securebase::devices
