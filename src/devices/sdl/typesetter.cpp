// SPDX-License-Identifier: MIT
// Setting lines of text.
#include "devices/sdl/typesetter.h"

#include "base/assert.h"
#include "base/text.h"
#include "ports/image_file.h"
#include "ports/wrap.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>

namespace securebase::devices {

namespace {

/// Characters that are never drawn themselves.
bool is_invisible(char32_t code_point)
{
    return code_point < 0x20 || (code_point >= 0x200B && code_point <= 0x200F) ||
           (code_point >= 0x202A && code_point <= 0x202E) ||
           (code_point >= 0x2060 && code_point <= 0x2069) || code_point == 0xFEFF ||
           (code_point >= 0xFE00 && code_point <= 0xFE0F) || code_point == 0xAD;
}

/// Joiners shape their neighbours and must reach the shaper; the other invisible ones must not.
bool is_joiner(char32_t code_point)
{
    return code_point == 0x200C || code_point == 0x200D;
}

/// As Unicode writes it: U+00E9, U+1F642.
std::string code_of(char32_t code_point)
{
    unsigned digits = 4;
    while (code_point >> (4 * digits) != 0) {
        ++digits;
    }
    return "U+" + base::format_hex(code_point, digits);
}

base::Error no_font_has(char32_t code_point)
{
    std::string character;
    base::append_utf8(character, code_point);
    return {"no installed font has the character '" + character + "' (" + code_of(code_point) + ")",
            "install a Debian font package that has it, such as fonts-noto-core or fonts-noto-cjk"};
}

SDL_Color to_sdl(ports::Color const& color)
{
    return {color.red, color.green, color.blue, color.alpha};
}

std::int32_t start_of_line(ports::Align align, std::int32_t room)
{
    switch (align) {
    case ports::Align::left:
        return 0;
    case ports::Align::center:
        return room / 2;
    case ports::Align::right:
        return room;
    }
    return 0;
}

/// Distance from a line's top to its baseline, with what the em leaves free shared above and below.
std::int32_t baseline_of(TTF_Font* font, std::int32_t size)
{
    if (font == nullptr) {
        return size;
    }
    std::int32_t const ascent = TTF_FontAscent(font);
    std::int32_t const descent = -TTF_FontDescent(font);
    return (ports::line_height(size) - ascent - descent) / 2 + ascent;
}

/// What a font of another script reaches beyond a line that was made for the main face.
std::int32_t reach_beyond(TTF_Font* font, std::int32_t baseline, std::int32_t size)
{
    std::int32_t const above = TTF_FontAscent(font) - baseline;
    std::int32_t const below = -TTF_FontDescent(font) - (ports::line_height(size) - baseline);
    return std::max({above, below, 0});
}

void direct(TTF_Font* font, Direction direction, char const* script)
{
    TTF_SetFontDirection(
        font, direction == Direction::right_to_left ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    TTF_SetFontScriptName(font, script != nullptr ? script : "Latn");
}

/// A surface of the run's colour that covers nothing yet, so that blending leaves the colour exact.
SurfaceHandle clear_surface(std::int32_t width, std::int32_t height, ports::Color const& color)
{
    SurfaceHandle surface(
        SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888));
    if (surface) {
        SDL_FillRect(surface.get(),
                     nullptr,
                     SDL_MapRGBA(surface->format, color.red, color.green, color.blue, 0));
    }
    return surface;
}

} // namespace

base::Result<void> Typesetter::admit(std::string_view text)
{
    if (base::first_invalid_utf8(text)) {
        return base::Error{"a text is not valid UTF-8", "save its file as UTF-8"};
    }
    for (char32_t const code_point : base::code_points(text)) {
        if (is_invisible(code_point)) {
            continue;
        }
        auto const face = shelf_.face_with(code_point, std::nullopt);
        if (!face) {
            return no_font_has(code_point);
        }
        shelf_.note_use(*face);
    }
    return {};
}

void Typesetter::split_by_font(DirectedRun const& directed, ports::TextRun const& run, Line& line)
{
    Line items;
    std::optional<std::size_t> face;
    Weight const weight = run.bold ? Weight::bold : Weight::regular;
    for (char32_t const code_point : base::code_points(directed.text)) {
        if (is_invisible(code_point) && (!is_joiner(code_point) || items.empty())) {
            continue;
        }
        auto const wanted = is_joiner(code_point) ? face : shelf_.face_with(code_point, face);
        char const* const script = script_of(code_point);
        if (items.empty() || wanted != face) {
            auto font = shelf_.font(wanted.value_or(0), weight, run.size);
            items.push_back({{}, directed.direction, font ? *font : nullptr, script, 0});
            face = wanted;
        }
        base::append_utf8(items.back().text, code_point);
        items.back().script = items.back().script != nullptr ? items.back().script : script;
    }
    if (directed.direction == Direction::right_to_left) {
        std::ranges::reverse(items);
    }
    for (Item& item : items) {
        if (item.font != nullptr) {
            direct(item.font, item.direction, item.script);
            TTF_SizeUTF8(item.font, item.text.c_str(), &item.width, nullptr);
        }
        line.push_back(std::move(item));
    }
}

Typesetter::Line
Typesetter::itemize(std::string_view line, Direction base, ports::TextRun const& run)
{
    Line items;
    for (DirectedRun const& directed : visual_order(line, base)) {
        split_by_font(directed, run, items);
    }
    return items;
}

TTF_Font* Typesetter::main_font(ports::TextRun const& run)
{
    auto const font = shelf_.font(0, run.bold ? Weight::bold : Weight::regular, run.size);
    return font ? *font : nullptr;
}

void Typesetter::draw(Line const& line, ports::TextRun const& run, SDL_Surface& on, SDL_Point at)
{
    std::int32_t const baseline = baseline_of(main_font(run), run.size);
    for (Item const& item : line) {
        if (item.font == nullptr || item.width == 0) {
            continue;
        }
        direct(item.font, item.direction, item.script);
        SurfaceHandle const drawn(
            TTF_RenderUTF8_Blended(item.font, item.text.c_str(), to_sdl(run.color)));
        if (drawn) {
            SDL_Rect where{at.x, at.y + baseline - TTF_FontAscent(item.font), 0, 0};
            SDL_SetSurfaceBlendMode(drawn.get(), SDL_BLENDMODE_BLEND);
            SDL_BlitSurface(drawn.get(), nullptr, &on, &where);
        }
        at.x += item.width;
    }
}

/// Room above and below all lines, so that tall scripts lose nothing and the middle stays.
std::int32_t Typesetter::margin_of(std::vector<Line> const& lines, ports::TextRun const& run)
{
    TTF_Font* const main = main_font(run);
    std::int32_t const baseline = baseline_of(main, run.size);
    std::int32_t margin = 0;
    for (Line const& line : lines) {
        for (Item const& item : line) {
            if (item.font != nullptr && item.font != main) {
                margin = std::max(margin, reach_beyond(item.font, baseline, run.size));
            }
        }
    }
    return margin;
}

base::Result<SurfaceHandle> Typesetter::set(ports::TextRun const& run)
{
    SECUREBASE_ASSERT(run.size > 0, "a text has a size");
    if (auto const fine = admit(run.text); !fine) {
        return fine.error();
    }
    Direction const base = base_direction(run.text);
    auto const width_of = [](Line const& line) {
        return std::accumulate(line.begin(), line.end(), 0, [](int sum, Item const& item) {
            return sum + item.width;
        });
    };
    std::vector<Line> lines;
    std::int32_t width = 1;
    for (std::string_view const text : ports::wrap(run.text, run.max_width, [&](auto line) {
             return width_of(itemize(line, base, run));
         })) {
        lines.push_back(itemize(text, base, run));
        width = std::max(width, width_of(lines.back()));
    }
    std::int32_t const line_height = ports::line_height(run.size);
    std::int32_t const margin = margin_of(lines, run);
    auto const height = line_height * static_cast<std::int32_t>(lines.size()) + 2 * margin;
    if (width > ports::max_image_side || height > ports::max_image_side) {
        return base::Error{"a text of " + std::to_string(width) + " x " + std::to_string(height) +
                               " pixels is larger than 8192 either way",
                           "give it a width to wrap at, or a smaller size"};
    }
    SurfaceHandle surface = clear_surface(width, height, run.color);
    if (!surface) {
        return base::Error{std::string("no memory for a text: ") + SDL_GetError(), {}};
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::int32_t const x = start_of_line(run.align, width - width_of(lines[i]));
        draw(lines[i], run, *surface, {x, margin + line_height * static_cast<std::int32_t>(i)});
    }
    return surface;
}

} // namespace securebase::devices
