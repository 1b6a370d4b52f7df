// SPDX-License-Identifier: MIT
// Reading a button box's lines.
#include "devices/linux/box_lines.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace securebase::devices {

namespace {

std::optional<std::uint64_t> number_of(std::string_view digits)
{
    std::uint64_t number = 0;
    char const* const end = digits.data() + digits.size();
    auto const read = std::from_chars(digits.data(), end, number);
    return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

} // namespace

std::optional<BoxLine> read_box_line(std::string_view line) noexcept
{
    using What = BoxLine::What;
    constexpr std::array<std::pair<std::string_view, What>, 4> words{
        {{"securebase-box ", What::greeting},
         {"down ", What::down},
         {"up ", What::up},
         {"time ", What::time}}};
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    for (auto const& [word, what] : words) {
        if (!line.starts_with(word)) {
            continue;
        }
        line.remove_prefix(word.size());
        std::size_t const blank = std::min(line.find(' '), line.size());
        auto const number = number_of(line.substr(0, blank));
        auto const value = number_of(line.substr(std::min(blank + 1, line.size())));
        return number && value ? std::optional(BoxLine{what, *number, *value}) : std::nullopt;
    }
    return std::nullopt;
}

} // namespace securebase::devices
