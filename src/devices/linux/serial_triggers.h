// SPDX-License-Identifier: MIT
// Codes for other machines through an adapter on a serial line.
#pragma once

#include "base/result.h"
#include "devices/linux/serial_port.h"
#include "ports/clock.h"
#include "ports/triggers.h"

#include <optional>
#include <string>
#include <utility>

namespace securebase::devices {

/// One byte is one state of the adapter's eight lines: the code, then 0 after the pulse, or the
/// next code when that comes first, with a 0 before it when it is the same. What the adapter itself
/// takes from byte to lines is not known here. Thread: main.
class SerialTriggers final : public ports::Triggers {
public:
    /// Puts the lines to rest. The clock must outlive it. Errors: as SerialPort::open().
    static base::Result<SerialTriggers>
    open(std::string const& path, base::Duration pulse, ports::Clock const& clock);
    /// Leaves the lines at rest.
    ~SerialTriggers() override;
    SerialTriggers(SerialTriggers&& other) noexcept = default;
    SerialTriggers& operator=(SerialTriggers&& other) = delete;

    std::optional<base::Timestamp> send(std::uint8_t code) noexcept override;
    std::optional<base::Instant> settle(base::Instant now) noexcept override;
    std::string describe() const override;

private:
    SerialTriggers(SerialPort port, base::Duration pulse, ports::Clock const& clock)
        : port_(std::move(port)), pulse_(pulse), clock_(clock)
    {}

    SerialPort port_;
    base::Duration pulse_;
    ports::Clock const& clock_;
    std::uint8_t standing_ = 0;
    std::optional<base::Instant> rests_at_; ///< A code is on the lines until then.
};

} // namespace securebase::devices
