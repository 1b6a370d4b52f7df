// SPDX-License-Identifier: MIT
// A long look at a screen: frames that came late, minute by minute.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace securebase::rig {

struct WatchMinute {
    std::uint64_t minute = 1; ///< Counts from 1.
    std::uint64_t frames = 0; ///< Shown in it.
    std::uint64_t late = 0;   ///< Refreshes that passed without the frame meant for them.
    std::uint64_t unseen = 0; ///< Frames of which nobody said when they appeared.
    double longest_ms = 0;    ///< Longest time between two frames.
    bool operator==(WatchMinute const&) const = default;
};

/// Counts frames as they come.
class Watch {
public:
    explicit Watch(double period_ms) : period_ms_(period_ms) {}

    /// A frame shown so many seconds after the beginning, so long after the one before; without an
    /// interval nobody said when.
    void add(double seconds, std::optional<double> interval_ms);

    std::vector<WatchMinute> const& minutes() const { return minutes_; }
    /// Over all minutes; `minute` is how many there are.
    WatchMinute total() const;

private:
    double period_ms_;
    std::vector<WatchMinute> minutes_;
};

/// A table, and a sentence below it.
std::string to_text(Watch const& watch);

} // namespace securebase::rig
