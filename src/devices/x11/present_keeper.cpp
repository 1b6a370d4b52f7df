// SPDX-License-Identifier: MIT
// Which refresh a frame is shown at, and what is known of it afterwards.
#include "devices/x11/present_keeper.h"

#include "devices/x11/present_rules.h"
#include "devices/x11/present_server.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace securebase::devices {

namespace {

constexpr base::Duration server_patience = std::chrono::seconds(1);

base::Instant instant_of(Tick const& tick)
{
    return base::instant_from_ns(static_cast<std::int64_t>(tick.ust) * 1000);
}

} // namespace

struct PresentKeeper::Pacing {
    Pacing(std::unique_ptr<PresentServer> made, ports::Clock const& session_clock, Pace wanted)
        : server(std::move(made)), clock(session_clock), pace(wanted)
    {
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

    ports::FrameReport
    show(Shot const& shot, base::Instant not_before, ports::Following const* following);
    ports::FrameReport
    show_at_refresh(Shot const& shot, base::Instant not_before, ports::Following const* following);
    ports::FrameReport
    show_at_moment(Shot const& shot, base::Instant not_before, ports::Following const* following);
    Shot follow(ports::Following const& following);
    ports::FrameReport followed();
    std::optional<News> completion_of(std::uint32_t serial, base::Instant due);
    ports::FrameReport report_of(std::optional<News> const& done);

    /// A frame that will be shown without further asking.
    struct Pending {
        std::uint32_t serial = 0;
        std::int64_t refreshes = 0; ///< After the frame before.
        base::Instant due{};
        std::optional<base::Instant> began{}; ///< Stamp of the frame before, if it is known.
    };

    std::unique_ptr<PresentServer> server;
    ports::Clock const& clock;
    Pace pace;
    Screening screening;
    PresentMode best_mode = PresentMode::skip;
    std::uint64_t shown_count = 0;
    base::Instant last_shown{};
    base::Instant last_stamp{};
    std::uint64_t last_msc = 0;
    std::optional<Pending> pending;
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
        show(blank, {}, nullptr);
    }
    shown_count = 0;
}

ports::FrameReport PresentKeeper::Pacing::show(Shot const& shot,
                                               base::Instant not_before,
                                               ports::Following const* following)
{
    ++shown_count;
    ports::FrameReport const report = is_own() ? show_at_moment(shot, not_before, following)
                                               : show_at_refresh(shot, not_before, following);
    if (following != nullptr && report.shown.is_known()) {
        pending->began = last_stamp;
    }
    return report;
}

/// Has the completion of what follows kept from now on.
Shot PresentKeeper::Pacing::follow(ports::Following const& following)
{
    Shot const shot{following.place, following.changed, server->next_serial()};
    pending = Pending{shot.serial, following.refreshes, {}, {}};
    server->watch(shot.serial);
    return shot;
}

/// The display counts refreshes, and is told which.
ports::FrameReport PresentKeeper::Pacing::show_at_refresh(Shot const& shot,
                                                          base::Instant not_before,
                                                          ports::Following const* following)
{
    auto const target = target_of(not_before, last_shown, last_msc, screening.period, guard());
    std::optional<Shot> const next = following ? std::optional(follow(*following)) : std::nullopt;
    auto const refreshes = following ? static_cast<std::uint64_t>(following->refreshes) : 0;
    server->show_at(shot, target.value_or(0));
    if (next && target) {
        server->show_at(*next, *target + refreshes);
    }
    auto const done = completion_of(shot.serial, not_before);
    ports::FrameReport report = report_of(done);
    if (next && !target) { // Only now is it known which refresh it was.
        server->show_at(*next, report.shown.is_known() ? last_msc + refreshes : 0);
    }
    if (target && report.shown.is_known()) {
        report.late = static_cast<std::int32_t>(done->tick.msc - *target);
    }
    if (next) {
        pending->due = last_stamp + following->refreshes * screening.period;
    }
    return report;
}

/// The refresh is made up, and the server's own making wanders by a millisecond: frames follow a
/// steadier one of ours, counted from the frame shown last, and the listener hands them over.
ports::FrameReport PresentKeeper::Pacing::show_at_moment(Shot const& shot,
                                                         base::Instant not_before,
                                                         ports::Following const* following)
{
    MadeUp const target =
        made_up_refresh(not_before, last_shown, last_stamp, clock.now(), screening.period, guard());
    Order order{shot, target.at, {}, {}};
    if (following != nullptr) {
        order.then = follow(*following);
        order.gap = following->refreshes * screening.period;
        pending->due = target.at + order.gap;
    }
    server->order(order);
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
    if (!pending) {
        return {};
    }
    Pending const waited = *std::exchange(pending, std::nullopt);
    ++shown_count;
    auto const done = completion_of(waited.serial, waited.due);
    ports::FrameReport report = report_of(done);
    if (report.shown.is_known() && waited.began) {
        auto const lasted = last_stamp - *waited.began + screening.period / 2;
        report.late = static_cast<std::int32_t>(lasted / screening.period - waited.refreshes);
    }
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
    }
    return report;
}

PresentKeeper::PresentKeeper(std::unique_ptr<Pacing> pacing) : pacing_(std::move(pacing)) {}
PresentKeeper::~PresentKeeper() = default;
PresentKeeper::PresentKeeper(PresentKeeper&& other) noexcept = default;
PresentKeeper& PresentKeeper::operator=(PresentKeeper&& other) noexcept = default;

base::Result<PresentKeeper> PresentKeeper::open(std::uint32_t window,
                                                ports::Clock const& clock,
                                                std::string const& display,
                                                Pace pace)
{
    auto server = PresentServer::open(display, window, clock);
    if (!server) {
        return server.error();
    }
    auto pacing = std::make_unique<Pacing>(*std::move(server), clock, pace);
    if (auto const learnt = pacing->learn(); !learnt) {
        return learnt.error();
    }
    return PresentKeeper(std::move(pacing));
}

ports::DisplayFacts PresentKeeper::describe() const
{
    Screening const& screening = pacing_->screening;
    PresentServer const& server = *pacing_->server;
    bool const flips = pacing_->best_mode == PresentMode::flip && !screening.is_composed;
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
                  yes_no(screening.is_composed) + R"(,"xwayland":)" + yes_no(server.is_xwayland()) +
                  R"(,"shared_memory":)" + yes_no(server.shares_memory()) + R"(,"frames_kept":)" +
                  std::to_string(server.places()) + R"(,"thread":")" +
                  (server.listens_first() ? "fifo 20" : "normal") + "\"}";
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

ports::FrameReport PresentKeeper::show(std::size_t place,
                                       ports::Box const& changed,
                                       base::Instant not_before,
                                       ports::Following const* following) noexcept
{
    Shot const shot{place, changed, pacing_->server->next_serial()};
    return pacing_->show(shot, not_before, following);
}

ports::FrameReport PresentKeeper::followed() noexcept
{
    return pacing_->followed();
}

} // namespace securebase::devices
