// SPDX-License-Identifier: MIT
// Includes against NEEDS and USES.
#include "house/layers.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>

namespace securebase::house {

namespace {

/// A header of a library, the target that brings it, and the rooms that may use it at all (a folder
/// above counts; none means any).
struct Library {
    std::string_view header;
    std::string_view target;
    std::vector<std::string_view> rooms;
};

/// The first line whose header begins the include decides.
std::vector<Library> const& libraries()
{
    static std::vector<Library> const all = {
        {"SDL_ttf.h", "PkgConfig::SDL2_TTF", {"devices"}},
        {"SDL_image.h", "PkgConfig::SDL2_IMAGE", {"devices"}},
        {"SDL", "PkgConfig::SDL2", {"devices"}},
        {"X11/extensions/XInput2.h", "PkgConfig::XI", {"devices"}},
        {"X11/", "PkgConfig::XTST", {"devices"}},
        {"libdrm/", "PkgConfig::DRM", {"devices"}},
        {"xcb/", "PkgConfig::XCB", {"devices"}},
        {"wayland-client.h", "PkgConfig::WAYLAND", {"devices/wayland"}},
        {"presentation-time-client.h", "wayland_glue", {"devices/wayland"}},
        {"input-timestamps-client.h", "wayland_glue", {"devices/wayland"}},
        {"yaml.h", "PkgConfig::YAML", {"script"}},
        {"SQLiteCpp/", "SQLiteCpp", {"record"}},
        {"sqlite3.h", "PkgConfig::SQLITE", {"record"}},
        {"sodium.h", "PkgConfig::SODIUM", {"base"}},
        {"spdlog/", "spdlog::spdlog", {"app", "devices", "record"}},
        {"CLI/", "CLI11::CLI11", {"app"}},
        {"nlohmann/", "nlohmann_json::nlohmann_json", {}},
        {"boost/math/", "Boost::headers", {}},
    };
    return all;
}

/// The system's own headers, which need no target.
bool is_posix(std::string_view header)
{
    constexpr std::array<std::string_view, 9> known = {"dirent.h",
                                                       "fcntl.h",
                                                       "poll.h",
                                                       "pthread.h",
                                                       "sched.h",
                                                       "signal.h",
                                                       "termios.h",
                                                       "time.h",
                                                       "unistd.h"};
    return header.starts_with("sys/") || header.starts_with("linux/") ||
           std::find(known.begin(), known.end(), header) != known.end();
}

/// SQLiteCpp comes as the path of a library.
bool names(std::string const& target, std::string_view library)
{
    return target == library ||
           target.find("lib" + std::string(library) + '.') != std::string::npos;
}

bool is_under(std::string_view path, std::string_view folder)
{
    return path == folder ||
           (path.starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '/');
}

/// The room of a path such as `devices/sdl/clock.h`: the longest folder that holds it.
std::optional<std::string> room_of(std::string_view path, Rooms const& rooms)
{
    std::optional<std::string> found;
    for (auto const& [folder, room] : rooms) {
        if (is_under(path, folder) && (!found || folder.size() > found->size())) {
            found = folder;
        }
    }
    return found;
}

struct Include {
    std::string path;
    bool quoted = false;
};

std::optional<Include> parse_include(std::string_view line)
{
    line = base::trim(line);
    if (!line.starts_with('#')) {
        return std::nullopt;
    }
    line = base::trim(line.substr(1));
    if (!line.starts_with("include")) {
        return std::nullopt;
    }
    line = base::trim(line.substr(7));
    if (line.empty() || (line.front() != '"' && line.front() != '<')) {
        return std::nullopt;
    }
    bool const quoted = line.front() == '"';
    return Include{std::string(line.substr(1, line.find(quoted ? '"' : '>', 1) - 1)), quoted};
}

/// Why `home` may not include this; empty when it may.
std::string fault_of(Include const& include, std::string const& home, Rooms const& rooms)
{
    Room const& room = rooms.at(home);
    if (include.quoted) {
        std::optional<std::string> const other = room_of(include.path, rooms);
        if (!other) {
            return "\"" + include.path +
                   "\" is in no room; own headers are written \"room/file.h\"";
        }
        return *other == home || room.needs.contains(*other)
                   ? ""
                   : home + " does not need " + *other + " (\"" + include.path + "\")";
    }
    bool const standard = include.path.find_first_of("./") == std::string::npos;
    if (standard || is_posix(include.path)) {
        return "";
    }
    for (Library const& library : libraries()) {
        if (include.path.starts_with(library.header)) {
            bool const used =
                std::any_of(room.uses.begin(), room.uses.end(), [&](auto const& target) {
                    return names(target, library.target);
                });
            return used ? ""
                        : home + " does not use " + std::string(library.target) + " (<" +
                              include.path + ">)";
        }
    }
    return "<" + include.path + "> belongs to no library of the table in tests/house/layers.cpp";
}

bool visit(std::string const& folder, Rooms const& rooms, std::vector<std::string>& path)
{
    bool const closed = std::find(path.begin(), path.end(), folder) != path.end();
    path.push_back(folder);
    if (closed) {
        return true;
    }
    auto const room = rooms.find(folder);
    if (room != rooms.end()) {
        for (std::string const& next : room->second.needs) {
            if (visit(next, rooms, path)) {
                return true;
            }
        }
    }
    path.pop_back();
    return false;
}

} // namespace

Rooms read_layers(std::string_view text)
{
    Rooms rooms;
    for (std::string const& line : base::split(text, '\n')) {
        std::istringstream words(line);
        std::string folder;
        std::string relation;
        if (!(words >> folder >> relation)) {
            continue;
        }
        Room& room = rooms[folder];
        for (std::string target; words >> target;) {
            (relation == "needs" ? room.needs : room.uses).insert(target);
        }
    }
    // Targets of rooms to their folders, now that all are known.
    for (auto& [folder, room] : rooms) {
        std::set<std::string> needs;
        for (std::string const& target : room.needs) {
            auto const known = std::find_if(rooms.begin(), rooms.end(), [&](auto const& other) {
                std::string as_target = other.first;
                std::replace(as_target.begin(), as_target.end(), '/', '_');
                return as_target == target;
            });
            needs.insert(known == rooms.end() ? target : known->first);
        }
        room.needs = std::move(needs);
    }
    return rooms;
}

std::vector<Breach> check_includes(std::vector<SourceFile> const& files, Rooms const& rooms)
{
    std::vector<Breach> breaches;
    for (SourceFile const& file : files) {
        std::optional<std::string> const home =
            room_of(std::string_view(file.path).substr(std::string_view("src/").size()), rooms);
        if (!home) {
            breaches.push_back({file.path, 1, "this file is in no room of the build"});
            continue;
        }
        std::vector<std::string> const lines = base::split(file.text, '\n');
        for (std::size_t i = 0; i < lines.size(); ++i) {
            std::optional<Include> const include = parse_include(lines[i]);
            std::string const fault = include ? fault_of(*include, *home, rooms) : "";
            if (!fault.empty()) {
                breaches.push_back({file.path, static_cast<int>(i + 1), fault});
            }
        }
    }
    return breaches;
}

std::vector<std::string> check_uses(Rooms const& rooms)
{
    std::vector<std::string> faults;
    for (auto const& [folder, room] : rooms) {
        for (std::string const& target : room.uses) {
            for (Library const& library : libraries()) {
                bool const allowed =
                    library.rooms.empty() || std::any_of(library.rooms.begin(),
                                                         library.rooms.end(),
                                                         [&room_folder = folder](auto const& may) {
                                                             return is_under(room_folder, may);
                                                         });
                if (names(target, library.target) && !allowed) {
                    faults.push_back(folder + " uses " + std::string(library.target));
                }
            }
        }
    }
    return faults;
}

std::string find_circle(Rooms const& rooms)
{
    for (auto const& [folder, room] : rooms) {
        std::vector<std::string> path;
        if (visit(folder, rooms, path)) {
            return base::join(path, " -> ");
        }
    }
    return "";
}

} // namespace securebase::house
