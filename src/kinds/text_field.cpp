// SPDX-License-Identifier: MIT
// A text while it is typed.
#include "kinds/text_field.h"

#include "base/text.h"
#include "kinds/flow.h"
#include "ports/wrap.h"

#include <algorithm>

namespace securebase::kinds {

namespace {

bool is_control(char32_t c)
{
    return (c < 0x20 && c != '\n') || c == 0x7F;
}

bool is_gap(char32_t c)
{
    return c == ' ' || c == '\n';
}

} // namespace

std::string TypedText::utf8() const
{
    std::string made;
    for (char32_t const c : text_) {
        base::append_utf8(made, c);
    }
    return made;
}

std::string TypedText::trimmed() const
{
    return std::string(base::trim(utf8()));
}

bool TypedText::insert(std::string_view utf8)
{
    auto const code_points = base::code_points(utf8);
    return insert(std::u32string_view(code_points.data(), code_points.size()));
}

bool TypedText::insert(std::u32string_view code_points)
{
    bool changed = false;
    for (char32_t const c : code_points) {
        if (is_control(c) || text_.size() >= most_) {
            continue;
        }
        text_.insert(text_.begin() + static_cast<std::ptrdiff_t>(caret_), c);
        ++caret_;
        changed = true;
    }
    return changed;
}

std::size_t TypedText::before(std::size_t at) const
{
    if (at == 0) {
        return 0;
    }
    do {
        --at;
    } while (at > 0 && ports::joins_previous(text_[at]));
    return at;
}

std::size_t TypedText::after(std::size_t at) const
{
    if (at == text_.size()) {
        return at;
    }
    do {
        ++at;
    } while (at < text_.size() && ports::joins_previous(text_[at]));
    return at;
}

bool TypedText::erase(std::size_t begin, std::size_t end)
{
    text_.erase(text_.begin() + static_cast<std::ptrdiff_t>(begin),
                text_.begin() + static_cast<std::ptrdiff_t>(end));
    caret_ = begin;
    return begin != end;
}

bool TypedText::erase_before()
{
    return erase(before(caret_), caret_);
}

bool TypedText::erase_word_before()
{
    std::size_t begin = caret_;
    while (begin > 0 && is_gap(text_[begin - 1])) {
        --begin;
    }
    while (begin > 0 && !is_gap(text_[begin - 1])) {
        --begin;
    }
    return erase(begin, caret_);
}

bool TypedText::erase_after()
{
    return erase(caret_, after(caret_));
}

bool TypedText::move(std::size_t to)
{
    bool const moves = to != caret_;
    caret_ = to;
    return moves;
}

bool TypedText::move_left()
{
    return move(before(caret_));
}

bool TypedText::move_right()
{
    return move(after(caret_));
}

bool TypedText::move_to_begin()
{
    return move(0);
}

bool TypedText::move_to_end()
{
    return move(text_.size());
}

std::string TextField::visible(Studio& studio, TypedText const& text, std::size_t& caret_byte)
{
    auto const can_be_drawn = [&](char32_t c) {
        if (is_gap(c) || drawable_.contains(c)) {
            return true;
        }
        if (undrawable_.contains(c)) {
            return false;
        }
        std::string one;
        base::append_utf8(one, c);
        studio.text(one, {size_, studio.colors().text, ports::Align::left});
        bool const fails = studio.error().has_value();
        studio.forget_error();
        (fails ? undrawable_ : drawable_).insert(c);
        return !fails;
    };
    std::string made;
    std::size_t index = 0;
    caret_byte = 0;
    for (char32_t const c : text.code_points()) {
        base::append_utf8(made, can_be_drawn(c) ? c : U'?');
        if (++index == text.caret()) {
            caret_byte = made.size();
        }
    }
    return made;
}

/// Underlines what is composed in a line, and puts the caret there, which is where that ends.
void TextField::mark(Studio& studio,
                     std::string_view text,
                     Range const& line,
                     std::int32_t y,
                     Range const& composed,
                     bool has_caret)
{
    bool const turns = reads_right_to_left(text);
    auto const x_of = [&](std::size_t byte) {
        std::string_view const before = text.substr(line.begin, byte - line.begin);
        std::int32_t const x = std::min(studio.width_of(before, size_, false), inner_.width);
        return inner_.x + (turns ? inner_.width - x : x);
    };
    std::int32_t const height = ports::line_height(size_);
    std::int32_t const stroke = std::max(2, size_ / 16);
    std::size_t const from = std::clamp(composed.begin, line.begin, line.end);
    std::size_t const to = std::clamp(composed.end, from, line.end);
    if (to > from) {
        auto const [left, right] = std::minmax({x_of(from), x_of(to)});
        look_.push_back(
            fill({left, y + height - stroke, right - left, stroke}, studio.colors().text));
    }
    if (has_caret) {
        std::int32_t const high = size_ * 11 / 10;
        look_.push_back(fill({x_of(composed.end), y + (height - high) / 2, stroke, high},
                             studio.colors().accent));
    }
}

void TextField::lay_out(Studio& studio, TypedText const& text, std::u32string_view composition)
{
    look_.clear();
    std::size_t begin = 0; // Of the composition.
    visible(studio, text, begin);
    TypedText whole = text;
    whole.insert(composition);
    std::size_t caret = 0;
    StyledText const shown{visible(studio, whole, caret), {}};
    std::vector<FlowLine> const lines =
        flow(studio, shown, inner_.width, size_, studio.colors().text);
    std::int32_t const height = ports::line_height(size_);
    auto const seen = static_cast<std::size_t>(std::max(inner_.height / height, 1));
    std::size_t caret_line = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        caret_line = lines[i].range.begin <= caret ? i : caret_line;
    }
    first_line_ = std::min(first_line_, caret_line);
    first_line_ = std::max(first_line_ + seen, caret_line + 1) - seen;
    for (std::size_t i = first_line_; i < std::min(first_line_ + seen, lines.size()); ++i) {
        std::int32_t const y = inner_.y + static_cast<std::int32_t>(i - first_line_) * height;
        append(look_, moved(lines[i].look, inner_.x, y));
        mark(studio, shown.text, lines[i].range, y, {begin, caret}, i == caret_line);
    }
    studio.forget_error();
}

} // namespace securebase::kinds
