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
    bool changed = false;
    for (char32_t const c : base::code_points(utf8)) {
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

void TextField::lay_out(Studio& studio, TypedText const& text)
{
    look_.clear();
    std::size_t caret = 0;
    StyledText const shown{visible(studio, text, caret), {}};
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
        if (i == caret_line) {
            std::size_t const begin = lines[i].range.begin;
            std::int32_t const x = studio.width_of(
                std::string_view(shown.text).substr(begin, caret - begin), size_, false);
            std::int32_t const width = std::max(2, size_ / 16);
            look_.push_back(fill({inner_.x + std::min(x, inner_.width),
                                  y + (height - size_ * 11 / 10) / 2,
                                  width,
                                  size_ * 11 / 10},
                                 studio.colors().accent));
        }
    }
    studio.forget_error();
}

} // namespace securebase::kinds
