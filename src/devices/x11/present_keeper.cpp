// SPDX-License-Identifier: MIT
// Which refresh a frame is shown at, and what is known of it afterwards.
#include "devices/x11/present_keeper.h"

#include "base/short_queue.h"
#include "devices/x11/present_rules.h"
#include "devices/x11/present_server.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace securebase::devices {

struct PresentKeeper::Pacing {
    Pacing(std::unique_ptr<PresentServer> made,
           ports::Clock const& session_clock,
           Options const& options)
        : server(std::move(made)), clock(session_clock), pace(options.pace)
    {
        screening.is_guest = options.is_guest;
        screening.is_composed = server->is_composed();
    }

    base::Result<void> learn();
    void learn_mode();
    bool is_own() const { return screening.is_fake && pace == Pace::steadiest; }
    base::Duration guard() const
    {
        auto const least = screening.is_fake ? base::from_ms(2) : base::from_ms(0.2);
        return std::min(screening.period / 8, least);
    }

    /// A frame that is shown without further asking, or waits to be handed over with another.
    struct Pending {
        Shot shot;
        std::int64_t refreshes = 0;       ///< After the frame before.
        base::Instant due{};              ///< Once it has been handed over.
        std::optional<std::uint64_t> msc; ///< The refresh, where the server counts them.
    };

    void follow(ports::Following const& following);
    void hand_over_waiting(Pending const& first);
    Pending hand_over(Pending const& before, Pending next);
    ports::FrameReport show(Shot const& shot, base::Instant not_before);
    ports::FrameReport show_at_refresh(Shot const& shot, base::Instant not_before);
    ports::FrameReport show_at_moment(Shot const& shot, base::Instant not_before);
    ports::FrameReport followed();
    std::optional<News> completion_of(std::uint32_t serial, base::Instant due);
    ports::FrameReport report_of(std::optional<News> const& done);

    std::unique_ptr<PresentServer> server;
    ports::Clock const& clock;
    Pace pace;
    Screening screening;
    PresentMode best_mode = PresentMode::skip;
    std::uint64_t shown_count = 0;
    base::Instant last_shown{};
    base::Instant last_stamp{};
    std::uint64_t last_msc = 0;
    /// In order; the first `under_way` have been handed over.
    base::ShortQueue<Pending, most_following> pending;
    std::size_t under_way = 0;
    std::optional<base::Instant> chain_stamp; ///< Of the frame that the first of them follows.
};

base::Result<void> PresentKeeper::Pacing::learn()
{
    constexpr std::size_t enough = 20;
    std::vector<Tick> ticks;
    std::uint64_t next = 0;
    while (ticks.size() < enough) {
        auto const told = server->tick_at(next);
        base::Instant const now = clock.now();
        if (!told || told->tick.msc == 0) {
            return base::Error{"the X server does not tell its refreshes", {}};
        }
        auto const age = now - instant_of(told->tick);
        if (age < -server_patience || age > server_patience) {
            return base::Error{"the X server stamps refreshes by another clock", {}};
        }
        ticks.push_back(told->tick);
        next = told->tick.msc + 1;
    }
    auto const fake = fake_interval(ticks);
    auto const period = fake ? fake : period_of(ticks);
    if (!period) {
        return base::Error{"the X server's refreshes keep no period", {}};
    }
    screening.is_fake = fake.has_value();
    screening.period = *period;
    learn_mode();
    return {};
}

void PresentKeeper::Pacing::learn_mode()
{
    constexpr int blanks = 3;
    for (int i = 0; i < blanks && server->store(static_cast<std::size_t>(i % 2)); ++i) {
        Shot const blank{static_cast<std::size_t>(i % 2),
                         {0, 0, server->width(), server->height()},
                         server->next_serial()};
        show(blank, {});
    }
    shown_count = 0;
}

