// SPDX-License-Identifier: MIT
// Text to pixels: lines, directions, fonts, one surface.
#pragma once

#include "base/result.h"
#include "devices/sdl/fonts.h"
#include "devices/sdl/handles.h"
#include "devices/sdl/scripts.h"
#include "ports/display.h"

#include <string_view>
#include <vector>

namespace securebase::devices {

/// Sets text in the shelf's fonts. Lines are broken by ports::wrap, measured as they will be drawn.
class Typesetter {
public:
    explicit Typesetter(FontShelf shelf) : shelf_(std::move(shelf)) {}

    /// The run drawn on transparent ground: as wide as its widest line, its lines
    /// ports::line_height() apart; scripts taller than Latin get room above and below. Errors: not
    /// UTF-8; a character no font has; larger than 8192 pixels either way.
    base::Result<SurfaceHandle> set(ports::TextRun const& run);
    /// Whether every character can be drawn; fonts it needs count as used from now on. Errors: not
    /// UTF-8; a character no font has.
    base::Result<void> admit(std::string_view text);
    FontShelf const& shelf() const { return shelf_; }

private:
    /// A stretch in one direction and one font.
    struct Item {
        std::string text;
        Direction direction = Direction::left_to_right;
        TTF_Font* font = nullptr;
        char const* script = nullptr;
        std::int32_t width = 0;
    };
    using Line = std::vector<Item>;

    Line itemize(std::string_view line, Direction base, ports::TextRun const& run);
    void split_by_font(DirectedRun const& directed, ports::TextRun const& run, Line& line);
    TTF_Font* main_font(ports::TextRun const& run);
    std::int32_t margin_of(std::vector<Line> const& lines, ports::TextRun const& run);
    void draw(Line const& line, ports::TextRun const& run, SDL_Surface& on, SDL_Point at);

    FontShelf shelf_;
};

} // namespace securebase::devices
