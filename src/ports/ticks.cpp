// SPDX-License-Identifier: MIT
// Judging counted refreshes.
#include "ports/ticks.h"

#include <algorithm>

namespace securebase::ports {

namespace {

constexpr std::uint64_t least_interval_us = 1'000;
constexpr std::uint64_t most_interval_us = 100'000;

} // namespace

base::Instant instant_of(Tick const& tick)
{
    return base::instant_from_ns(static_cast<std::int64_t>(tick.ust) * 1'000);
}

std::optional<base::Duration> fake_interval(std::span<Tick const> ticks)
{
    if (ticks.size() < 8 || ticks.front().msc == 0) {
        return std::nullopt;
    }
    std::uint64_t least = least_interval_us;
    std::uint64_t most = most_interval_us;
    auto const explains = [](Tick const& tick, std::uint64_t interval) {
        return (tick.ust + interval / 2) / interval == tick.msc;
    };
    for (Tick const& tick : ticks) {
        // A little wider than what can explain it: the exact question follows.
        least = std::max(least, tick.ust / (tick.msc + 1));
        most = std::min(most, tick.ust / std::max<std::uint64_t>(tick.msc - 1, 1) + 1);
    }
    for (std::uint64_t interval = least; interval <= most; ++interval) {
        if (std::ranges::all_of(ticks, [&](Tick const& t) { return explains(t, interval); })) {
            return base::Duration(static_cast<std::int64_t>(interval) * 1'000);
        }
    }
    return std::nullopt;
}

std::optional<base::Duration> period_of(std::span<Tick const> ticks)
{
    if (ticks.size() < 2 || ticks.back().msc <= ticks.front().msc ||
        ticks.back().ust <= ticks.front().ust) {
        return std::nullopt;
    }
    auto const refreshes = static_cast<std::int64_t>(ticks.back().msc - ticks.front().msc);
    auto const span = static_cast<std::int64_t>(ticks.back().ust - ticks.front().ust) * 1'000;
    base::Duration const period(span / refreshes);
    bool const sane =
        period >= std::chrono::milliseconds(1) && period <= std::chrono::milliseconds(100);
    return sane ? std::optional(period) : std::nullopt;
}

} // namespace securebase::ports
