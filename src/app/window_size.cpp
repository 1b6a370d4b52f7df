// SPDX-License-Identifier: MIT
// Reading the size of a window.
#include "app/window_size.h"

#include "base/text.h"

namespace securebase::app {

base::Result<devices::SdlOptions> window_options(std::string const& size, int monitor)
{
    devices::SdlOptions options;
    options.monitor = monitor;
    if (size.empty()) {
        return options;
    }
    auto const parts = base::split(size, 'x');
    auto const width = parts.size() == 2 ? base::parse_integer(parts[0]) : std::nullopt;
    auto const height = parts.size() == 2 ? base::parse_integer(parts[1]) : std::nullopt;
    if (!width || !height || *width < 320 || *height < 240 || *width > 16384 || *height > 16384) {
        return base::Error{"'" + size + "' is no window size", "write it as 1280x720"};
    }
    options.fullscreen = false;
    options.width = static_cast<std::int32_t>(*width);
    options.height = static_cast<std::int32_t>(*height);
    return options;
}

} // namespace securebase::app
