// SPDX-License-Identifier: MIT
// Rules about feedback.
#include "devices/wayland/feedback_rules.h"

#include <algorithm>
#include <cmath>

namespace securebase::devices {

namespace {

constexpr base::Duration sixty_hz{16'666'667};
constexpr std::uint32_t hardware =
    feedback_vsync | feedback_hardware_clock | feedback_hardware_completion;
/// As told of stamps of vertical blanks in docs/decisions/0006-x-present.md.
constexpr base::Duration stamp_doubt = std::chrono::microseconds(50);

bool is_sane(base::Duration period)
{
    return period >= std::chrono::milliseconds(1) && period <= std::chrono::milliseconds(100);
}

bool is_by_hardware(Feedback const& feedback)
{
    return feedback.presented && (feedback.flags & hardware) == hardware && feedback.count > 0;
}

/// Mean between the counts of the first and the last; zero when they do not tell one.
base::Duration counted_period(std::span<Feedback const> seen)
{
    Feedback const& first = seen.front();
    Feedback const& last = seen.back();
    if (last.count <= first.count) {
        return {};
    }
    return (last.stamp.likely() - first.stamp.likely()) /
           static_cast<std::int64_t>(last.count - first.count);
}

bool is_on_hardware(std::span<Feedback const> seen, base::Duration period)
{
    constexpr std::size_t enough = 8;
    auto const said = [&](Feedback const& one) {
        return std::chrono::abs(one.refresh - period) < period / 10;
    };
    if (seen.size() < enough || !is_sane(period) || !std::ranges::all_of(seen, said) ||
        !std::ranges::all_of(seen, is_by_hardware)) {
        return false;
    }
    for (std::size_t i = 1; i < seen.size(); ++i) {
        if (!keeps_period(seen[i - 1], seen[i], period)) {
            return false;
        }
    }
    return true;
}

std::int64_t refreshes_in(base::Duration span, base::Duration period)
{
    return std::max<std::int64_t>((span.count() + period.count() - 1) / period.count(), 1);
}

} // namespace

bool keeps_period(Feedback const& before, Feedback const& after, base::Duration period)
{
    if (after.count <= before.count) {
        return false;
    }
    auto const refreshes = static_cast<std::int64_t>(after.count - before.count);
    base::Duration const off = after.stamp.likely() - before.stamp.likely() - refreshes * period;
    return std::chrono::abs(off) <= period / 10;
}

CompositorFacts compositor_facts(std::span<Feedback const> seen)
{
    if (seen.empty()) {
        return {false, sixty_hz, false};
    }
    base::Duration const counted = counted_period(seen);
    if (is_on_hardware(seen, counted)) {
        return {true, counted, true};
    }
    base::Duration const said = seen.back().refresh;
    return is_sane(said) ? CompositorFacts{false, said, true}
                         : CompositorFacts{false, sixty_hz, false};
}

base::Timestamp shown_at(Feedback const& feedback, CompositorFacts const& facts)
{
    using base::TimeSource;
    base::Timestamp const& stamp = feedback.stamp;
    // A vertical blank may be told a little before the first line lights.
    base::Duration const ahead = facts.is_on_hardware ? facts.period / 8 : base::Duration{};
    if (!feedback.presented || !stamp.is_known() || stamp.earliest > feedback.heard + ahead ||
        stamp.latest + stamp_doubt < feedback.committed) {
        return {};
    }
    if (facts.is_on_hardware && is_by_hardware(feedback)) {
        return {stamp.earliest - stamp_doubt, stamp.latest + stamp_doubt, TimeSource::wp_hardware};
    }
    base::Instant const latest = std::max(feedback.heard, stamp.latest + 2 * facts.period);
    base::Instant const told = feedback.drawn.value_or(stamp.likely());
    return base::Timestamp::about(std::clamp(told, feedback.committed, latest),
                                  feedback.committed,
                                  latest,
                                  TimeSource::wp_software);
}

base::Duration lead_of(CompositorFacts const& facts)
{
    return facts.is_on_hardware ? facts.period - facts.period / 8 : base::Duration{};
}

HandOver hand_over_for(base::Instant not_before,
                       LastPicture const& last,
                       base::Instant now,
                       CompositorFacts const& facts)
{
    base::Duration const lead = lead_of(facts);
    base::Duration const guard =
        std::min(facts.period / 8, facts.is_on_hardware ? base::from_ms(0.2) : base::from_ms(2));
    bool const passed = not_before <= last.shown;
    base::Duration const needed =
        facts.is_on_hardware ? facts.period / (passed ? 2 : 4) : base::Duration{};
    std::int64_t const next = refreshes_in(now + needed - last.anchor, facts.period);
    std::int64_t const asked =
        passed ? next : refreshes_in(not_before + guard - last.shown, facts.period);
    std::int64_t const chosen = std::max(asked, next);
    return {std::max(last.anchor + chosen * facts.period - lead,
                     facts.is_on_hardware ? now : base::Instant{}),
            chosen,
            static_cast<std::int32_t>(chosen - asked)};
}

} // namespace securebase::devices
