// SPDX-License-Identifier: MIT
// Makes the pictures and looks of one question or page.
#include "kinds/studio.h"

#include "base/text.h"
#include "kinds/declare.h"
#include "kinds/raster.h"
#include "ports/wrap.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace securebase::kinds {

namespace {

using ports::Box;
using ports::Color;
using ports::Picture;
using ports::Sprite;

constexpr std::array steps{1.0, 0.93, 0.86, 0.8, 0.74, 0.68, 0.64, 0.6};
constexpr std::int32_t smallest_text = 12;
/// Longer texts are paragraphs; their last line may be short.
constexpr std::int32_t most_balanced_lines = 5;
constexpr double column_em = 34.0;
constexpr double widest_column = 0.88;
/// On screens that are narrow for their height letters get smaller, so that a column still holds
/// some 50 of them.
constexpr double least_width_em = 30.0;
/// Sizes are shares of the height, up to that of a screen of 4 by 3.
constexpr double least_proportion = 0.75;

std::uint32_t packed(Color const& color)
{
    return static_cast<std::uint32_t>(color.red) << 24U |
           static_cast<std::uint32_t>(color.green) << 16U |
           static_cast<std::uint32_t>(color.blue) << 8U | color.alpha;
}

/// The bitmap seen in a mirror that stands upright, and in one that lies flat.
ports::Bitmap mirrored(ports::Bitmap const& from, bool left_right, bool top_bottom)
{
    ports::Bitmap made = from;
    auto const width = static_cast<std::size_t>(from.width);
    auto const height = static_cast<std::size_t>(from.height);
    for (std::size_t y = 0; y < height; ++y) {
        for (std::size_t x = 0; x < width; ++x) {
            std::size_t const source_x = left_right ? width - 1 - x : x;
            std::size_t const source_y = top_bottom ? height - 1 - y : y;
            std::copy_n(from.rgba.begin() +
                            static_cast<std::ptrdiff_t>((source_y * width + source_x) * 4),
                        4,
                        made.rgba.begin() + static_cast<std::ptrdiff_t>((y * width + x) * 4));
        }
    }
    return made;
}

template <class Each> void for_each_word(std::string_view text, Each const& each)
{
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t const end = std::min(text.find_first_of(" \n", begin), text.size());
        if (end > begin) {
            each(text.substr(begin, end - begin));
        }
        begin = end + 1;
    }
}

} // namespace

Studio::Studio(stage::Scene const& scene)
    : scene_(scene), colors_(palette_for(scene.background, scene.color))
{}

std::int32_t Studio::em(double share) const
{
    double const usual = std::min<double>(scene_.text_px, scene_.width / least_width_em);
    return std::max(static_cast<std::int32_t>(std::lround(share * usual)), smallest_text);
}

std::int32_t Studio::part(double share) const
{
    double const side = std::min<double>(scene_.height, scene_.width * least_proportion);
    return std::max(static_cast<std::int32_t>(std::lround(share * side)), 1);
}

std::int32_t Studio::column_width() const
{
    double const widest = widest_column * scene_.width;
    return static_cast<std::int32_t>(std::min(column_em * scene_.text_px, widest));
}

std::string Studio::word(std::string_view name) const
{
    auto const found = scene_.texts.find(std::string(name));
    return found == scene_.texts.end() ? std::string() : found->second;
}

void Studio::fail(base::Error error)
{
    if (!error_) {
        error_ = std::move(error);
    }
}

Picture Studio::keep(base::Result<Picture> made)
{
    if (made) {
        return *made;
    }
    fail(made.error());
    return {};
}

Picture Studio::text(std::string_view text, TextStyle const& style, std::int32_t max_width)
{
    ports::TextRun run;
    run.text = std::string(text);
    run.size = style.size;
    run.max_width = max_width;
    run.color = style.color;
    run.align = style.align;
    run.bold = style.bold;
    return keep(scene_.workshop.text(run));
}

bool Studio::breaks_a_word(std::string_view text, TextStyle const& style, std::int32_t max_width)
{
    bool breaks = false;
    for_each_word(text, [&](std::string_view word) {
        // Letters are hardly ever wider than their em, so most words need no measuring.
        bool const may_be_wider = static_cast<std::int32_t>(word.size()) * style.size > max_width;
        bool const has_wide_letters = std::ranges::any_of(
            base::code_points(word), [](char32_t c) { return ports::is_wide(c); });
        breaks = breaks || (may_be_wider && !has_wide_letters &&
                            width_of(word, style.size, style.bold) > max_width);
    });
    return breaks;
}

