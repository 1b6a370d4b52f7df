// SPDX-License-Identifier: MIT
// The real workshop: pictures with pixels, and the drawing of frames made of them.
#pragma once

#include "devices/sdl/handles.h"
#include "devices/sdl/typesetter.h"
#include "events/header.h"
#include "ports/picture_table.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace securebase::devices {

/// Makes and draws pictures on one renderer, which must outlive it.
class Canvas final : public ports::Workshop {
public:
    /// Errors: no fonts installed.
    static base::Result<Canvas> open(SDL_Renderer& renderer);

    base::Result<ports::Picture> text(ports::TextRun const& run) override;
    base::Result<ports::Picture> image(std::string const& path) override;
    base::Result<ports::Picture> bitmap(ports::Bitmap const& bitmap) override;
    /// Errors: larger than 8192 pixels either way.
    base::Result<ports::Picture>
    scaled(ports::Picture picture, std::int32_t width, std::int32_t height) override;
    void release() override;
    void keep() override { pictures_.keep(); }

    /// Whether a text can be drawn at all, known before a session starts; see Typesetter::admit().
    base::Result<void> admit(std::string_view text) { return typesetter_.admit(text); }
    /// Draws a frame without presenting it. Sprites must be pictures of this canvas.
    void draw(ports::Frame const& frame) noexcept;
    /// A number of the picture that no other ever has, unlike its id.
    std::uint32_t serial_of(ports::Picture picture) const noexcept
    {
        return made_[picture.id - 1].serial;
    }
    /// Font files in use, for the session header; see FontShelf::used().
    base::Result<std::vector<events::FileHash>> fonts() const { return typesetter_.shelf().used(); }

private:
    /// What is kept of a picture: what is drawn, and the pixels it came from.
    struct Made {
        TextureHandle texture;
        SurfaceHandle surface;
        std::uint32_t serial = 0;
    };
    using ScaledKey = std::tuple<std::uint32_t, std::int32_t, std::int32_t>;

    Canvas(SDL_Renderer& renderer, FontShelf shelf)
        : renderer_(&renderer), typesetter_(std::move(shelf))
    {}
    base::Result<Made> made_from(base::Result<SurfaceHandle> surface);

    SDL_Renderer* renderer_;
    Typesetter typesetter_;
    ports::PictureTable pictures_;
    std::vector<Made> made_; ///< By picture id, from 1.
    std::uint32_t serials_ = 0;
    std::map<ScaledKey, ports::Picture> scaled_;
};

} // namespace securebase::devices
