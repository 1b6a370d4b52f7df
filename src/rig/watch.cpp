// SPDX-License-Identifier: MIT
// Counting late frames.
#include "rig/watch.h"

#include "base/text.h"

#include <algorithm>
#include <cmath>

namespace securebase::rig {

namespace {

std::string row(std::string const& minute,
                std::string const& frames,
                std::string const& late,
                std::string const& unseen,
                std::string const& longest)
{
    using base::align_right;
    return align_right(minute, 8) + align_right(frames, 9) + align_right(late, 7) +
           align_right(unseen, 9) + align_right(longest, 14) + '\n';
}

std::string row(std::string const& name, WatchMinute const& minute)
{
    return row(name,
               std::to_string(minute.frames),
               std::to_string(minute.late),
               std::to_string(minute.unseen),
               base::format_fixed(minute.longest_ms, 1));
}

} // namespace

void Watch::add(double seconds, std::optional<double> interval_ms)
{
    auto const minute = static_cast<std::uint64_t>(std::max(seconds, 0.0) / 60) + 1;
    while (minutes_.size() < minute) {
        minutes_.push_back({.minute = minutes_.size() + 1});
    }
    WatchMinute& now = minutes_[minute - 1];
    ++now.frames;
    if (!interval_ms) {
        ++now.unseen;
        return;
    }
    double const refreshes = std::max(std::round(*interval_ms / period_ms_), 1.0);
    now.late += static_cast<std::uint64_t>(refreshes) - 1;
    now.longest_ms = std::max(now.longest_ms, *interval_ms);
}

WatchMinute Watch::total() const
{
    WatchMinute sum{.minute = minutes_.size()};
    for (WatchMinute const& minute : minutes_) {
        sum.frames += minute.frames;
        sum.late += minute.late;
        sum.unseen += minute.unseen;
        sum.longest_ms = std::max(sum.longest_ms, minute.longest_ms);
    }
    return sum;
}

std::string to_text(Watch const& watch)
{
    if (watch.minutes().empty()) {
        return "nothing was watched\n";
    }
    std::string out = row("minute", "frames", "late", "unseen", "longest, ms");
    for (WatchMinute const& minute : watch.minutes()) {
        out += row(std::to_string(minute.minute), minute);
    }
    WatchMinute const total = watch.total();
    return out + row("all", total);
}

} // namespace securebase::rig
