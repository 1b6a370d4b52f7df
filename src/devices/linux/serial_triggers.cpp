// SPDX-License-Identifier: MIT
// Puts codes on a serial line.
#include "devices/linux/serial_triggers.h"

#include "base/text.h"

#include <array>
#include <string_view>

namespace securebase::devices {

namespace {

constexpr std::string_view rest("\0", 1);

} // namespace

base::Result<SerialTriggers>
SerialTriggers::open(std::string const& path, base::Duration pulse, ports::Clock const& clock)
{
    auto port = SerialPort::open(path);
    if (!port) {
        return port.error();
    }
    if (!port->write(rest)) {
        return base::Error{"the serial line '" + path + "' takes nothing",
                           "is the adapter's other end connected and switched on?"};
    }
    return SerialTriggers(std::move(*port), pulse, clock);
}

SerialTriggers::~SerialTriggers()
{
    if (port_.file() >= 0) {
        port_.write(rest);
    }
}

std::optional<base::Timestamp> SerialTriggers::send(std::uint8_t code) noexcept
{
    // The same again would be no change of the lines.
    bool const is_same = rests_at_ && code == standing_;
    std::array<char, 2> const bytes{0, static_cast<char>(code)};
    base::Instant const before = clock_.now();
    bool const taken =
        port_.write(is_same ? std::string_view(bytes.data(), 2) : std::string_view(&bytes[1], 1));
    base::Instant const after = clock_.now();
    if (!taken) {
        return std::nullopt;
    }
    standing_ = code;
    rests_at_ = after + pulse_;
    return base::Timestamp{before, after, base::TimeSource::poll};
}

std::optional<base::Instant> SerialTriggers::settle(base::Instant now) noexcept
{
    if (rests_at_ && now >= *rests_at_) {
        port_.write(rest); // A line that is gone is said with the next code.
        rests_at_.reset();
    }
    return rests_at_;
}

std::string SerialTriggers::describe() const
{
    return R"({"device":"serial line","pulse_ms":)" + base::format_number(base::to_ms(pulse_)) +
           '}';
}

} // namespace securebase::devices
