// SPDX-License-Identifier: MIT
// Sizes of text and images without drawing them.
#include "devices/virtual/workshop.h"

#include "base/assert.h"
#include "base/text.h"
#include "ports/wrap.h"

#include <algorithm>
#include <tuple>

namespace securebase::devices {

namespace {

auto fields_of(ports::TextRun const& run)
{
    return std::tie(run.text, run.size, run.max_width, run.color, run.align, run.bold);
}

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

std::size_t VirtualWorkshop::RunHash::operator()(ports::TextRun const& run) const noexcept
{
    std::size_t hash = std::hash<std::string>{}(run.text);
    auto const stir = [&](std::int32_t value) {
        hash = hash * 1'099'511'628'211U ^ static_cast<std::size_t>(value);
    };
    stir(run.size);
    stir(run.max_width);
    stir(run.color.red << 16 | run.color.green << 8 | run.color.blue);
    stir(static_cast<std::int32_t>(run.align) << 1 | static_cast<std::int32_t>(run.bold));
    return hash;
}

bool VirtualWorkshop::RunEqual::operator()(ports::TextRun const& a,
                                           ports::TextRun const& b) const noexcept
{
    return fields_of(a) == fields_of(b);
}

ports::Picture VirtualWorkshop::add(std::int32_t width, std::int32_t height)
{
    made_.emplace_back();
    return {static_cast<std::uint32_t>(made_.size()), width, height};
}

base::Result<ports::Picture> VirtualWorkshop::text(ports::TextRun const& run)
{
    SECUREBASE_ASSERT(run.size > 0, "a text has a size");
    if (auto const known = runs_.find(run); known != runs_.end()) {
        return known->second;
    }
    auto const measure = [&](std::string_view line) { return (half_ems(line) * run.size + 1) / 2; };
    auto const lines = ports::wrap(run.text, run.max_width, measure);
    std::int32_t width = 1;
    for (std::string_view const line : lines) {
        width = std::max(width, measure(line));
    }
    auto const count = static_cast<std::int32_t>(lines.size());
    ports::Picture const picture = add(width, count * ports::line_height(run.size));
    made_.back().run = &runs_.emplace(run, picture).first->first;
    return picture;
}

base::Result<ports::Picture> VirtualWorkshop::image(std::string const& path)
{
    if (auto const known = images_.find(path); known != images_.end()) {
        return known->second;
    }
    auto header = headers_.find(path);
    if (header == headers_.end()) {
        auto const read = ports::read_image_header(path);
        if (!read) {
            return read.error();
        }
        header = headers_.emplace(path, *read).first;
    }
    ports::Picture const picture = add(header->second.width, header->second.height);
    made_.back().image = &images_.emplace(path, picture).first->first;
    return picture;
}

base::Result<ports::Picture> VirtualWorkshop::bitmap(ports::Bitmap const& bitmap)
{
    auto const pixels =
        static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height);
    SECUREBASE_ASSERT(bitmap.width > 0 && bitmap.height > 0 && bitmap.rgba.size() == pixels * 4,
                      "a bitmap has four bytes for each pixel");
    return add(bitmap.width, bitmap.height);
}

void VirtualWorkshop::release()
{
    for (std::size_t i = kept_; i < made_.size(); ++i) {
        if (made_[i].run != nullptr) {
            runs_.erase(runs_.find(*made_[i].run));
        }
        if (made_[i].image != nullptr) {
            images_.erase(images_.find(*made_[i].image));
        }
    }
    made_.resize(kept_);
}

std::string_view VirtualWorkshop::shown_by(ports::Picture picture) const
{
    if (picture.id == 0 || picture.id > made_.size()) {
        return {};
    }
    Made const& made = made_[picture.id - 1];
    if (made.run != nullptr) {
        return made.run->text;
    }
    if (made.image != nullptr) {
        return *made.image;
    }
    return "bitmap";
}

} // namespace securebase::devices
