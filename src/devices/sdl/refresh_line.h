// SPDX-License-Identifier: MIT
// The line on which a display's refreshes lie, from their own numbers and stamps.
#pragma once

#include "ports/flip_clock.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace securebase::devices {

/// Why refreshes that were told one after the other are not those of a display that keeps time;
/// empty when they are. They must be numbered upwards, 1 to 50 ms apart, nine of ten within a
/// twentieth of a period of the line through all, and not made up by dividing a clock.
std::string what_is_wrong_with(std::span<ports::Refresh const> refreshes);

/// Refreshes by number, seen and to come: a straight line through the last 120 that lay on
/// it. Does not allocate.
class RefreshLine {
public:
    /// `period` stands for the slope until two refreshes are known.
    RefreshLine(ports::Refresh first, base::Duration period);

    base::Instant at(std::uint64_t msc) const;
    /// The first refresh at or after a moment; not before 1.
    std::uint64_t first_from(base::Instant when) const;
    base::Duration period() const;
    /// The one seen last, whether or not it lies on the line.
    ports::Refresh const& latest() const { return latest_; }
    /// Whether a refresh came at its time, give or take an eighth of a period: where not, numbers
    /// do not measure time (variable refresh, a mode that was changed).
    bool holds(ports::Refresh const& refresh) const;
    /// Adds one that was seen; one that is known already, or older, changes nothing. One that lies
    /// off the line is left out, until a third in a row begins a new line.
    void observe(ports::Refresh const& refresh);

private:
    void begin_again(ports::Refresh const& before, ports::Refresh const& from);
    void fit();

    std::array<ports::Refresh, 120> seen_{};
    std::size_t count_ = 1;
    std::size_t next_ = 1;  ///< Where the next is put.
    ports::Refresh origin_; ///< The line counts from here.
    ports::Refresh latest_;
    int strays_ = 0;       ///< Off the line, one after the other.
    double offset_ns_ = 0; ///< Of the line at the origin.
    double period_ns_;
};

} // namespace securebase::devices
