// SPDX-License-Identifier: MIT
// Text that flows into lines.
#include "kinds/flow.h"

#include "base/text.h"
#include "ports/wrap.h"

#include <algorithm>

namespace securebase::kinds {

namespace {

struct Stretch {
    Range range;
    bool bold = false;
};

/// The stretches of one weight within a part of the text.
std::vector<Stretch> stretches(StyledText const& text, Range part)
{
    std::vector<Stretch> made;
    std::size_t at = part.begin;
    auto const add = [&](std::size_t end, bool bold) {
        if (end > at) {
            made.push_back({{at, end}, bold});
            at = end;
        }
    };
    for (Range const& bold : text.bold) {
        add(std::clamp(bold.begin, part.begin, part.end), false);
        add(std::clamp(bold.end, part.begin, part.end), true);
    }
    add(part.end, false);
    return made;
}

std::string_view cut(StyledText const& text, Range const& range)
{
    return std::string_view(text.text).substr(range.begin, range.end - range.begin);
}

bool is_right_to_left(char32_t c)
{
    return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFC);
}

bool is_letter(char32_t c)
{
    bool const is_latin = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    bool const is_sign = c < 0xC0 || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x2BFF);
    return is_latin || !is_sign;
}

/// From the right edge leftwards, what came first first.
void turn(FlowLine& line, std::int32_t width)
{
    for (ports::Sprite& sprite : line.look) {
        sprite.box.x = width - sprite.box.x - sprite.box.width;
    }
    line.width = width;
}

FlowLine make_line(Studio& studio,
                   StyledText const& text,
                   Range const& range,
                   std::int32_t size,
                   ports::Color const& color,
                   std::string const& mark)
{
    FlowLine line;
    line.range = range;
    line.height = ports::line_height(size);
    for (Stretch const& stretch : stretches(text, range)) {
        std::string_view const words = cut(text, stretch.range);
        // Spaces at the ends are kept as distance: a picture ends with its last letter.
        std::size_t const first = words.find_first_not_of(' ');
        if (first == std::string_view::npos) {
            line.width += studio.width_of(words, size, stretch.bold);
            continue;
        }
        std::size_t const last = words.find_last_not_of(' ') + 1;
        line.width += studio.width_of(words.substr(0, first), size, stretch.bold);
        ports::Picture const picture =
            studio.text(mark + std::string(words.substr(first, last - first)),
                        {size, color, ports::Align::left, stretch.bold});
        // Tall scripts have room above and below; the middle of every picture is the line's.
        line.look.push_back(at(picture, line.width, (line.height - picture.height) / 2));
        line.width += picture.width + studio.width_of(words.substr(last), size, stretch.bold);
    }
    return line;
}

} // namespace

bool reads_right_to_left(std::string_view text)
{
    for (char32_t const c : base::code_points(text)) {
        if (is_right_to_left(c) || is_letter(c)) {
            return is_right_to_left(c);
        }
    }
    return false;
}

std::vector<FlowLine> flow(Studio& studio,
                           StyledText const& text,
                           std::int32_t width,
                           std::int32_t size,
                           ports::Color const& color)
{
    auto const begin_of = [&](std::string_view line) {
        return static_cast<std::size_t>(line.data() - text.text.data());
    };
    auto const measure = [&](std::string_view line) {
        std::int32_t sum = 0;
        std::size_t const begin = begin_of(line);
        for (Stretch const& stretch : stretches(text, {begin, begin + line.size()})) {
            sum += studio.width_of(cut(text, stretch.range), size, stretch.bold);
        }
        return sum;
    };
    bool const turns = reads_right_to_left(text.text);
    // A part that begins with foreign letters or a sign belongs to its paragraph nevertheless.
    std::string const mark = turns ? "\u200F" : "";
    std::vector<FlowLine> lines;
    for (std::string_view const line : ports::wrap(text.text, width, measure)) {
        std::size_t const begin = begin_of(line);
        lines.push_back(make_line(studio, text, {begin, begin + line.size()}, size, color, mark));
        if (turns) {
            turn(lines.back(), width);
        }
    }
    return lines;
}

Look moved(Look look, std::int32_t x, std::int32_t y)
{
    for (ports::Sprite& sprite : look) {
        sprite.box.x += x;
        sprite.box.y += y;
    }
    return look;
}

} // namespace securebase::kinds
