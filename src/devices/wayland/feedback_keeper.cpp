// SPDX-License-Identifier: MIT
// Which moment a frame is handed over at, and what is known of it afterwards.
#include "devices/wayland/feedback_keeper.h"

#include "devices/linux/signal.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace securebase::devices {

namespace {

std::int64_t nearest(base::Duration span, base::Duration period)
{
    std::int64_t const half = period.count() / 2;
    return (span.count() + (span.count() < 0 ? -half : half)) / period.count();
}

} // namespace

base::Result<FeedbackKeeper>
FeedbackKeeper::open(WaylandWindow const& window, ports::Clock const& clock, bool may_be_hardware)
{
    auto surface = PictureSurface::open(window, clock);
    if (!surface) {
        return surface.error();
    }
    FeedbackKeeper keeper(*std::move(surface), clock);
    if (auto const learnt = keeper.learn(may_be_hardware); !learnt) {
        return learnt.error();
    }
    return keeper;
}

/// What became of a black picture; empty when it was discarded.
base::Result<std::optional<Feedback>> FeedbackKeeper::show_blank(std::size_t spare)
{
    std::size_t const place = surface_->places() + spare;
    Shot const blank{place, {0, 0, surface_->width(), surface_->height()}, surface_->next_serial()};
    if (!surface_->store(place)) {
        return base::Error{"the Wayland compositor keeps all pictures", {}};
    }
    surface_->order({blank, clock_->now(), 0, {}});
    auto const news = surface_->news_of(blank.serial, clock_->now() + compositor_patience);
    if (!news) {
        return base::Error{"the Wayland compositor does not show the window", {}};
    }
    return news->feedback.presented ? std::optional(news->feedback) : std::nullopt;
}

base::Result<void> FeedbackKeeper::learn(bool may_be_hardware)
{
    constexpr std::size_t warm_up = 2; // The first one opens the window: it may take its time.
    constexpr std::size_t steady = 10;
    // In refreshes: a display that waits for pictures shows these at once.
    constexpr std::array<double, 5> pauses{1.4, 2.6, 1.3, 2.5, 3.45};
    std::vector<Feedback> seen;
    for (std::size_t i = 0; i < warm_up + steady + pauses.size(); ++i) {
        if (i >= warm_up + steady && !seen.empty()) {
            double const ms = pauses.at(i - warm_up - steady) * base::to_ms(seen.back().refresh);
            sleep_on({}, base::from_ms(std::min(ms, 100.0)));
        }
        auto const shown = show_blank(i % 2);
        if (!shown) {
            return shown.error();
        }
        if (*shown && i >= warm_up) {
            seen.push_back(**shown);
        }
    }
    if (seen.empty()) {
        return base::Error{"the Wayland compositor shows no picture", {}};
    }
    facts_ = compositor_facts(seen);
    if (!may_be_hardware) {
        facts_.is_on_hardware = false;
    }
    last_feedback_ = seen.back();
    if (facts_.is_on_hardware) {
        first_counted_ = seen.front();
    }
    last_.shown = shown_at(seen.back(), facts_).likely();
    last_.anchor = facts_.is_on_hardware ? seen.back().stamp.likely() : seen.back().committed;
    return {};
}

ports::DisplayFacts FeedbackKeeper::describe() const
{
    ports::DisplayFacts facts;
    facts.width = surface_->width();
    facts.height = surface_->height();
    facts.period = facts_.period;
    facts.rate_source = facts_.is_on_hardware    ? ports::RateSource::measured
                        : facts_.period_is_known ? ports::RateSource::reported
                                                 : ports::RateSource::assumed;
    facts.onset_source =
        facts_.is_on_hardware ? base::TimeSource::wp_hardware : base::TimeSource::wp_software;
    facts.name = facts_.is_on_hardware ? "Wayland, refreshes told by hardware"
                                       : "Wayland, refreshes made up";
    facts.extra = std::string(R"({"on_hardware":)") + (facts_.is_on_hardware ? "true" : "false") +
                  R"(,"stamps_by_clock":)" + std::to_string(surface_->clock_id()) + R"(,"flags":)" +
                  std::to_string(last_feedback_ ? last_feedback_->flags : 0) +
                  R"(,"frames_kept":)" + std::to_string(surface_->places()) + R"(,"thread":")" +
                  std::string(surface_->priority()) + "\"}";
    return facts;
}

