// SPDX-License-Identifier: MIT
// Ports: the one clock of a session.
#pragma once

#include "base/time.h"

#include <string>

namespace securebase::ports {

class Clock {
public:
    virtual ~Clock() = default;
    /// Never goes back. Thread: any.
    virtual base::Instant now() const noexcept = 0;
    /// Returns at or soon after `when`; at once when it has passed. Thread: main.
    virtual void sleep_until(base::Instant when) noexcept = 0;
    virtual std::string describe() const = 0;
};

} // namespace securebase::ports
