// SPDX-License-Identifier: MIT
// The window's frames: drawing, presenting, repairing.
#include "devices/sdl/display.h"

#include "devices/sdl/images.h"

#include <algorithm>
#include <utility>

namespace securebase::devices {

namespace {

/// Sprites of a frame that are remembered for painting it again.
constexpr std::size_t remembered_sprites = 1024;

} // namespace

SdlDisplay::SdlDisplay(SdlSession& session, ports::Clock& clock, Canvas canvas)
    : session_(&session), canvas_(std::make_unique<Canvas>(std::move(canvas))),
      pacer_(clock,
             {[canvas = canvas_.get()](ports::Frame const& frame) { canvas->draw(frame); },
              [renderer = &session.renderer()] { SDL_RenderPresent(renderer); }})
{
    last_sprites_.reserve(remembered_sprites);
    SDL_GetRendererOutputSize(&session.renderer(), &facts_.width, &facts_.height);
    SDL_RenderSetLogicalSize(&session.renderer(), facts_.width, facts_.height);
    pacer_.learn(session.draw_path() == DrawPath::graphics, session.reported_rate());
    facts_.period = pacer_.period();
    facts_.rate_source = pacer_.rate_source();
    facts_.onset_source =
        pacer_.presents_wait() ? base::TimeSource::present_return : base::TimeSource::software;
    facts_.name = session.name();
    facts_.extra = session.describe();
}

base::Result<SdlDisplay> SdlDisplay::open(SdlSession& session, ports::Clock& clock)
{
    auto canvas = Canvas::open(session.renderer());
    if (!canvas) {
        return canvas.error();
    }
    return SdlDisplay(session, clock, *std::move(canvas));
}

ports::FrameReport SdlDisplay::show(ports::Frame const& frame, base::Instant not_before) noexcept
{
    remember(frame);
    return pacer_.show(frame, not_before);
}

void SdlDisplay::remember(ports::Frame const& frame) noexcept
{
    last_background_ = frame.background;
    std::size_t const count = std::min(frame.sprites.size(), remembered_sprites);
    last_sprites_.assign(frame.sprites.begin(),
                         frame.sprites.begin() + static_cast<std::ptrdiff_t>(count));
}

void SdlDisplay::repair() noexcept
{
    if (session_->take_exposed()) {
        canvas_->draw({last_background_, last_sprites_});
        SDL_RenderPresent(&session_->renderer());
    }
}

base::Result<void> SdlDisplay::save_png(std::string const& path)
{
    canvas_->draw({last_background_, last_sprites_});
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
