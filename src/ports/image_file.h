// SPDX-License-Identifier: MIT
// Ports: what an image file says of itself before anybody decodes it.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace securebase::ports {

enum class ImageFormat : std::uint8_t { png, jpeg };

struct ImageHeader {
    ImageFormat format = ImageFormat::png;
    std::int32_t width = 0; ///< Pixels, 1 to 8192.
    std::int32_t height = 0;
    bool operator==(ImageHeader const&) const = default;
};

constexpr std::int32_t max_image_side = 8192;

/// Format and size from the first bytes, whatever the name ends in. `name` is for the errors.
/// Errors: neither PNG nor JPEG, cut short, larger than 8192 pixels either way.
base::Result<ImageHeader> image_header(std::string_view bytes, std::string const& name);
/// The same of a file. Errors: also when it cannot be read or has more than 64 MiB.
base::Result<ImageHeader> read_image_header(std::string const& path);

} // namespace securebase::ports
