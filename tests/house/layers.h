// SPDX-License-Identifier: MIT
// Which room may include what: held to the NEEDS and USES of the build.
#pragma once

#include "house/sources.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::house {

struct Room {
    std::set<std::string> needs; ///< Folders of other rooms.
    std::set<std::string> uses;  ///< CMake targets of libraries.
};

/// By folder under src/, such as `base` or `devices/sdl`.
using Rooms = std::map<std::string, Room>;

/// Reads `FOLDER needs TARGET...` and `FOLDER uses TARGET...` lines. The target of a room is its
/// folder with `_` for `/`.
Rooms read_layers(std::string_view text);

/// Every include of a file that its room's NEEDS and USES do not allow, every library header
/// missing in the table, every file outside the rooms.
std::vector<Breach> check_includes(std::vector<SourceFile> const& files, Rooms const& rooms);

/// Every library a room uses although the house gives it to others, as `ROOM uses LIBRARY`.
std::vector<std::string> check_uses(Rooms const& rooms);

/// Rooms that need each other in a circle, as `a -> b -> a`; empty when there are none.
std::string find_circle(Rooms const& rooms);

} // namespace securebase::house
