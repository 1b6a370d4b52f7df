// SPDX-License-Identifier: MIT
// Lines and columns to bytes and back.
#include "script/source.h"

#include <algorithm>
#include <utility>

namespace securebase::script {

namespace {

constexpr std::size_t stride = 64;

bool continues(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

} // namespace

Source::Source(std::string file, std::string_view bytes) : file_(std::move(file)), bytes_(bytes)
{
    lines_.push_back({0, 0});
    std::size_t index = 0;
    for (std::size_t at = 0; at < bytes_.size(); ++at) {
        if (continues(bytes_[at])) {
            continue;
        }
        if (index % stride == 0) {
            steps_.push_back(at);
        }
        ++index;
        bool const lone_return =
            bytes_[at] == '\r' && (at + 1 == bytes_.size() || bytes_[at + 1] != '\n');
        if (bytes_[at] == '\n' || lone_return) {
            lines_.push_back({at + 1, index});
        }
    }
}

std::size_t Source::offset_of_code_point(std::size_t index) const
{
    if (index / stride >= steps_.size()) {
        return bytes_.size();
    }
    std::size_t at = steps_[index / stride];
    for (std::size_t left = index % stride; left > 0 && at < bytes_.size(); --left) {
        ++at;
        while (at < bytes_.size() && continues(bytes_[at])) {
            ++at;
        }
    }
    return at;
}

std::size_t Source::code_point_of_offset(std::size_t offset) const
{
    auto const after = std::upper_bound(steps_.begin(), steps_.end(), offset);
    if (after == steps_.begin()) {
        return 0;
    }
    std::size_t const step = static_cast<std::size_t>(after - steps_.begin()) - 1;
    auto const count = std::count_if(bytes_.begin() + static_cast<std::ptrdiff_t>(steps_[step]),
                                     bytes_.begin() + static_cast<std::ptrdiff_t>(offset),
                                     [](char byte) { return !continues(byte); });
    return step * stride + static_cast<std::size_t>(count);
}

std::size_t Source::offset(Point point) const
{
    if (point.line > lines_.size()) {
        return bytes_.size();
    }
    return offset_of_code_point(lines_[point.line - 1].code_points + point.column - 1);
}

Point Source::point(std::size_t offset) const
{
    offset = std::min(offset, bytes_.size());
    auto const after = std::upper_bound(
        lines_.begin(), lines_.end(), offset, [](std::size_t at, Line const& line) {
            return at < line.bytes;
        });
    auto const line = after - 1; // the first line begins at 0
    return {static_cast<std::uint32_t>(after - lines_.begin()),
            static_cast<std::uint32_t>(code_point_of_offset(offset) - line->code_points + 1)};
}

std::string_view Source::line(std::uint32_t number) const
{
    if (number == 0 || number > lines_.size()) {
        return {};
    }
    std::size_t const first = lines_[number - 1].bytes;
    std::size_t last = number < lines_.size() ? lines_[number].bytes : bytes_.size();
    while (last > first && (bytes_[last - 1] == '\n' || bytes_[last - 1] == '\r')) {
        --last;
    }
    return bytes_.substr(first, last - first);
}

base::Place Source::place(Point start, Point end) const
{
    if (end.line == start.line) {
        return place(start, end.column > start.column ? end.column - start.column : 1);
    }
    std::string_view text = line(start.line);
    std::size_t const last = text.find_last_not_of(" \t");
    if (last == std::string_view::npos || start.line > lines_.size()) {
        return place(start);
    }
    std::size_t const end_offset = lines_[start.line - 1].bytes + last + 1;
    std::size_t const columns =
        code_point_of_offset(end_offset) - lines_[start.line - 1].code_points + 1;
    return place(start, columns > start.column ? columns - start.column : 1);
}

base::Place Source::place(Point start, std::size_t length) const
{
    return {file_, start.line, start.column, static_cast<std::uint32_t>(length)};
}

} // namespace securebase::script
