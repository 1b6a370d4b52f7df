// SPDX-License-Identifier: MIT
// Pages of text with buttons to turn them.
#include "kinds/book.h"

#include "base/text.h"
#include "kinds/flow.h"
#include "kinds/question.h"

#include <algorithm>

namespace securebase::kinds {

namespace {

using ports::Box;
using ports::InputKind;
using ports::Key;

constexpr double body_em = 0.82;
constexpr std::size_t most_on_card = 140; ///< Characters.

/// One line on its way to a page.
struct Row {
    Look look;
    std::int32_t height = 0;
    std::int32_t gap = 0; ///< Above it, unless it is the page's first.
    bool keep_with_next = false;
    std::uint32_t words = 0;
};

struct BlockStyle {
    std::int32_t size = 0;
    std::int32_t gap = 0;
    std::int32_t indent = 0;
    bool bold = false;
};

BlockStyle style_of(Studio const& studio, BlockKind kind, bool after_bullet)
{
    std::int32_t const size = studio.em(body_em);
    switch (kind) {
    case BlockKind::heading:
        return {studio.em(1.25), size, 0, true};
    case BlockKind::subheading:
        return {studio.em(1.0), size, 0, true};
    case BlockKind::bullet:
        return {size, after_bullet ? size * 4 / 10 : size * 7 / 10, size * 12 / 10, false};
    case BlockKind::paragraph:
        break;
    }
    return {size, size * 8 / 10, 0, false};
}

void add_bullet(Studio& studio, Row& row, std::int32_t size, std::int32_t x)
{
    std::int32_t const dot = std::max(4, size * 26 / 100);
    append(row.look,
           studio.disc(centered_box(x, row.height / 2, dot, dot), studio.colors().accent));
}

std::vector<Row>
rows_of(Studio& studio, Block const& block, std::int32_t width, bool first, bool after_bullet)
{
    BlockStyle const style = style_of(studio, block.kind, after_bullet);
    StyledText content = block.content;
    if (style.bold) {
        content.bold = {{0, content.text.size()}};
    }
    auto lines = flow(studio, content, width - style.indent, style.size, studio.colors().text);
    bool const turns = reads_right_to_left(content.text);
    std::int32_t const inset = style.size * 45 / 100; // Of a bullet.
    std::vector<Row> rows;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        Row row;
        row.look = moved(std::move(lines[i].look), turns ? 0 : style.indent, 0);
        row.height = lines[i].height;
        row.words = count_words(
            std::string_view(content.text)
                .substr(lines[i].range.begin, lines[i].range.end - lines[i].range.begin));
        row.gap = i > 0 ? 0 : first ? 0 : style.gap;
        // No heading alone at the foot of a page, no first or last line of a paragraph alone.
        row.keep_with_next =
            style.bold || (i + 1 < lines.size() && (i == 0 || i + 2 == lines.size()));
        if (i == 0 && block.kind == BlockKind::bullet) {
            add_bullet(studio, row, style.size, turns ? width - inset : inset);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

/// The end of the rows that stay together with the one at `begin`.
std::size_t chunk_end(std::vector<Row> const& rows, std::size_t begin)
{
    std::size_t end = begin;
    while (end + 1 < rows.size() && rows[end].keep_with_next) {
        ++end;
    }
    return end + 1;
}

std::int32_t
height_of(std::vector<Row> const& rows, std::size_t begin, std::size_t end, bool at_top)
{
    std::int32_t height = 0;
    for (std::size_t i = begin; i < end; ++i) {
        height += rows[i].height + (at_top && i == begin ? 0 : rows[i].gap);
    }
    return height;
}

std::vector<PageLook> divide(std::vector<Row> const& rows, Box const& area)
{
    std::vector<PageLook> pages;
    std::int32_t y = 0;
    for (std::size_t begin = 0; begin < rows.size();) {
        std::size_t end = chunk_end(rows, begin);
        bool at_top = pages.empty();
        if (at_top || y + height_of(rows, begin, end, false) > area.height) {
            pages.emplace_back();
            at_top = true;
            y = 0;
        }
        // A chunk higher than a page gives up on staying together.
        if (height_of(rows, begin, end, at_top) > area.height) {
            end = begin + 1;
        }
        for (; begin < end; ++begin) {
            y += at_top ? 0 : rows[begin].gap;
            append(pages.back().look, moved(rows[begin].look, area.x, area.y + y));
            pages.back().words += rows[begin].words;
            y += rows[begin].height;
            at_top = false;
        }
    }
    return pages;
}

/// A few words without marks: they stand in the middle of the page, as large as a question.
bool is_card(std::vector<Block> const& blocks)
{
    std::size_t letters = 0;
    for (Block const& block : blocks) {
        letters += base::count_code_points(block.content.text);
        if (block.kind != BlockKind::paragraph || !block.content.bold.empty()) {
            return false;
        }
    }
    return letters <= most_on_card;
}

PageLook lay_out_card(Studio& studio, std::vector<Block> const& blocks, Box const& area)
{
    std::vector<std::string> paragraphs;
    for (Block const& block : blocks) {
        paragraphs.push_back(block.content.text);
    }
    std::string const text = base::join(paragraphs, "\n\n");
    ports::Picture const picture =
        studio.fitted(text, question_style(studio), area.width, area.height);
    return {{centered(picture, area)}, count_words(text)};
}

} // namespace

PageRegions page_regions(Studio const& studio)
{
    stage::Scene const& scene = studio.scene();
    auto const width = std::min(studio.em(body_em) * 34, scene.width * 88 / 100);
    auto const band = [&](double top, double bottom) {
        std::int32_t const y = scene.part_of_height(top);
        return Box{(scene.width - width) / 2, y, width, scene.part_of_height(bottom) - y};
    };
    PageRegions made;
    made.text = band(0.1, 0.775);
    made.foot = band(0.825, 0.825);
    made.foot.height = button_height(studio);
    made.hint = band(0.93, 0.975);
    return made;
}

std::vector<PageLook>
lay_out_pages(Studio& studio, std::vector<std::vector<Block>> const& pages, Box const& area)
{
    std::vector<PageLook> made;
    for (std::vector<Block> const& blocks : pages) {
        if (is_card(blocks)) {
            made.push_back(lay_out_card(studio, blocks, area));
            continue;
        }
        std::vector<Row> rows;
        bool after_bullet = false;
        for (Block const& block : blocks) {
            for (Row& row : rows_of(studio, block, area.width, rows.empty(), after_bullet)) {
                rows.push_back(std::move(row));
            }
            after_bullet = block.kind == BlockKind::bullet;
        }
        for (PageLook& page : divide(rows, area)) {
            made.push_back(std::move(page));
        }
    }
    if (made.empty()) {
        made.emplace_back();
    }
    return made;
}

Book::Book(Studio& studio, std::string_view markdown, std::size_t more)
{
    PageRegions const regions = page_regions(studio);
    pages_ = lay_out_pages(studio, read_markdown(markdown), regions.text);
    parts_.resize(pages_.size() + more);
    numbers_.resize(parts_.size());
    TextStyle const style{studio.em(0.6), studio.colors().quiet};
    for (std::size_t i = 0; i < parts_.size() && parts_.size() > 1; ++i) {
        std::string const number = std::to_string(i + 1) + " / " + std::to_string(parts_.size());
        numbers_[i].push_back(centered(studio.text(number, style), regions.foot));
    }
    Box const& foot = regions.foot;
    std::string const back = studio.word("back");
    std::string const next = studio.word("next");
    std::int32_t const back_width = button_width(studio, back);
    std::int32_t const next_width = button_width(studio, next);
    back_ = make_button(studio, back, {foot.x, foot.y, back_width, foot.height}, ButtonSort::plain);
    // A page alone has its button where questions have it.
    std::int32_t const next_x = parts_.size() == 1 ? foot.x + (foot.width - next_width) / 2
                                                   : foot.x + foot.width - next_width;
    next_ = make_button(studio, next, {next_x, foot.y, next_width, foot.height}, ButtonSort::main);
    hint_ = edge_line(studio,
                      studio.word(parts_.size() == 1 ? "hint_go_on" : "hint_turn"),
                      regions.hint,
                      studio.colors().quiet);
}

ButtonState Book::state_of(Part part) const
{
    return hover_ == part ? ButtonState::hover : ButtonState::idle;
}

Book::Part Book::under(std::int32_t x, std::int32_t y) const
{
    if (next_.box.contains(x, y)) {
        return Part::next;
    }
    return page_ > 0 && back_.box.contains(x, y) ? Part::back : Part::none;
}

void Book::draw_text(std::vector<ports::Sprite>& out) const
{
    if (is_own()) {
        append(out, pages_[page_].look);
    }
}

void Book::draw_number(std::vector<ports::Sprite>& out) const
{
    append(out, numbers_[page_]);
}

void Book::draw(std::vector<ports::Sprite>& out) const
{
    draw_text(out);
    if (page_ > 0) {
        back_.draw(out, state_of(Part::back), false);
    }
    draw_number(out);
    next_.draw(out, state_of(Part::next), false);
    append(out, hint_);
}

void Book::shown(base::Timestamp const& when)
{
    if (!since_) {
        since_ = when.likely();
    }
}

Turn Book::turn(bool forward, base::Timestamp const& when)
{
    base::Instant const moment = when.likely();
    bool const goes_nowhere = !forward && page_ == 0;
    if (!since_ || moment < *since_ + least_turn || goes_nowhere) {
        return Turn::none;
    }
    parts_[page_] += base::to_ms(moment - *since_);
    since_.reset();
    if (forward && is_last()) {
        return Turn::past_end;
    }
    page_ += forward ? 1 : 0;
    page_ -= forward ? 0 : 1;
    return Turn::turned;
}

Turn Book::handle(ports::InputEvent const& event)
{
    if (event.kind == InputKind::pointer_move) {
        Part const before = hover_;
        hover_ = under(event.x, event.y);
        return hover_ == before ? Turn::none : Turn::changed;
    }
    if (event.kind == InputKind::pointer_down) {
        Part const part = under(event.x, event.y);
        return part == Part::none ? Turn::none : turn(part == Part::next, event.when);
    }
    if (event.kind != InputKind::key_down) {
        return Turn::none;
    }
    switch (event.key) {
    case Key::space:
    case Key::enter:
    case Key::keypad_enter:
    case Key::right:
    case Key::page_down:
        return turn(true, event.when);
    case Key::left:
    case Key::backspace:
    case Key::page_up:
        return turn(false, event.when);
    default:
        return Turn::none;
    }
}

void Book::describe(ports::Ask& ask) const
{
    ask.kind = ports::AskKind::turn;
    ask.words = words();
    ask.confirm.key = Key::space;
    ask.confirm.box = next_.box;
    ask.least_turn = least_turn;
}

} // namespace securebase::kinds