/// The same number of lines, as narrow as they can be: no last line of one word.
Picture Studio::balanced(std::string_view text,
                         TextStyle const& style,
                         Picture const& greedy,
                         std::int32_t max_width)
{
    std::int32_t const lines = greedy.height / ports::line_height(style.size);
    if (style.align != ports::Align::center || lines < 2 || lines > most_balanced_lines) {
        return greedy;
    }
    auto const measure = [&](std::string_view line) {
        return width_of(line, style.size, style.bold);
    };
    std::int32_t narrow = 0; // Too narrow: a word would be broken, or there would be more lines.
    for_each_word(text, [&](std::string_view word) { narrow = std::max(narrow, measure(word)); });
    --narrow;
    std::int32_t wide = max_width;
    while (wide - narrow > std::max(2, style.size / 4)) {
        std::int32_t const middle = narrow + (wide - narrow) / 2;
        auto const count = static_cast<std::int32_t>(ports::wrap(text, middle, measure).size());
        (count <= lines ? wide : narrow) = middle;
    }
    // Whole lines may be a little wider than the sum of their words.
    for (std::int32_t const slack : {style.size / 4, style.size}) {
        Picture const picture = this->text(text, style, std::min(wide + slack, max_width));
        if (!error_ && picture.height <= greedy.height) {
            return picture;
        }
    }
    return greedy;
}

Picture Studio::fitted(std::string_view text,
                       TextStyle style,
                       std::int32_t max_width,
                       std::int32_t max_height)
{
    std::int32_t const wanted = style.size;
    for (double const step : steps) {
        style.size = std::max(static_cast<std::int32_t>(std::lround(step * wanted)), smallest_text);
        bool const is_last = step == steps.back();
        if (!is_last && breaks_a_word(text, style, max_width)) {
            continue;
        }
        Picture const picture = this->text(text, style, max_width);
        if (error_) {
            return picture;
        }
        if (picture.width <= max_width && picture.height <= max_height) {
            return balanced(text, style, picture, max_width);
        }
    }
    fail({"the text " + excerpt(text) + " does not fit the screen (" +
              std::to_string(scene_.width) + " x " + std::to_string(scene_.height) + ")",
          "shorten it, or make text_size smaller"});
    return {};
}

std::int32_t Studio::width_of(std::string_view text, std::int32_t size, bool bold)
{
    TextStyle style{size, colors_.text, ports::Align::left, bold};
    auto const measured = [&](std::string const& word) {
        auto const key = std::tuple(size, bold, word);
        auto const known = widths_.find(key);
        if (known != widths_.end()) {
            return known->second;
        }
        return widths_.emplace(key, this->text(word, style).width).first->second;
    };
    std::int32_t const space = measured("n n") - measured("nn");
    std::int32_t sum = 0;
    std::string word;
    auto const end_word = [&] {
        sum += word.empty() ? 0 : measured(word);
        word.clear();
    };
    for (char32_t const c : base::code_points(text)) {
        if (c == ' ') {
            end_word();
            sum += space;
        } else if (ports::is_wide(c)) {
            end_word();
            sum += size;
        } else {
            base::append_utf8(word, c);
        }
    }
    end_word();
    return sum;
}

Picture Studio::bitmap(ports::Bitmap const& bitmap)
{
    return keep(scene_.workshop.bitmap(bitmap));
}

Studio::Corners const& Studio::corners(PanelStyle const& style)
{
    CornerKey const key{packed(style.fill), packed(style.border), style.border_width, style.radius};
    if (auto const known = corners_.find(key); known != corners_.end()) {
        return known->second;
    }
    auto const radius = static_cast<double>(style.radius);
    auto const border = static_cast<double>(style.border_width);
    ports::Bitmap corner = empty_bitmap(style.radius, style.radius);
    if (style.border_width > 0) {
        bool const hollow = style.fill.alpha == 0;
        paint(corner,
              hollow ? ring(radius, radius, radius, border) : kinds::disc(radius, radius, radius),
              style.border);
    }
    if (style.fill.alpha > 0) {
        paint(corner, kinds::disc(radius, radius, radius - border), style.fill);
    }
    Corners const made{bitmap(corner),
                       bitmap(mirrored(corner, true, false)),
                       bitmap(mirrored(corner, false, true)),
                       bitmap(mirrored(corner, true, true))};
    return corners_.emplace(key, made).first->second;
}