void PresentKeeper::Pacing::follow(ports::Following const& following)
{
    Pending next{
        {following.place, following.changed, server->next_serial()}, following.refreshes, {}, {}};
    if (under_way > 0) {
        next = hand_over(pending[under_way - 1], next);
        ++under_way;
    }
    pending.push(next);
}

/// All that waits, after a frame that has been handed over.
void PresentKeeper::Pacing::hand_over_waiting(Pending const& first)
{
    for (Pending before = first; under_way < pending.size(); ++under_way) {
        before = pending[under_way] = hand_over(before, pending[under_way]);
    }
}

PresentKeeper::Pacing::Pending PresentKeeper::Pacing::hand_over(Pending const& before, Pending next)
{
    base::Duration const gap = next.refreshes * screening.period;
    next.due = before.due + gap;
    if (is_own()) {
        server->order({next.shot, next.due, before.shot.serial, gap});
    } else {
        next.msc = before.msc.value_or(0) + static_cast<std::uint64_t>(next.refreshes);
        server->show_at(next.shot, before.msc ? *next.msc : 0);
    }
    return next;
}

ports::FrameReport PresentKeeper::Pacing::show(Shot const& shot, base::Instant not_before)
{
    ++shown_count;
    bool const begins_chain = under_way == 0 && !pending.is_empty();
    ports::FrameReport const report =
        is_own() ? show_at_moment(shot, not_before) : show_at_refresh(shot, not_before);
    if (begins_chain) {
        chain_stamp = report.shown.is_known() ? std::optional(last_stamp) : std::nullopt;
    }
    return report;
}

/// The display counts refreshes, and is told which.
ports::FrameReport PresentKeeper::Pacing::show_at_refresh(Shot const& shot,
                                                          base::Instant not_before)
{
    auto const target = target_of(not_before, last_shown, last_msc, screening.period, guard());
    server->show_at(shot, target.value_or(0));
    if (target) {
        hand_over_waiting({shot, 0, not_before, target});
    }
    auto const done = completion_of(shot.serial, not_before);
    ports::FrameReport report = report_of(done);
    if (!target) { // Only now is it known which refresh it was.
        bool const is_known = report.shown.is_known();
        hand_over_waiting({shot, 0, last_stamp, is_known ? std::optional(last_msc) : std::nullopt});
    }
    if (target && report.shown.is_known()) {
        report.late = static_cast<std::int32_t>(done->tick.msc - *target);
        report.target = static_cast<std::int64_t>(*target);
    }
    return report;
}

/// The refresh is made up, and the server's own making wanders by a millisecond: frames follow a
/// steadier one of ours, counted from the frame shown last, and the listener hands them over.
ports::FrameReport PresentKeeper::Pacing::show_at_moment(Shot const& shot, base::Instant not_before)
{
    MadeUp const target =
        made_up_refresh(not_before, last_shown, last_stamp, clock.now(), screening.period, guard());
    server->order({shot, target.at, 0, {}});
    hand_over_waiting({shot, 0, target.at, {}});
    auto const done = completion_of(shot.serial, target.at);
    ports::FrameReport report = report_of(done);
    if (not_before > base::Instant{} && report.shown.is_known()) {
        auto const after = (report.shown.earliest - target.at + screening.period / 2);
        report.late = target.late + static_cast<std::int32_t>(after / screening.period);
    }
    return report;
}

ports::FrameReport PresentKeeper::Pacing::followed()
{
    if (under_way == 0) {
        return {};
    }
    Pending const waited = pending.pop();
    --under_way;
    ++shown_count;
    auto const done = completion_of(waited.shot.serial, waited.due);
    ports::FrameReport report = report_of(done);
    if (report.shown.is_known() && chain_stamp) {
        auto const lasted = last_stamp - *chain_stamp + screening.period / 2;
        report.late = static_cast<std::int32_t>(lasted / screening.period - waited.refreshes);
    }
    if (waited.msc) {
        report.target = static_cast<std::int64_t>(*waited.msc);
    }
    chain_stamp = report.shown.is_known() ? std::optional(last_stamp) : std::nullopt;
    return report;
}

