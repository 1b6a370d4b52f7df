// SPDX-License-Identifier: MIT
// Rules about completions.
#include "devices/x11/present_rules.h"

#include <algorithm>

namespace securebase::devices {

namespace {

/// Flips are stamped by the vertical blank that made them; stamps are whole microseconds.
constexpr base::Duration flip_doubt = std::chrono::microseconds(50);

} // namespace

base::Timestamp
shown_at(Tick const& tick, PresentMode mode, base::Instant heard, Screening const& screening)
{
    using base::TimeSource;
    base::Instant const stamp = instant_of(tick);
    // A vertical blank is told a little before the first line lights, which is what its stamp
    // means.
    base::Duration const ahead = screening.is_fake ? base::Duration{} : screening.period / 8;
    if (mode == PresentMode::skip || stamp > heard + ahead) {
        return {}; // Never shown, or a stamp of another clock.
    }
    base::Instant const framed = stamp + (screening.is_composed ? 2 : 1) * screening.period;
    if (screening.is_fake) {
        base::Instant const latest = screening.is_composed ? std::max(heard, framed) : heard;
        return {stamp, latest, TimeSource::software};
    }
    if (mode == PresentMode::flip && !screening.is_composed && !screening.is_guest) {
        return {stamp - flip_doubt, stamp + flip_doubt, TimeSource::x_present_flip};
    }
    return {stamp, framed, TimeSource::x_present_copy};
}

std::optional<std::uint64_t> target_of(base::Instant not_before,
                                       base::Instant last_shown,
                                       std::uint64_t last_msc,
                                       base::Duration period,
                                       base::Duration guard)
{
    if (not_before <= last_shown || last_msc == 0) {
        return std::nullopt;
    }
    std::int64_t const span = (not_before + guard - last_shown).count();
    std::int64_t const refreshes = (span + period.count() - 1) / period.count();
    return last_msc + static_cast<std::uint64_t>(refreshes);
}

MadeUp made_up_refresh(base::Instant not_before,
                       base::Instant last_shown,
                       base::Instant last_stamp,
                       base::Instant now,
                       base::Duration period,
                       base::Duration guard)
{
    auto const refreshes = [&](base::Duration span) {
        return std::max<std::int64_t>((span.count() + period.count() - 1) / period.count(), 1);
    };
    std::int64_t const next = refreshes(now - last_stamp);
    bool const passed = not_before <= last_shown;
    std::int64_t const asked = passed ? next : refreshes(not_before + guard - last_shown);
    std::int64_t const chosen = std::max(asked, next);
    return {last_stamp + chosen * period, static_cast<std::int32_t>(chosen - asked)};
}

} // namespace securebase::devices