Look Studio::panel(Box const& box, PanelStyle const& wanted)
{
    PanelStyle style = wanted;
    style.radius = std::clamp(style.radius, 1, std::max(1, std::min(box.width, box.height) / 2));
    style.border_width = std::min(style.border_width, style.radius);
    std::int32_t const r = style.radius;
    std::int32_t const b = style.border_width;
    std::int32_t const right = box.x + box.width;
    std::int32_t const bottom = box.y + box.height;
    Corners const& corner = corners(style);
    Look look{at(corner.top_left, box.x, box.y),
              at(corner.top_right, right - r, box.y),
              at(corner.bottom_left, box.x, bottom - r),
              at(corner.bottom_right, right - r, bottom - r)};
    auto const add = [&](Box const& part, Color const& color) {
        if (part.width > 0 && part.height > 0 && color.alpha > 0) {
            look.push_back(fill(part, color));
        }
    };
    std::int32_t const inner_width = box.width - 2 * r;
    std::int32_t const inner_height = box.height - 2 * r;
    add({box.x + r, box.y + b, inner_width, box.height - 2 * b}, style.fill);
    add({box.x + b, box.y + r, r - b, inner_height}, style.fill);
    add({right - r, box.y + r, r - b, inner_height}, style.fill);
    add({box.x + r, box.y, inner_width, b}, style.border);
    add({box.x + r, bottom - b, inner_width, b}, style.border);
    add({box.x, box.y + r, b, inner_height}, style.border);
    add({right - b, box.y + r, b, inner_height}, style.border);
    return look;
}

Look Studio::focus_ring(Box const& box, std::int32_t radius)
{
    std::int32_t const line = std::max(2, part(0.003));
    std::int32_t const gap = line + std::max(2, part(0.003));
    return panel(grown(box, gap), {faded(colors_.text, 0), colors_.text, line, radius + gap});
}

Look Studio::disc(Box const& box, Color const& color)
{
    return panel(box, {color, color, 0, std::min(box.width, box.height) / 2});
}

Look Studio::tick(Box const& box, Color const& color)
{
    TickKey const key{packed(color), box.width, box.height};
    auto known = ticks_.find(key);
    if (known == ticks_.end()) {
        double const w = box.width;
        double const h = box.height;
        ports::Bitmap picture = empty_bitmap(box.width, box.height);
        paint(picture,
              stroke({{0.26 * w, 0.53 * h}, {0.43 * w, 0.7 * h}, {0.74 * w, 0.32 * h}}, 0.11 * w),
              color);
        known = ticks_.emplace(key, bitmap(picture)).first;
    }
    return {at(known->second, box.x, box.y)};
}

Color faded(Color color, double alpha)
{
    color.alpha = static_cast<std::uint8_t>(std::lround(alpha * 255.0));
    return color;
}

void append(std::vector<Sprite>& out, Look const& look)
{
    out.insert(out.end(), look.begin(), look.end());
}

Sprite fill(Box const& box, Color const& color)
{
    return {{}, box, color};
}

Sprite centered(Picture picture, Box const& box)
{
    return at(picture,
              box.x + (box.width - picture.width) / 2,
              box.y + (box.height - picture.height) / 2);
}

Sprite at(Picture picture, std::int32_t x, std::int32_t y)
{
    return Sprite{picture, {x, y, picture.width, picture.height}};
}

Box centered_box(std::int32_t x, std::int32_t y, std::int32_t width, std::int32_t height)
{
    return {x - width / 2, y - height / 2, width, height};
}

Box grown(Box const& box, std::int32_t by)
{
    return {box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by};
}

std::uint32_t count_words(std::string_view text)
{
    std::uint32_t words = 0;
    for_each_word(text, [&](std::string_view) { ++words; });
    return words;
}

std::string excerpt(std::string_view text)
{
    constexpr std::size_t most = 40;
    auto const points = base::code_points(text);
    std::string made = "'";
    for (std::size_t i = 0; i < std::min(points.size(), most); ++i) {
        base::append_utf8(made, points[i] == U'\n' ? U' ' : points[i]);
    }
    return made + (points.size() > most ? "…'" : "'");
}

} // namespace securebase::kinds