std::optional<News> PresentKeeper::Pacing::completion_of(std::uint32_t serial, base::Instant due)
{
    return server->news_of(
        News::About::shown, serial, std::max(clock.now(), due) + server_patience);
}

ports::FrameReport PresentKeeper::Pacing::report_of(std::optional<News> const& done)
{
    ports::FrameReport report{shown_count, {}, {}};
    if (!done) {
        return report;
    }
    report.shown = shown_at(done->tick, done->mode, done->heard, screening);
    if (report.shown.is_known()) {
        best_mode = std::min(best_mode, done->mode);
        last_shown = report.shown.likely();
        last_stamp = instant_of(done->tick);
        last_msc = done->tick.msc;
        if (!is_own()) {
            report.refresh = static_cast<std::int64_t>(last_msc);
        }
    }
    return report;
}

PresentKeeper::PresentKeeper(std::unique_ptr<Pacing> pacing) : pacing_(std::move(pacing)) {}
PresentKeeper::~PresentKeeper() = default;
PresentKeeper::PresentKeeper(PresentKeeper&& other) noexcept = default;
PresentKeeper& PresentKeeper::operator=(PresentKeeper&& other) noexcept = default;

base::Result<PresentKeeper>
PresentKeeper::open(std::uint32_t window, ports::Clock const& clock, Options const& options)
{
    auto server = PresentServer::open(options.display, window, clock);
    if (!server) {
        return server.error();
    }
    auto pacing = std::make_unique<Pacing>(*std::move(server), clock, options);
    if (auto const learnt = pacing->learn(); !learnt) {
        return learnt.error();
    }
    return PresentKeeper(std::move(pacing));
}

ports::DisplayFacts PresentKeeper::describe() const
{
    Screening const& screening = pacing_->screening;
    PresentServer const& server = *pacing_->server;
    bool const flips =
        pacing_->best_mode == PresentMode::flip && !screening.is_composed && !screening.is_guest;
    ports::DisplayFacts facts;
    facts.width = server.width();
    facts.height = server.height();
    facts.period = screening.period;
    facts.rate_source =
        screening.is_fake ? ports::RateSource::simulated : ports::RateSource::measured;
    facts.onset_source = screening.is_fake ? base::TimeSource::software
                         : flips           ? base::TimeSource::x_present_flip
                                           : base::TimeSource::x_present_copy;
    facts.name = flips ? "X Present, flip" : "X Present, copy";
    auto const yes_no = [](bool value) { return value ? "true" : "false"; };
    facts.extra = std::string(R"({"refresh_is_simulated":)") + yes_no(screening.is_fake) +
                  R"(,"flips":)" + yes_no(flips) + R"(,"composed":)" +
                  yes_no(screening.is_composed) + R"(,"virtual_machine":)" +
                  yes_no(screening.is_guest) + R"(,"xwayland":)" + yes_no(server.is_xwayland()) +
                  R"(,"shared_memory":)" + yes_no(server.shares_memory()) + R"(,"frames_kept":)" +
                  std::to_string(server.places()) + R"(,"thread":")" +
                  std::string(server.priority()) + "\"}";
    return facts;
}

ports::Pixels PresentKeeper::pixels() noexcept
{
    return pacing_->server->pixels();
}

std::size_t PresentKeeper::places() const noexcept
{
    return pacing_->server->places();
}

bool PresentKeeper::keep(std::size_t place) noexcept
{
    return pacing_->server->store(place);
}

void PresentKeeper::follow(ports::Following const& following) noexcept
{
    pacing_->follow(following);
}

ports::FrameReport
PresentKeeper::show(std::size_t place, ports::Box const& changed, base::Instant not_before) noexcept
{
    return pacing_->show({place, changed, pacing_->server->next_serial()}, not_before);
}

ports::FrameReport PresentKeeper::followed() noexcept
{
    return pacing_->followed();
}

} // namespace securebase::devices
