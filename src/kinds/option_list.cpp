// SPDX-License-Identifier: MIT
// Options below each other.
#include "kinds/option_list.h"

#include "base/random.h"
#include "kinds/flow.h"
#include "kinds/raster.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace securebase::kinds {

namespace {

using ports::Box;

constexpr std::size_t most_columns = 3;
constexpr double least_row = 0.06; ///< Of the screen's height.

/// Rows get lower first; only then do letters get smaller.
struct Scale {
    double row = 1.0;
    double letters = 1.0;
};
using Scales = std::array<Scale, 4>;
constexpr Scales usual{Scale{1.0, 1.0}, Scale{0.9, 1.0}, Scale{0.8, 0.95}, Scale{0.7, 0.9}};
/// When three columns do not help either.
constexpr Scales small{Scale{0.7, 0.84}, Scale{0.65, 0.77}, Scale{0.6, 0.69}, Scale{0.6, 0.62}};

} // namespace

struct OptionList::Grid {
    std::size_t columns = 1;
    std::size_t per_column = 1;
    std::int32_t text_size = 0;
    std::int32_t row_width = 0;
    std::int32_t row_height = 0;
    std::int32_t gap = 0;
    std::int32_t mark = 0;
    std::int32_t padding = 0; ///< Left of the mark, between mark and words, right of the words.
    Box area;
    std::vector<ports::Picture> words;

    std::int32_t height() const
    {
        auto const rows = static_cast<std::int32_t>(per_column);
        return rows * row_height + (rows - 1) * gap;
    }
    Box box(std::size_t option) const
    {
        auto const column = static_cast<std::int32_t>(option / per_column);
        auto const row = static_cast<std::int32_t>(option % per_column);
        auto const across = static_cast<std::int32_t>(columns);
        std::int32_t const width = across * row_width + (across - 1) * 2 * gap;
        return {area.x + (area.width - width) / 2 + column * (row_width + 2 * gap),
                area.y + row * (row_height + gap),
                row_width,
                row_height};
    }
};

std::optional<OptionList::Grid> OptionList::arrange(Studio& studio,
                                                    std::vector<std::string> const& options,
                                                    Box const& area,
                                                    std::size_t columns,
                                                    bool is_small)
{
    Grid grid;
    grid.columns = columns;
    grid.per_column = (options.size() + columns - 1) / columns;
    grid.area = area;
    for (Scale const& scale : is_small ? small : usual) {
        double const size = scale.row;
        grid.text_size = studio.em(0.9 * scale.letters);
        grid.gap = std::max(2, studio.part(0.014 * size));
        grid.mark = std::max(studio.part(0.045 * size), grid.text_size);
        grid.padding = studio.part(0.018 * size);
        auto const across = static_cast<std::int32_t>(columns);
        std::int32_t const widest = (area.width - (across - 1) * 2 * grid.gap) / across;
        std::int32_t const room = widest - grid.mark - 4 * grid.padding;
        std::int32_t words_width = 0;
        std::int32_t words_height = 0;
        grid.words.clear();
        for (std::string const& option : options) {
            ports::Picture const words = studio.text(
                option, {grid.text_size, studio.colors().text, ports::Align::left}, room);
            words_width = std::max(words_width, words.width);
            words_height = std::max(words_height, words.height);
            grid.words.push_back(words);
        }
        grid.row_height = std::max(std::max(studio.part(0.078 * size), studio.part(least_row)),
                                   words_height + grid.padding * 3 / 2);
        grid.row_width = std::clamp(words_width + grid.mark + 4 * grid.padding,
                                    std::min(studio.part(0.45), widest),
                                    widest);
        if (words_width <= room && grid.height() <= area.height) {
            return grid;
        }
    }
    return std::nullopt;
}

