// SPDX-License-Identifier: MIT
// Bounds from brackets.
#include "devices/linux/box_clock.h"

#include <algorithm>

namespace securebase::devices {

namespace {

constexpr base::Duration microsecond = std::chrono::microseconds(1);

base::Duration span_of(std::uint64_t from_us, std::uint64_t to_us)
{
    return std::chrono::microseconds(static_cast<std::int64_t>(to_us - from_us));
}

} // namespace

bool BoxClock::learn(base::Instant asked, std::uint64_t box_us, base::Instant answered) noexcept
{
    auto const expected = moment_of(box_us, base::Instant::max());
    bool const fits =
        count_ == 0 || (expected && expected->earliest <= answered && expected->latest >= asked);
    if (!fits) {
        count_ = next_ = 0;
    }
    brackets_[next_] = {asked, answered, box_us};
    next_ = (next_ + 1) % kept;
    count_ = std::min(count_ + 1, kept);
    return fits;
}

std::optional<base::Timestamp> BoxClock::moment_of(std::uint64_t box_us,
                                                   base::Instant heard) const noexcept
{
    if (count_ == 0) {
        return std::nullopt;
    }
    base::Instant earliest = base::Instant::min();
    base::Instant latest = heard;
    for (std::size_t i = 0; i < count_; ++i) {
        Bracket const& known = brackets_[i];
        base::Duration const away = span_of(known.box_us, box_us);
        base::Duration const drift = std::chrono::abs(away) / 1'000'000 * most_drift_ppm;
        // Both counts were cut off to whole microseconds.
        earliest = std::max(earliest, known.asked + away - drift - microsecond);
        latest = std::min(latest, known.answered + away + drift + microsecond);
    }
    if (earliest > latest) {
        return std::nullopt;
    }
    return base::Timestamp{earliest, latest, base::TimeSource::hardware};
}

} // namespace securebase::devices
