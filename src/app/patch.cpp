// SPDX-License-Identifier: MIT
// Where the patch for a light sensor lies.
#include "app/patch.h"

#include <algorithm>

namespace securebase::app {

std::vector<std::string> patch_corners()
{
    return {"top-left", "top-right", "bottom-left", "bottom-right"};
}

base::Result<ports::Box>
patch_box(std::string const& corner, std::int32_t side, ports::DisplayFacts const& display)
{
    if (side > std::min(display.width, display.height)) {
        return base::Error{"--patch-px: " + std::to_string(side) + " pixels are more than the " +
                               std::to_string(display.width) + "x" +
                               std::to_string(display.height) + " of the screen",
                           {}};
    }
    return ports::Box{corner.ends_with("right") ? display.width - side : 0,
                      corner.starts_with("bottom") ? display.height - side : 0,
                      side,
                      side};
}

std::string to_json(ports::Box const& patch)
{
    return R"({"x":)" + std::to_string(patch.x) + R"(,"y":)" + std::to_string(patch.y) +
           R"(,"width":)" + std::to_string(patch.width) + R"(,"height":)" +
           std::to_string(patch.height) + '}';
}

} // namespace securebase::app