OptionList::OptionList(Studio& studio,
                       std::vector<std::string> const& options,
                       Box const& area,
                       MarkForm form)
{
    std::optional<Grid> grid;
    for (bool const is_small : {false, true}) {
        for (std::size_t columns = 1; columns <= most_columns && !grid && !studio.error();
             ++columns) {
            columns_ = columns;
            grid = arrange(studio, options, area, columns, is_small);
        }
    }
    if (!grid) {
        studio.fail({"the " + std::to_string(options.size()) + " options from " +
                         excerpt(options.empty() ? "" : options.front()) +
                         " on do not fit the screen",
                     "use fewer or shorter options, or make text_size smaller"});
        return;
    }
    per_column_ = grid->per_column;
    height_ = grid->height();
    for (std::size_t i = 0; i < options.size(); ++i) {
        make_row(studio, *grid, i, form, reads_right_to_left(options[i]));
    }
}

void OptionList::make_row(
    Studio& studio, Grid const& grid, std::size_t option, MarkForm form, bool turns)
{
    Palette const& colors = studio.colors();
    Box const box = grid.box(option);
    std::int32_t const radius = studio.part(0.014);
    Box mark{box.x + grid.padding + grid.padding / 2,
             box.y + (box.height - grid.mark) / 2,
             grid.mark,
             grid.mark};
    std::int32_t words_x = mark.x + mark.width + grid.padding;
    if (turns) { // As in a mirror.
        mark.x = 2 * box.x + box.width - mark.x - mark.width;
        words_x = 2 * box.x + box.width - words_x - grid.words[option].width;
    }
    std::int32_t const mark_radius = form == MarkForm::round ? grid.mark / 2 : grid.mark / 5;
    std::int32_t const line = std::max(1, studio.part(0.002));
    ports::Sprite const words = kinds::at(
        grid.words[option], words_x, box.y + (box.height - grid.words[option].height) / 2);
    auto const look = [&](ports::Color under) {
        Look made = studio.panel(box, {under, under, 0, radius});
        made.push_back(words);
        return made;
    };
    auto const open_mark = [&](Look made) {
        append(made,
               studio.panel(mark, {faded(colors.panel, 0), colors.border, line, mark_radius}));
        if (option < 9) {
            TextStyle const style{grid.mark * 55 / 100, colors.text};
            made.push_back(centered(studio.text(std::to_string(option + 1), style), mark));
        }
        return made;
    };
    Row row;
    row.box = box;
    row.idle = open_mark(look(colors.panel));
    row.hover = open_mark(look(colors.panel_hover));
    row.chosen = look(colors.tint);
    append(row.chosen, studio.panel(mark, {colors.accent, colors.accent, 0, mark_radius}));
    append(row.chosen, studio.tick(mark, colors.accent_text));
    row.ring = studio.focus_ring(box, radius);
    rows_.push_back(std::move(row));
}

std::optional<std::size_t> OptionList::at(std::int32_t x, std::int32_t y) const
{
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (rows_[i].box.contains(x, y)) {
            return i;
        }
    }
    return std::nullopt;
}

void OptionList::move_down(std::int32_t by)
{
    for (Row& row : rows_) {
        row.box.y += by;
        for (Look* look : {&row.idle, &row.hover, &row.chosen, &row.ring}) {
            for (ports::Sprite& sprite : *look) {
                sprite.box.y += by;
            }
        }
    }
}

void OptionList::draw(std::vector<ports::Sprite>& out,
                      std::size_t option,
                      bool chosen,
                      bool hovered,
                      bool focused) const
{
    Row const& row = rows_[option];
    append(out, chosen ? row.chosen : hovered ? row.hover : row.idle);
    if (focused) {
        append(out, row.ring);
    }
}

std::vector<std::size_t> shown_order(std::size_t count, bool shuffle, std::uint64_t seed)
{
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (shuffle) {
        base::Random random(seed, "options");
        random.shuffle(std::span(order));
    }
    return order;
}

} // namespace securebase::kinds