void FeedbackKeeper::follow(ports::Following const& following) noexcept
{
    Pending next{
        {following.place, following.changed, surface_->next_serial()}, following.refreshes, {}};
    if (under_way_ > 0) {
        next = hand_over(pending_[under_way_ - 1], next);
        ++under_way_;
    }
    pending_.push(next);
}

FeedbackKeeper::Pending FeedbackKeeper::hand_over(Pending const& before, Pending next) noexcept
{
    base::Duration const gap = next.refreshes * facts_.period;
    next.at = before.at + gap;
    surface_->order({next.shot, next.at, before.shot.serial, gap});
    return next;
}

ports::FrameReport FeedbackKeeper::show(std::size_t place,
                                        ports::Box const& changed,
                                        base::Instant not_before) noexcept
{
    Shot const shot{place, changed, surface_->next_serial()};
    bool const is_timed = not_before > last_.shown;
    HandOver const turn = hand_over_for(not_before, last_, clock_->now(), facts_);
    surface_->order({shot, turn.at, 0, {}});
    for (Pending before{shot, 0, turn.at}; under_way_ < pending_.size(); ++under_way_) {
        before = pending_[under_way_] = hand_over(before, pending_[under_way_]);
    }
    return report_of(
        shot, turn.at, is_timed ? std::optional(turn.refreshes - turn.late) : std::nullopt);
}

ports::FrameReport FeedbackKeeper::followed() noexcept
{
    if (under_way_ == 0) {
        return {};
    }
    Pending const waited = pending_.pop();
    --under_way_;
    return report_of(waited.shot, waited.at, waited.refreshes);
}

ports::FrameReport FeedbackKeeper::report_of(Shot const& shot,
                                             base::Instant at,
                                             std::optional<std::int64_t> refreshes) noexcept
{
    ports::FrameReport report;
    report.frame = ++shown_count_;
    auto const news =
        surface_->news_of(shot.serial, std::max(clock_->now(), at) + compositor_patience);
    report.shown = news ? shown_at(news->feedback, facts_) : base::Timestamp{};
    if (!report.shown.is_known()) {
        last_feedback_.reset();
        return report;
    }
    Feedback const& feedback = news->feedback;
    bool const is_counted = report.shown.source == base::TimeSource::wp_hardware;
    if (is_counted) {
        report.refresh = static_cast<std::int64_t>(feedback.count);
    }
    if (refreshes) {
        report.late = lateness(feedback, *refreshes);
        if (is_counted && report.late) {
            report.target = *report.refresh - *report.late;
        }
    }
    if (is_counted) {
        note_period(feedback);
    }
    last_ = {report.shown.likely(),
             facts_.is_on_hardware ? feedback.stamp.likely() : feedback.committed};
    last_feedback_ = feedback;
    return report;
}

/// The longer it is counted, the better it is known; a jump of the count begins it anew.
void FeedbackKeeper::note_period(Feedback const& now)
{
    bool const goes_on = first_counted_ && last_feedback_ &&
                         last_feedback_->count >= first_counted_->count &&
                         keeps_period(*last_feedback_, now, facts_.period);
    if (!goes_on) {
        first_counted_ = now;
        return;
    }
    facts_.period = (now.stamp.likely() - first_counted_->stamp.likely()) /
                    static_cast<std::int64_t>(now.count - first_counted_->count);
}

/// Counted by the compositor where hardware counts; else by what it told of its drawing, to the
/// nearest refresh.
std::optional<std::int32_t> FeedbackKeeper::lateness(Feedback const& now,
                                                     std::int64_t refreshes) const
{
    if (!last_feedback_) {
        return std::nullopt;
    }
    if (facts_.is_on_hardware) {
        bool const is_counted = now.count > 0 && last_feedback_->count > 0;
        auto const lasted = static_cast<std::int64_t>(now.count - last_feedback_->count);
        return is_counted ? std::optional(static_cast<std::int32_t>(lasted - refreshes))
                          : std::nullopt;
    }
    if (!now.drawn || !last_feedback_->drawn) {
        return std::nullopt;
    }
    std::int64_t const lasted = nearest(*now.drawn - *last_feedback_->drawn, facts_.period);
    return static_cast<std::int32_t>(lasted - refreshes);
}

} // namespace securebase::devices
