// SPDX-License-Identifier: MIT
// Options below each other, each with a mark that shows its number and whether it is chosen.
#pragma once

#include "kinds/studio.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace securebase::kinds {

/// Round marks: one of them. Square marks: any number.
enum class MarkForm : std::uint8_t { round, square };

class OptionList {
public:
    OptionList() = default;
    /// As many columns as are needed for the options to fit into the area; rows as wide as the
    /// longest option wants, centred. Errors (in the studio): do not fit.
    OptionList(Studio& studio,
               std::vector<std::string> const& options,
               ports::Box const& area,
               MarkForm form);

    std::size_t size() const { return rows_.size(); }
    std::size_t columns() const { return columns_; }
    std::size_t rows_per_column() const { return per_column_; }
    ports::Box const& box(std::size_t option) const { return rows_[option].box; }
    std::optional<std::size_t> at(std::int32_t x, std::int32_t y) const;
    /// From the upper edge of the first row to the lower edge of the last.
    std::int32_t height() const { return height_; }
    void move_down(std::int32_t by);
    void draw(std::vector<ports::Sprite>& out,
              std::size_t option,
              bool chosen,
              bool hovered,
              bool focused) const;

private:
    struct Row {
        ports::Box box;
        Look idle;
        Look hover;
        Look chosen;
        Look ring;
    };
    struct Grid; ///< How the options are arranged.

    static std::optional<Grid> arrange(Studio& studio,
                                       std::vector<std::string> const& options,
                                       ports::Box const& area,
                                       std::size_t columns,
                                       bool is_small);
    void make_row(Studio& studio, Grid const& grid, std::size_t option, MarkForm form, bool turns);

    std::vector<Row> rows_;
    std::size_t columns_ = 1;
    std::size_t per_column_ = 0;
    std::int32_t height_ = 0;
};

/// The order in which options are shown: as written, or shuffled by a seed.
std::vector<std::size_t> shown_order(std::size_t count, bool shuffle, std::uint64_t seed);

} // namespace securebase::kinds
