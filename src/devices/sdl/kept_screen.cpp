// SPDX-License-Identifier: MIT
// Drawing into a keeper's pixels.
#include "devices/sdl/kept_screen.h"

#include "devices/sdl/images.h"

#include <algorithm>
#include <utility>

namespace securebase::devices {

KeptScreen::KeptScreen(ports::FrameKeeper& keeper, SurfaceHandle surface, RendererHandle renderer)
    : keeper_(&keeper), surface_(std::move(surface)), renderer_(std::move(renderer)),
      shelf_(keeper.places())
{
    named_.reserve(2 * FrameShelf::most_sprites);
}

base::Result<KeptScreen> KeptScreen::open(ports::FrameKeeper& keeper)
{
    ports::Pixels const pixels = keeper.pixels();
    SurfaceHandle surface(SDL_CreateRGBSurfaceWithFormatFrom(
        pixels.first, pixels.width, pixels.height, 32, pixels.pitch, SDL_PIXELFORMAT_RGB888));
    RendererHandle renderer(surface ? SDL_CreateSoftwareRenderer(surface.get()) : nullptr);
    if (!renderer) {
        return base::Error{std::string("no memory to draw in: ") + SDL_GetError(), {}};
    }
    KeptScreen screen(keeper, std::move(surface), std::move(renderer));
    auto canvas = Canvas::open(*screen.renderer_);
    if (!canvas) {
        return canvas.error();
    }
    screen.canvas_ = std::make_unique<Canvas>(*std::move(canvas));
    return screen;
}

/// Ids of pictures are used again after a release, serials are not.
ports::Frame KeptScreen::named(ports::Frame const& frame) noexcept
{
    if (frame.sprites.size() > FrameShelf::most_sprites) {
        return frame; // Will not be looked for.
    }
    named_.assign(frame.sprites.begin(), frame.sprites.end());
    for (ports::Sprite& sprite : named_) {
        if (sprite.picture.id != 0) {
            sprite.picture.id = canvas_->serial_of(sprite.picture);
        }
    }
    return {frame.background, named_};
}

std::optional<std::size_t> KeptScreen::place_of(ports::Frame const& frame) noexcept
{
    ports::Frame const wanted = named(frame);
    if (auto const found = shelf_.find(wanted)) {
        return found;
    }
    keeper_->pixels(); // Waits until what was drawn before has been taken.
    canvas_->draw(frame);
    std::size_t const place = shelf_.put(wanted);
    if (!keeper_->keep(place)) {
        shelf_.clear(place);
        return std::nullopt;
    }
    return place;
}

void KeptScreen::prepare(ports::Frame const& frame) noexcept
{
    place_of(frame);
}

bool KeptScreen::announce(ports::Frame const& frame, std::int64_t refreshes) noexcept
{
    // One place is for what is on the screen, one for what is drawn meanwhile.
    std::size_t const most = std::min(ports::FrameKeeper::most_following, keeper_->places() - 2);
    bool const has_room = promises_.size() < most;
    if (!has_room || frame.sprites.size() > FrameShelf::most_sprites) {
        return false;
    }
    auto const place = place_of(frame);
    if (!place) {
        return false;
    }
    shelf_.reserve(*place);
    bool const follows = is_under_way();
    promises_.push({*place, refreshes, false});
    if (follows) {
        std::size_t const last = promises_.size() - 1;
        hand_over(promises_[last - 1].place, promises_[last]);
    }
    return true;
}

void KeptScreen::hand_over(std::size_t before, Promise& promise) noexcept
{
    promise.handed_over = true;
    keeper_->follow({promise.place,
                     shelf_.change(before, promise.place, surface_->w, surface_->h),
                     promise.refreshes});
}

/// Waits until the next frame that was handed over is on the screen.
ports::FrameReport KeptScreen::keep_promise() noexcept
{
    Promise const kept = promises_.pop();
    shelf_.release(kept.place);
    shelf_.show(kept.place, surface_->w, surface_->h);
    return keeper_->followed();
}

ports::FrameReport KeptScreen::show(ports::Frame const& frame, base::Instant not_before) noexcept
{
    if (is_under_way()) {
        ports::FrameReport const report = keep_promise();
        if (shelf_.find(named(frame)) == shelf_.on_screen()) {
            return report;
        }
    }
    while (is_under_way()) { // Another frame is wanted: what cannot be called back comes first.
        keep_promise();
    }
    auto const place = place_of(frame);
    if (!place) {
        return {};
    }
    ports::Box const changed = shelf_.show(*place, surface_->w, surface_->h);
    std::size_t before = *place;
    for (std::size_t i = 0; i < promises_.size(); ++i) {
        hand_over(before, promises_[i]);
        before = promises_[i].place;
    }
    return keeper_->show(*place, changed, not_before);
}

bool KeptScreen::repair() noexcept
{
    if (is_under_way()) {
        return false;
    }
    if (auto const place = shelf_.on_screen()) {
        keeper_->show(*place, {0, 0, surface_->w, surface_->h}, {});
    }
    return true;
}

base::Result<void> KeptScreen::save_png(ports::Frame const& frame, std::string const& path)
{
    keeper_->pixels();
    canvas_->draw(frame);
    return devices::save_png(*surface_, path);
}

} // namespace securebase::devices
