// SPDX-License-Identifier: MIT
// Pages of text with buttons to turn them, and how long each was looked at.
#pragma once

#include "base/time.h"
#include "kinds/button.h"
#include "kinds/markdown.h"
#include "kinds/studio.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace securebase::kinds {

/// Where pages and what stands below them are.
struct PageRegions {
    ports::Box text;
    ports::Box foot; ///< Buttons stand at its ends.
    ports::Box hint;
};
PageRegions page_regions(Studio const& studio);

struct PageLook {
    Look look;
    std::uint32_t words = 0;
};

/// Pages as written, each divided where it is too long for the area. Errors (in the studio): a
/// character no font has.
std::vector<PageLook>
lay_out_pages(Studio& studio, std::vector<std::vector<Block>> const& pages, ports::Box const& area);

enum class Turn : std::uint8_t {
    none,
    changed, ///< Looks different, same page.
    turned,
    past_end, ///< Forward from the last page.
};

/// A page cannot be left before it has been on the screen this long: the second press of a double
/// click turns nothing.
constexpr base::Duration least_turn = base::from_ms(250);

class Book {
public:
    /// `more` pages that are not the book's follow; they are counted and timed here.
    Book(Studio& studio, std::string_view markdown, std::size_t more);

    void draw(std::vector<ports::Sprite>& out) const;
    /// The same without buttons, hint and number.
    void draw_text(std::vector<ports::Sprite>& out) const;
    void draw_number(std::vector<ports::Sprite>& out) const;
    Turn handle(ports::InputEvent const& event);
    void shown(base::Timestamp const& when);
    void describe(ports::Ask& ask) const;

    /// Turns if the page has been on the screen for `least_turn` at this moment.
    Turn turn(bool forward, base::Timestamp const& when);
    std::size_t page() const { return page_; }
    std::size_t count() const { return parts_.size(); }
    bool is_last() const { return page_ + 1 == parts_.size(); }
    bool is_own() const { return page_ < pages_.size(); }
    std::uint32_t words() const { return is_own() ? pages_[page_].words : 0; }
    Button const& back() const { return back_; }
    /// Milliseconds on each page, visits added up.
    std::vector<double> const& parts_ms() const { return parts_; }

private:
    enum class Part : std::uint8_t { none, back, next };

    Part under(std::int32_t x, std::int32_t y) const;
    ButtonState state_of(Part part) const;

    std::vector<PageLook> pages_;
    std::vector<Look> numbers_;
    std::vector<double> parts_;
    Button back_;
    Button next_;
    Look hint_;
    std::size_t page_ = 0;
    std::optional<base::Instant> since_; ///< Empty: turned, but not on the screen yet.
    Part hover_ = Part::none;
};

} // namespace securebase::kinds
