// SPDX-License-Identifier: MIT
// A text while it is typed: characters and a caret, and how they stand in a box.
#pragma once

#include "kinds/markdown.h"
#include "kinds/studio.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::kinds {

/// Counts in code points; a letter and the marks that belong to it are deleted together.
class TypedText {
public:
    explicit TypedText(std::size_t most) : most_(most) {}

    std::string utf8() const;
    /// Without spaces at its ends.
    std::string trimmed() const;
    std::size_t size() const { return text_.size(); }
    std::size_t left() const { return most_ - text_.size(); }
    std::size_t caret() const { return caret_; }
    std::vector<char32_t> const& code_points() const { return text_; }

    // Each says whether something changed.
    /// Control characters other than a line break are left out; so is what is too much.
    bool insert(std::string_view utf8);
    bool insert(std::u32string_view code_points);
    bool erase_before();
    bool erase_word_before();
    bool erase_after();
    bool move_left();
    bool move_right();
    bool move_to_begin();
    bool move_to_end();

private:
    std::size_t before(std::size_t at) const;
    std::size_t after(std::size_t at) const;
    bool erase(std::size_t begin, std::size_t end);
    bool move(std::size_t to);

    std::vector<char32_t> text_;
    std::size_t caret_ = 0;
    std::size_t most_;
};

/// Shows the part of a text around its caret.
class TextField {
public:
    /// As many lines of this size as the box is high.
    TextField(ports::Box const& inner, std::int32_t text_size) : inner_(inner), size_(text_size) {}

    /// Lays the text out anew, with what an input method has not finished yet underlined at the
    /// caret. What no font has is shown as `?`.
    void lay_out(Studio& studio, TypedText const& text, std::u32string_view composition);
    Look const& look() const { return look_; }

private:
    std::string visible(Studio& studio, TypedText const& text, std::size_t& caret_byte);
    void mark(Studio& studio,
              std::string_view text,
              Range const& line,
              std::int32_t y,
              Range const& composed,
              bool has_caret);

    ports::Box inner_;
    std::int32_t size_ = 0;
    std::size_t first_line_ = 0; ///< The first one seen.
    std::set<char32_t> drawable_;
    std::set<char32_t> undrawable_;
    Look look_;
};

} // namespace securebase::kinds
