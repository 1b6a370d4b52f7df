// SPDX-License-Identifier: MIT
// The bytes of a script by line and column, as libyaml counts them.
#pragma once

#include "base/diagnostics.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::script {

/// A point between characters. Lines and columns count from 1, columns in code points.
struct Point {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    // NOLINTNEXTLINE(modernize-use-nullptr): the tool misreads <=>.
    auto operator<=>(Point const&) const = default;
};

/// Valid UTF-8 cut into lines at LF, CRLF and CR. Points past the end mean the end.
class Source {
public:
    Source(std::string file, std::string_view bytes);

    std::string const& file() const { return file_; }
    std::string_view bytes() const { return bytes_; }
    /// Byte offset of a point.
    std::size_t offset(Point point) const;
    Point point(std::size_t offset) const;
    /// A line without its end; empty beyond the last.
    std::string_view line(std::uint32_t number) const;
    /// From `start` to `end`, or to the end of the text on the line of `start` when `end` is
    /// further down; at least one long.
    base::Place place(Point start, Point end) const;
    base::Place place(Point start, std::size_t length = 1) const;

private:
    struct Line {
        std::size_t bytes = 0;       ///< Offset of its first byte.
        std::size_t code_points = 0; ///< Code points before it in the file.
    };

    std::size_t offset_of_code_point(std::size_t index) const;
    std::size_t code_point_of_offset(std::size_t offset) const;

    std::string file_;
    std::string_view bytes_;
    std::vector<Line> lines_;
    /// Byte offset of every `stride`-th code point, so that a point in a very long line is found in
    /// constant time.
    std::vector<std::size_t> steps_;
};

} // namespace securebase::script
