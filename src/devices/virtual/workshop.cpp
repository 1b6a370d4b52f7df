// SPDX-License-Identifier: MIT
// Sizes of text and images without drawing them.
#include "devices/virtual/workshop.h"

#include "base/assert.h"
#include "base/text.h"
#include "ports/wrap.h"

#include <algorithm>

namespace securebase::devices {

namespace {

bool is_plain_ascii(std::string_view text)
{
    return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

std::int32_t half_ems(std::string_view text)
{
    if (is_plain_ascii(text)) {
        return static_cast<std::int32_t>(text.size());
    }
    std::int32_t sum = 0;
    for (char32_t const code_point : base::code_points(text)) {
        sum += ports::is_wide(code_point) ? 2 : ports::joins_previous(code_point) ? 0 : 1;
    }
    return sum;
}

} // namespace

base::Result<ports::Picture> VirtualWorkshop::text(ports::TextRun const& run)
{
    SECUREBASE_ASSERT(run.size > 0, "a text has a size");
    if (auto const* known = pictures_.find(run)) {
        return *known;
    }
    auto const measure = [&](std::string_view line) { return (half_ems(line) * run.size + 1) / 2; };
    auto const lines = ports::wrap(run.text, run.max_width, measure);
    std::int32_t width = 1;
    for (std::string_view const line : lines) {
        width = std::max(width, measure(line));
    }
    auto const count = static_cast<std::int32_t>(lines.size());
    return pictures_.add(run, width, count * ports::line_height(run.size));
}

base::Result<ports::Picture> VirtualWorkshop::image(std::string const& path)
{
    if (auto const* known = pictures_.find_image(path)) {
        return *known;
    }
    auto header = headers_.find(path);
    if (header == headers_.end()) {
        auto const read = ports::read_image_header(path);
        if (!read) {
            return read.error();
        }
        header = headers_.emplace(path, *read).first;
    }
    return pictures_.add_image(path, header->second.width, header->second.height);
}

base::Result<ports::Picture> VirtualWorkshop::bitmap(ports::Bitmap const& bitmap)
{
    auto const pixels =
        static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height);
    SECUREBASE_ASSERT(bitmap.width > 0 && bitmap.height > 0 && bitmap.rgba.size() == pixels * 4,
                      "a bitmap has four bytes for each pixel");
    return pictures_.add_bitmap(bitmap.width, bitmap.height);
}

} // namespace securebase::devices
