// SPDX-License-Identifier: MIT
// Ports: other machines are told what is on the screen.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <optional>
#include <string>

namespace securebase::ports {

/// Eight lines that hold a code for a while, at 0 otherwise. Thread: main. Never waits.
class Triggers {
public:
    virtual ~Triggers() = default;
    /// Puts a code, 1 to 255, on the lines. Returns between which moments it left this program;
    /// empty: it could not be taken.
    virtual std::optional<base::Timestamp> send(std::uint8_t code) noexcept = 0;
    /// Takes a code off again that stood long enough. Returns when to come again for one that has
    /// not; empty: the lines are at rest.
    virtual std::optional<base::Instant> settle(base::Instant now) noexcept = 0;
    /// JSON object for the header of a session.
    virtual std::string describe() const = 0;
};

} // namespace securebase::ports
