// SPDX-License-Identifier: MIT
// Headers of PNG (its IHDR chunk) and JPEG (its start-of-frame segment).
#include "ports/image_file.h"

#include "base/text.h"

#include <optional>

namespace securebase::ports {

namespace {

constexpr std::string_view png_magic = "\x89PNG\r\n\x1a\n";
constexpr std::string_view jpeg_magic = "\xff\xd8\xff";

std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t length)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < length; ++i) {
        value = (value << 8U) | static_cast<unsigned char>(bytes[at + i]);
    }
    return value;
}

struct Size {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
};

std::optional<Size> png_size(std::string_view bytes)
{
    if (bytes.size() < 24 || bytes.substr(12, 4) != "IHDR") {
        return std::nullopt;
    }
    return Size{big_endian(bytes, 16, 4), big_endian(bytes, 20, 4)};
}

bool is_start_of_frame(std::uint32_t marker)
{
    bool const in_range = marker >= 0xC0 && marker <= 0xCF;
    return in_range && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

std::optional<Size> jpeg_size(std::string_view bytes)
{
    std::size_t at = 2;
    while (at + 9 <= bytes.size()) {
        if (big_endian(bytes, at, 1) != 0xFF) {
            return std::nullopt;
        }
        std::uint32_t const marker = big_endian(bytes, at + 1, 1);
        if (marker == 0xFF) { // Padding before a marker.
            ++at;
            continue;
        }
        if (is_start_of_frame(marker)) {
            return Size{big_endian(bytes, at + 7, 2), big_endian(bytes, at + 5, 2)};
        }
        bool const stands_alone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7);
        at += stands_alone ? 2 : 2 + big_endian(bytes, at + 2, 2);
    }
    return std::nullopt;
}

} // namespace

base::Result<ImageHeader> image_header(std::string_view bytes, std::string const& name)
{
    bool const png = bytes.starts_with(png_magic);
    if (!png && !bytes.starts_with(jpeg_magic)) {
        return base::Error{"'" + name + "' is neither PNG nor JPEG",
                           "save it again as PNG or JPEG; the name alone does not change it"};
    }
    std::optional<Size> const size = png ? png_size(bytes) : jpeg_size(bytes);
    if (!size || size->width == 0 || size->height == 0) {
        return base::Error{"'" + name + "' is damaged: its header gives no size",
                           "save it again as PNG or JPEG"};
    }
    auto const limit = static_cast<std::uint32_t>(max_image_side);
    if (size->width > limit || size->height > limit) {
        return base::Error{"'" + name + "' is " + std::to_string(size->width) + " x " +
                               std::to_string(size->height) + " pixels; at most 8192 either way",
                           "scale it down to what the screen can show"};
    }
    return ImageHeader{png ? ImageFormat::png : ImageFormat::jpeg,
                       static_cast<std::int32_t>(size->width),
                       static_cast<std::int32_t>(size->height)};
}

base::Result<ImageHeader> read_image_header(std::string const& path)
{
    auto const bytes = base::read_file(path);
    if (!bytes) {
        return base::Error{"cannot read the image '" + path + "'", "is the file there?"};
    }
    return image_header(*bytes, path);
}

} // namespace securebase::ports
