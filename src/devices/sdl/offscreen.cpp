// SPDX-License-Identifier: MIT
// Drawing into memory.
#include "devices/sdl/offscreen.h"

#include "base/assert.h"
#include "devices/sdl/images.h"

#include <SDL_image.h>

#include <algorithm>
#include <utility>

namespace securebase::devices {

// Both libraries count their users, so that a session and previews can live side by side.
OffscreenDisplay::Library::Library()
{
    TTF_Init();
}

OffscreenDisplay::Library::~Library()
{
    TTF_Quit();
}

OffscreenDisplay::OffscreenDisplay(ports::Clock& clock, OffscreenOptions const& options)
    : clock_(&clock), options_(options), library_(std::make_unique<Library>()),
      surface_(SDL_CreateRGBSurfaceWithFormat(
          0, options.width, options.height, 32, SDL_PIXELFORMAT_ARGB8888)),
      renderer_(surface_ ? SDL_CreateSoftwareRenderer(surface_.get()) : nullptr),
      grid_(clock.now(), options.period)
{}

base::Result<OffscreenDisplay> OffscreenDisplay::open(ports::Clock& clock,
                                                      OffscreenOptions const& options)
{
    OffscreenDisplay display(clock, options);
    if (!display.renderer_) {
        return base::Error{std::string("no memory to draw in: ") + SDL_GetError(), {}};
    }
    auto canvas = Canvas::open(*display.renderer_);
    if (!canvas) {
        return canvas.error();
    }
    display.canvas_ = std::make_unique<Canvas>(*std::move(canvas));
    return display;
}

ports::DisplayFacts OffscreenDisplay::describe() const
{
    ports::DisplayFacts facts;
    facts.width = options_.width;
    facts.height = options_.height;
    facts.period = options_.period;
    facts.rate_source = ports::RateSource::simulated;
    facts.onset_source = base::TimeSource::simulated;
    facts.name = "offscreen";
    return facts;
}

ports::FrameReport OffscreenDisplay::show(ports::Frame const& frame,
                                          base::Instant not_before) noexcept
{
    std::int64_t const next = std::max(grid_.first_from(clock_->now()), last_refresh_ + 1);
    bool const passed = not_before <= grid_.at(last_refresh_);
    std::int64_t const asked = passed ? next : grid_.first_from(not_before);
    last_refresh_ = std::max(asked, next);
    clock_->sleep_until(grid_.at(last_refresh_));
    canvas_->draw(frame);
    SDL_RenderPresent(renderer_.get());
    return {++shown_,
            base::Timestamp::exact(grid_.at(last_refresh_), base::TimeSource::simulated),
            static_cast<std::int32_t>(last_refresh_ - asked)};
}

ports::Color OffscreenDisplay::pixel(std::int32_t x, std::int32_t y) const
{
    SECUREBASE_ASSERT(x >= 0 && y >= 0 && x < options_.width && y < options_.height,
                      "the pixel is on the screen");
    auto const* const row = static_cast<std::uint8_t const*>(surface_->pixels) +
                            static_cast<std::ptrdiff_t>(y) * surface_->pitch;
    auto const argb = reinterpret_cast<std::uint32_t const*>(row)[x];
    ports::Color color;
    SDL_GetRGBA(argb, surface_->format, &color.red, &color.green, &color.blue, &color.alpha);
    return color;
}

base::Result<void> OffscreenDisplay::save_png(std::string const& path) const
{
    return devices::save_png(*surface_, path);
}

} // namespace securebase::devices
