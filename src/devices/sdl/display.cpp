// SPDX-License-Identifier: MIT
// Presenting, pacing, and what a present call's return can tell.
#include "devices/sdl/display.h"

#include "devices/sdl/images.h"

#include <algorithm>
#include <array>
#include <utility>

namespace securebase::devices {

namespace {

constexpr base::Duration sixty_hz{16'666'667};
constexpr ports::Color black{0, 0, 0, 255};

/// The next refresh of a grid that a frame can have, and how it relates to the one asked for.
struct Target {
    std::int64_t asked = 0;
    std::int64_t refresh = 0;
};

Target
target_on(RefreshGrid const& grid, std::int64_t last, base::Instant now, base::Instant not_before)
{
    std::int64_t const next = std::max(grid.first_from(now), last + 1);
    bool const passed = not_before <= grid.at(last);
    std::int64_t const asked = passed ? next : std::max(grid.first_from(not_before), last + 1);
    return {asked, std::max(asked, next)};
}

} // namespace

SdlDisplay::SdlDisplay(SdlSession& session, ports::Clock& clock, Canvas canvas)
    : session_(&session), clock_(&clock), canvas_(std::move(canvas)), grid_(clock.now(), sixty_hz),
      last_refresh_(0)
{
    last_sprites_.reserve(1024);
    SDL_GetRendererOutputSize(&session.renderer(), &facts_.width, &facts_.height);
    SDL_RenderSetLogicalSize(&session.renderer(), facts_.width, facts_.height);
}

base::Result<SdlDisplay> SdlDisplay::open(SdlSession& session, ports::Clock& clock)
{
    auto canvas = Canvas::open(session.renderer());
    if (!canvas) {
        return canvas.error();
    }
    SdlDisplay display(session, clock, *std::move(canvas));
    display.measure();
    return display;
}

/// Presents blank frames as fast as they go and looks at when they come back. The first few fill
/// whatever queue there is; a display that surely does not wait is known after a handful.
void SdlDisplay::measure()
{
    constexpr std::size_t warm_up = 4;
    constexpr std::size_t measured = 21;
    constexpr base::Duration too_fast = std::chrono::milliseconds(8);
    std::array<base::Instant, warm_up + measured> returns{};
    std::size_t count = 0;
    bool waits = session_->draw_path() == DrawPath::graphics;
    while (count < (waits ? returns.size() : 1)) {
        returns[count++] = present({black, {}}).back;
        waits = waits && (count != 2 * warm_up || returns[count - 1] - returns[3] > too_fast);
    }
    int const reported = session_->reported_rate();
    std::span<base::Instant const> const seen(returns.data(), count);
    auto const period =
        waits ? period_from_presents(seen.subspan(warm_up), reported) : std::nullopt;
    facts_.name = session_->name();
    facts_.extra = session_->describe();
    facts_.onset_source = period ? base::TimeSource::present_return : base::TimeSource::software;
    facts_.rate_source = period         ? ports::RateSource::measured
                         : reported > 0 ? ports::RateSource::reported
                                        : ports::RateSource::assumed;
    facts_.period = period         ? *period
                    : reported > 0 ? base::Duration(1'000'000'000 / reported)
                                   : sixty_hz;
    grid_ = RefreshGrid(seen.back(), facts_.period);
    last_refresh_ = 0;
}

SdlDisplay::Presented SdlDisplay::present(ports::Frame const& frame) noexcept
{
    canvas_.draw(frame);
    base::Instant const call = clock_->now();
    SDL_RenderPresent(&session_->renderer());
    return {call, clock_->now()};
}

bool SdlDisplay::waited(Presented const& presented) const
{
    return presented.back - presented.call > facts_.period / 8;
}

ports::FrameReport SdlDisplay::show(ports::Frame const& frame, base::Instant not_before) noexcept
{
    remember(frame);
    ++shown_;
    return facts_.onset_source == base::TimeSource::present_return
               ? show_waiting(frame, not_before)
               : show_at_once(frame, not_before);
}

/// Without a display that makes presents wait, frames follow a made-up grid: sleep until the
/// refresh, present at once. When the glass followed is not known, only when the call came back.
ports::FrameReport SdlDisplay::show_at_once(ports::Frame const& frame,
                                            base::Instant not_before) noexcept
{
    Target const target = target_on(grid_, last_refresh_, clock_->now(), not_before);
    canvas_.draw(frame);
    clock_->sleep_until(grid_.at(target.refresh));
    base::Instant const call = clock_->now();
    SDL_RenderPresent(&session_->renderer());
    base::Instant const back = clock_->now();
    // A sleep that overran its refresh has used a later one.
    last_refresh_ = std::max(target.refresh, grid_.first_from(call + base::Duration(1)) - 1);
    auto const late = static_cast<std::int32_t>(last_refresh_ - target.asked);
    return {shown_, {call, back, base::TimeSource::software}, late};
}

/// Fills the display's queue with the same frame until a present has to wait, so that its return
/// marks a refresh. Three buffers are the most that drivers use.
SdlDisplay::Presented SdlDisplay::present_until_it_waits(ports::Frame const& frame) noexcept
{
    Presented const first = present(frame);
    Presented last = first;
    for (int i = 0; i < 3 && !waited(last); ++i) {
        last = present(frame);
    }
    return {first.call, last.back};
}

/// On a display that makes presents wait, the frame is handed over half a period before its
/// refresh. A return that waited marks a refresh; one that did not (an empty queue takes a frame at
/// once) says nothing, and the predicted refresh stands for it. How many frames the driver has
/// queued in front is not known: the light can follow up to two refreshes after the return. The
/// interval reaches as far back, so that its middle, from which durations are counted, stays on
/// the grid.
ports::FrameReport SdlDisplay::show_waiting(ports::Frame const& frame,
                                            base::Instant not_before) noexcept
{
    Target const target = target_on(grid_, last_refresh_, clock_->now(), not_before);
    bool const timed = not_before > grid_.at(last_refresh_) && grid_.is_sure(clock_->now());
    clock_->sleep_until(grid_.at(target.refresh) - facts_.period / 2);
    Presented const presented = timed ? present(frame) : present_until_it_waits(frame);
    bool const sure = grid_.is_sure(presented.back);
    if (waited(presented)) {
        last_refresh_ = std::max(grid_.nearest(presented.back), last_refresh_ + 1);
        grid_.observe(presented.back);
    } else {
        last_refresh_ = std::max(grid_.first_from(presented.back), last_refresh_ + 1);
    }
    base::Instant const refresh = grid_.at(last_refresh_);
    base::Duration const doubt = 2 * facts_.period;
    ports::FrameReport report{
        shown_, {refresh - doubt, refresh + doubt, base::TimeSource::present_return}, {}};
    if (timed && sure) {
        report.late = static_cast<std::int32_t>(last_refresh_ - target.asked);
    }
    return report;
}

void SdlDisplay::remember(ports::Frame const& frame) noexcept
{
    last_background_ = frame.background;
    std::size_t const count = std::min(frame.sprites.size(), last_sprites_.capacity());
    last_sprites_.assign(frame.sprites.begin(),
                         frame.sprites.begin() + static_cast<std::ptrdiff_t>(count));
}

void SdlDisplay::repair() noexcept
{
    if (session_->take_exposed()) {
        present({last_background_, last_sprites_});
    }
}

base::Result<void> SdlDisplay::save_png(std::string const& path)
{
    canvas_.draw({last_background_, last_sprites_});
    SurfaceHandle const pixels(SDL_CreateRGBSurfaceWithFormat(
        0, facts_.width, facts_.height, 32, SDL_PIXELFORMAT_ARGB8888));
    if (!pixels || SDL_RenderReadPixels(&session_->renderer(),
                                        nullptr,
                                        SDL_PIXELFORMAT_ARGB8888,
                                        pixels->pixels,
                                        pixels->pitch) != 0) {
        return base::Error{std::string("the screen cannot be read: ") + SDL_GetError(), {}};
    }
    return devices::save_png(*pixels, path);
}

} // namespace securebase::devices
