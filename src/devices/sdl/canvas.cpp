// SPDX-License-Identifier: MIT
// Pictures with pixels.
#include "devices/sdl/canvas.h"

#include "base/assert.h"
#include "devices/sdl/images.h"
#include "ports/image_file.h"

#include <iterator>
#include <utility>

namespace securebase::devices {

base::Result<Canvas> Canvas::open(SDL_Renderer& renderer)
{
    auto shelf = FontShelf::open();
    if (!shelf) {
        return shelf.error();
    }
    return Canvas(renderer, *std::move(shelf));
}

base::Result<Canvas::Made> Canvas::made_from(base::Result<SurfaceHandle> surface)
{
    if (!surface) {
        return surface.error();
    }
    TextureHandle texture(SDL_CreateTextureFromSurface(renderer_, surface->get()));
    if (!texture) {
        return base::Error{std::string("the display cannot take a picture: ") + SDL_GetError(), {}};
    }
    SDL_SetTextureBlendMode(texture.get(), SDL_BLENDMODE_BLEND);
    SDL_SetTextureScaleMode(texture.get(), SDL_ScaleModeLinear);
    return Made{std::move(texture), *std::move(surface), ++serials_};
}

base::Result<ports::Picture> Canvas::text(ports::TextRun const& run)
{
    if (auto const* known = pictures_.find(run)) {
        return *known;
    }
    auto made = made_from(typesetter_.set(run));
    if (!made) {
        return made.error();
    }
    made_.push_back(*std::move(made));
    return pictures_.add(run, made_.back().surface->w, made_.back().surface->h);
}

base::Result<ports::Picture> Canvas::image(std::string const& path)
{
    if (auto const* known = pictures_.find_image(path)) {
        return *known;
    }
    auto made = made_from(load_image(path));
    if (!made) {
        return made.error();
    }
    made_.push_back(*std::move(made));
    return pictures_.add_image(path, made_.back().surface->w, made_.back().surface->h);
}

base::Result<ports::Picture> Canvas::bitmap(ports::Bitmap const& bitmap)
{
    auto made = made_from(surface_of(bitmap));
    if (!made) {
        return made.error();
    }
    made_.push_back(*std::move(made));
    return pictures_.add_bitmap(bitmap.width, bitmap.height);
}

base::Result<ports::Picture>
Canvas::scaled(ports::Picture picture, std::int32_t width, std::int32_t height)
{
    SECUREBASE_ASSERT(pictures_.has(picture), "the picture was made here and not released");
    SECUREBASE_ASSERT(width > 0 && height > 0, "a picture has a size");
    if (width == picture.width && height == picture.height) {
        return picture;
    }
    if (width > ports::max_image_side || height > ports::max_image_side) {
        return base::Error{"a picture of " + std::to_string(width) + " x " +
                               std::to_string(height) + " pixels is larger than 8192 either way",
                           "show it smaller"};
    }
    ScaledKey const key{picture.id, width, height};
    if (auto const known = scaled_.find(key); known != scaled_.end()) {
        return known->second;
    }
    auto made = made_from(resample(*made_[picture.id - 1].surface, width, height));
    if (!made) {
        return made.error();
    }
    made_.push_back(*std::move(made));
    ports::Picture const result = pictures_.add_bitmap(width, height);
    scaled_.emplace(key, result);
    return result;
}

void Canvas::release()
{
    std::size_t const left = pictures_.release();
    made_.resize(left);
    std::erase_if(scaled_, [&](auto const& entry) { return entry.second.id > left; });
}

void Canvas::draw(ports::Frame const& frame) noexcept
{
    auto const& ground = frame.background;
    SDL_SetRenderDrawColor(renderer_, ground.red, ground.green, ground.blue, 255);
    SDL_RenderClear(renderer_);
    for (ports::Sprite const& sprite : frame.sprites) {
        SDL_Rect const box{sprite.box.x, sprite.box.y, sprite.box.width, sprite.box.height};
        if (sprite.picture.id == 0) {
            auto const& color = sprite.color;
            SDL_SetRenderDrawColor(renderer_, color.red, color.green, color.blue, color.alpha);
            SDL_SetRenderDrawBlendMode(
                renderer_, color.alpha == 255 ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
            SDL_RenderFillRect(renderer_, &box);
        } else {
            SECUREBASE_ASSERT(pictures_.has(sprite.picture), "a sprite's picture was not released");
            SDL_RenderCopy(renderer_, made_[sprite.picture.id - 1].texture.get(), nullptr, &box);
        }
    }
    SDL_RenderFlush(renderer_); // Otherwise the drawing itself waits for the present.
}

} // namespace securebase::devices
