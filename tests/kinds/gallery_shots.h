// SPDX-License-Identifier: MIT
// Every kind in several states, to be looked at.
#pragma once

#include "ports/display.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace securebase::test {

/// Takes one picture: a name without folder or ending, and what is on the screen.
using TakePicture = std::function<void(std::string const& name, ports::Frame const& frame)>;

struct GalleryLook {
    ports::Color background{24, 26, 30, 255};
    ports::Color color{236, 236, 236, 255};
    std::string name; ///< Put before each picture's name.
};

/// Prepares and shows every shot in turn. `only`: shots whose name contains it.
void take_gallery(ports::Workshop& workshop,
                  std::int32_t width,
                  std::int32_t height,
                  GalleryLook const& look,
                  std::string const& only,
                  TakePicture const& take);

} // namespace securebase::test
