// SPDX-License-Identifier: MIT
// Pacing with and without a display that makes presents wait.
#include "devices/sdl/pacer.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace securebase::devices {

namespace {

constexpr base::Duration sixty_hz{16'666'667};
constexpr ports::Color black{0, 0, 0, 255};
/// Frames that a driver may hold between a present and the light. Mesa uses up to three buffers
/// besides the one on the screen.
constexpr int longest_queue = 3;
/// A grid that can be told apart for less than this ahead is observed anew when there is time.
constexpr base::Duration least_sure_ahead = std::chrono::seconds(5);

} // namespace

Pacer::Pacer(ports::Clock& clock, Screen screen)
    : clock_(&clock), screen_(std::move(screen)), period_(sixty_hz), grid_(clock.now(), sixty_hz)
{}

void Pacer::learn(bool may_wait, int reported)
{
    // The first frames fill whatever queue there is; a display that surely does not wait is known
    // after a handful.
    constexpr std::size_t warm_up = 5;
    constexpr std::size_t measured = 21;
    constexpr base::Duration too_fast = std::chrono::milliseconds(2 * warm_up);
    std::array<base::Instant, warm_up + measured> returns{};
    std::size_t count = 0;
    bool waits = may_wait;
    while (count < (waits ? returns.size() : 1)) {
        screen_.draw({black, {}});
        returns[count++] = present().back;
        waits = waits &&
                (count != 2 * warm_up || returns[count - 1] - returns[warm_up - 1] >= too_fast);
    }
    std::span<base::Instant const> const seen(returns.data(), count);
    auto const found = waits ? period_from_presents(seen.subspan(warm_up), reported) : std::nullopt;
    presents_wait_ = found.has_value();
    if (found) {
        period_ = *found;
        rate_source_ = ports::RateSource::measured;
    } else if (reported > 0) {
        period_ = base::Duration(1'000'000'000 / reported);
        rate_source_ = ports::RateSource::reported;
    } else {
        period_ = sixty_hz;
        rate_source_ = ports::RateSource::assumed;
    }
    grid_ = RefreshGrid(seen.back(), period_);
    last_refresh_ = 0;
    queue_empty_at_ = seen.back() + (longest_queue + 1) * period_;
}

base::Result<void> Pacer::follow(ports::FlipClock& flips)
{
    auto counted = CountedPacer::learn(*clock_, screen_, flips);
    if (!counted) {
        return counted.error();
    }
    counted_ = *std::move(counted);
    flips_ = &flips;
    rate_source_ = ports::RateSource::measured;
    return {};
}

base::Result<void> Pacer::finish_each(std::function<void()> finish)
{
    if (!presents_wait_) {
        return base::Error{"presents do not wait for the display", {}};
    }
    finish_ = std::move(finish);
    if (!finishing_waits()) {
        finish_ = nullptr;
        return base::Error{"the drawing is done before the frame is shown", {}};
    }
    return {};
}

/// A frame handed to an empty queue is taken at once: then only a wait for the frame itself ends
/// at a refresh, at whatever phase it began.
bool Pacer::finishing_waits()
{
    constexpr std::array<double, 4> phases{0.2, 0.45, 0.7, 0.3};
    bool all = true;
    clock_->sleep_until(queue_empty_at_);
    for (double const phase : phases) {
        std::int64_t const next = grid_.first_from(clock_->now()) + longest_queue;
        screen_.draw({black, {}});
        clock_->sleep_until(grid_.at(next) + base::Duration(static_cast<std::int64_t>(
                                                 phase * static_cast<double>(period_.count()))));
        Presented const presented = present();
        base::Duration const off = presented.back - grid_.at(next + 1);
        all = all && waited(presented) && off < period_ / 8 && off > -period_ / 8;
    }
    queue_empty_at_ = clock_->now() + (longest_queue + 1) * period_;
    return all;
}

base::TimeSource Pacer::source() const
{
    if (counted_) {
        return flips_->source();
    }
    return finish_          ? base::TimeSource::gl_finish
           : presents_wait_ ? base::TimeSource::present_return
                            : base::TimeSource::software;
}

ports::FrameReport Pacer::show(ports::Frame const& frame, base::Instant not_before)
{
    if (counted_) {
        return counted_->show(frame, not_before);
    }
    ++shown_;
    return presents_wait_ ? show_waiting(frame, not_before) : show_at_once(frame, not_before);
}

Pacer::Target Pacer::target_of(base::Instant not_before) const
{
    std::int64_t const next = std::max(grid_.first_from(clock_->now()), last_refresh_ + 1);
    bool const passed = not_before <= grid_.at(last_refresh_);
    std::int64_t const asked =
        passed ? next : std::max(grid_.first_from(not_before), last_refresh_ + 1);
    return {asked, std::max(asked, next)};
}

Pacer::Presented Pacer::present()
{
    base::Instant const call = clock_->now();
    screen_.present();
    if (finish_) {
        finish_();
    }
    return {call, clock_->now()};
}

bool Pacer::waited(Presented const& presented) const
{
    return presented.back - presented.call > period_ / 8;
}

/// Nothing is known of the glass: frames follow a made-up grid, sleeping until the refresh and
/// presenting at once, and the report is the call and its return.
ports::FrameReport Pacer::show_at_once(ports::Frame const& frame, base::Instant not_before)
{
    Target const target = target_of(not_before);
    screen_.draw(frame);
    clock_->sleep_until(grid_.at(target.refresh));
    Presented const presented = present();
    // A sleep that overran its refresh has used a later one.
    std::int64_t const used = grid_.first_from(presented.call + base::Duration(1)) - 1;
    last_refresh_ = std::max(target.refresh, used);
    return {shown_,
            {presented.call, presented.back, base::TimeSource::software},
            static_cast<std::int32_t>(last_refresh_ - target.asked)};
}

/// Presents the same frame until one has to wait, so that its return marks a refresh.
Pacer::Presented Pacer::present_until_it_waits(ports::Frame const& frame)
{
    Presented const first = present();
    Presented last = first;
    for (int i = 0; i < longest_queue && !waited(last); ++i) {
        screen_.draw(frame);
        last = present();
    }
    queue_empty_at_ = last.back + (longest_queue + 1) * period_;
    return waited(last) ? last : Presented{first.call, first.call};
}

/// The frame is handed over half a period before its refresh. A return that waited marks a
/// refresh; one that did not (an empty queue takes a frame at once) says nothing, and the refresh
/// predicted stands for it. Where a wait for the drawing is known to end with the frame, a return
/// that waited was this frame's.
ports::FrameReport Pacer::show_waiting(ports::Frame const& frame, base::Instant not_before)
{
    Target const target = target_of(not_before);
    bool const timed = not_before > grid_.at(last_refresh_);
    screen_.draw(frame);
    clock_->sleep_until(grid_.at(target.refresh) - period_ / 2);
    base::Instant const now = clock_->now();
    bool const time_to_observe = !timed && !grid_.is_sure(now + least_sure_ahead);
    bool const sure = grid_.is_sure(now) && now >= queue_empty_at_;
    Presented const presented = time_to_observe ? present_until_it_waits(frame) : present();
    if (waited(presented)) {
        last_refresh_ = std::max(grid_.nearest(presented.back), last_refresh_ + 1);
        grid_.observe(presented.back);
    } else {
        last_refresh_ = std::max(grid_.first_from(presented.back), last_refresh_ + 1);
    }
    base::Instant const refresh = grid_.at(last_refresh_);
    ports::FrameReport report{shown_, queued(refresh), {}};
    if (finish_ && waited(presented)) {
        // Not before it was handed over. The driver may hold one frame more, and so may a program
        // that draws the screen.
        report.shown = base::Timestamp::about(
            refresh, presented.call, refresh + 2 * period_, base::TimeSource::gl_finish);
    }
    if (timed && sure) {
        report.late = static_cast<std::int32_t>(last_refresh_ - target.asked);
    }
    return report;
}

/// How many frames the driver holds in front is not known, so the light can follow up to
/// longest_queue refreshes later. The interval reaches as far back too: its middle, from which
/// durations are counted, must stay on the grid.
base::Timestamp Pacer::queued(base::Instant refresh) const
{
    base::Duration const doubt = longest_queue * period_;
    return {refresh - doubt, refresh + doubt, base::TimeSource::present_return};
}

} // namespace securebase::devices
