// SPDX-License-Identifier: MIT
// Handing over by the counter, believing by the evidence.
#include "devices/sdl/counted_pacer.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace securebase::devices {

namespace {

constexpr ports::Frame blank{{0, 0, 0, 255}, {}};
/// How long a picture may take to appear before the period is known.
constexpr base::Duration first_patience = std::chrono::milliseconds(100);
/// Refreshes after which nobody will tell of a picture any more.
constexpr int patience = 6;
/// Frames that a driver may hold between a present and the light; see Pacer.
constexpr int longest_queue = 3;

base::Error tells_nothing()
{
    return {"it does not tell when frames appear", {}};
}

/// One picture's refresh; empty when nothing sure was told.
std::optional<ports::Refresh>
observe_one(ports::Clock const& clock, PresentScreen const& screen, ports::FlipClock& flips)
{
    screen.draw(blank);
    flips.handing_over();
    screen.present();
    auto const evidence = flips.handed_over(clock.now() + first_patience);
    return evidence ? evidence->refresh : std::nullopt;
}

/// As fast as they go.
base::Result<std::vector<ports::Refresh>>
observe_many(ports::Clock const& clock, PresentScreen const& screen, ports::FlipClock& flips)
{
    // A first frame may change the mode, and the next fill whatever queue there is.
    constexpr int warm_up = 5;
    constexpr int measured = 30;
    constexpr int most_missing = 2;
    std::vector<ports::Refresh> seen;
    int missing = 0;
    for (int i = 0; i < warm_up + measured; ++i) {
        auto const refresh = observe_one(clock, screen, flips);
        if (i >= warm_up && refresh) {
            seen.push_back(*refresh);
        }
        if (!refresh && ++missing > most_missing + warm_up) {
            break;
        }
    }
    if (seen.size() + most_missing < measured) {
        return tells_nothing();
    }
    return seen;
}

RefreshLine line_through(std::vector<ports::Refresh> const& seen)
{
    auto const numbers = static_cast<std::int64_t>(seen.back().msc - seen.front().msc);
    RefreshLine line(seen.front(), (seen.back().at - seen.front().at) / numbers);
    for (ports::Refresh const& one : seen) {
        line.observe(one);
    }
    return line;
}

/// Displays that wait for frames betray themselves when none comes for a while.
base::Result<void> observe_pauses(ports::Clock& clock,
                                  PresentScreen const& screen,
                                  ports::FlipClock& flips,
                                  RefreshLine& line)
{
    for (double const pause : {1.4, 2.6, 1.3, 2.5, 3.45}) {
        auto const ns =
            static_cast<std::int64_t>(pause * static_cast<double>(line.period().count()));
        clock.sleep_until(line.latest().at + base::Duration(ns));
        auto const refresh = observe_one(clock, screen, flips);
        if (!refresh) {
            return tells_nothing();
        }
        if (!line.holds(*refresh)) {
            return base::Error{
                "its refreshes come when frames do, not in their own time (variable refresh)", {}};
        }
        line.observe(*refresh);
    }
    return {};
}

} // namespace

CountedPacer::CountedPacer(ports::Clock& clock,
                           PresentScreen screen,
                           ports::FlipClock& flips,
                           RefreshLine const& line)
    : clock_(&clock), screen_(std::move(screen)), flips_(&flips), line_(line)
{}

base::Result<CountedPacer>
CountedPacer::learn(ports::Clock& clock, PresentScreen screen, ports::FlipClock& flips)
{
    auto const seen = observe_many(clock, screen, flips);
    if (!seen) {
        return seen.error();
    }
    if (std::string const wrong = what_is_wrong_with(*seen); !wrong.empty()) {
        return base::Error{wrong, {}};
    }
    RefreshLine line = line_through(*seen);
    if (auto const observed = observe_pauses(clock, screen, flips, line); !observed) {
        return observed.error();
    }
    return CountedPacer(clock, std::move(screen), flips, line);
}

ports::FrameReport CountedPacer::show(ports::Frame const& frame, base::Instant not_before) noexcept
{
    ++shown_;
    auto const target = asked(not_before);
    screen_.draw(frame);
    wait_to_hand_over(target);
    flips_->handing_over();
    base::Instant const call = clock_->now();
    screen_.present();
    base::Instant const back = clock_->now();
    auto const evidence = flips_->handed_over(back + patience * line_.period());
    // A picture does not appear before it is handed over: that was another's.
    bool const is_ours = evidence && evidence->shown.is_known() && evidence->shown.latest >= call;
    return is_ours ? report_of(*evidence, target) : report_without(call, clock_->now());
}

/// The refresh asked for; empty: the next that can be had. One may come a little before its time
/// and must not be too early even then.
std::optional<std::uint64_t> CountedPacer::asked(base::Instant not_before)
{
    latest_number();
    if (not_before <= last_shown_) {
        return std::nullopt;
    }
    base::Duration const guard = std::min(line_.period() / 8, base::from_ms(0.2));
    return line_.first_from(not_before - after_stamp_ + guard);
}

std::uint64_t CountedPacer::latest_number()
{
    if (auto const latest = flips_->latest()) {
        line_.observe(*latest);
        return latest->msc;
    }
    return line_.first_from(clock_->now()) - 1;
}

/// Until the counter says that a refresh has been: a sleep alone may be too short or too long.
void CountedPacer::wait_for(std::uint64_t msc)
{
    constexpr int most_looks = 8;
    for (int i = 0; i < most_looks && latest_number() < msc; ++i) {
        base::Duration const a_little = line_.period() / 16;
        clock_->sleep_until(std::max(line_.at(msc), clock_->now()) + a_little);
    }
}

/// A frame is handed over right after the refresh before its own, or where that has passed, never
/// so near to a refresh that nobody could say which one took it.
void CountedPacer::wait_to_hand_over(std::optional<std::uint64_t> const& target)
{
    if (target) {
        wait_for(*target - 1);
    }
    std::uint64_t const next = latest_number() + 1;
    base::Duration const least =
        target && *target == next ? line_.period() / 8 : line_.period() / 2;
    if (line_.at(next) - clock_->now() < least) {
        wait_for(next);
    }
}

ports::FrameReport CountedPacer::report_of(ports::FlipEvidence const& evidence,
                                           std::optional<std::uint64_t> const& target)
{
    ports::FrameReport report{shown_, evidence.shown, {}};
    last_shown_ = report.shown.likely();
    after_stamp_ = {};
    if (!evidence.refresh) {
        return report;
    }
    after_stamp_ = last_shown_ - evidence.refresh->at;
    report.refresh = static_cast<std::int64_t>(evidence.refresh->msc);
    if (target) {
        report.target = static_cast<std::int64_t>(*target);
    }
    if (target && line_.holds(*evidence.refresh)) {
        report.late = static_cast<std::int32_t>(evidence.refresh->msc - *target);
    }
    line_.observe(*evidence.refresh);
    return report;
}

/// Nobody has told of this one by now: it did not appear before it was handed over, and may yet
/// have to, behind others in a queue.
ports::FrameReport CountedPacer::report_without(base::Instant call, base::Instant now)
{
    base::Instant const refresh = line_.at(line_.first_from(call));
    base::Instant const latest = std::max(now, refresh) + longest_queue * line_.period();
    last_shown_ = refresh;
    after_stamp_ = {};
    return {shown_,
            base::Timestamp::about(refresh, call, latest, base::TimeSource::present_return),
            {}};
}

} // namespace securebase::devices
