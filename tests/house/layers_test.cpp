// SPDX-License-Identifier: MIT
// Every include in src/ is one that its room's NEEDS, or the short list of libraries, allows.
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Layers = std::map<std::string, std::set<std::string>>; ///< Folder to the folders it needs.

/// Which library header may stand in which rooms; a room stands for the folders below it too.
struct Guard {
    std::string_view header;
    std::vector<std::string_view> rooms;
};
std::vector<Guard> const guards = {
    {"SDL", {"devices"}},
    {"X11/", {"devices"}},
    {"xcb/", {"devices"}},
    {"yaml.h", {"script"}},
    {"sqlite3.h", {"record"}},
    {"SQLiteCpp/", {"record"}},
    {"spdlog/", {"app", "devices", "record"}},
    {"CLI/", {"app"}},
};

/// The targets of device rooms are called devices_sdl, their folders devices/sdl.
std::string folder_of(std::string name)
{
    if (name.starts_with("devices_")) {
        name[std::string_view("devices").size()] = '/';
    }
    return name;
}

Layers read_layers(std::istream& text)
{
    Layers layers;
    for (std::string line; std::getline(text, line);) {
        std::istringstream words(line);
        std::string room;
        std::string relation;
        words >> room >> relation;
        if (relation == "needs") {
            auto& needs = layers[room];
            for (std::string need; words >> need;) {
                needs.insert(folder_of(need));
            }
        }
    }
    return layers;
}

/// The folder in `layers` that `path` (relative to src/) lies in; empty when in none.
std::string room_of(Layers const& layers, std::string_view path)
{
    for (auto const& [room, needs] : layers) {
        if (path.starts_with(room + "/")) {
            return room;
        }
    }
    return {};
}

bool within(std::string_view room, std::vector<std::string_view> const& rooms)
{
    return std::any_of(rooms.begin(), rooms.end(), [room](std::string_view allowed) {
        return room == allowed || room.starts_with(std::string(allowed) + "/");
    });
}

/// The name between the quotes or brackets of an include; empty for every other line.
std::string included(std::string_view line, char open, char close)
{
    std::size_t const begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos || !line.substr(begin).starts_with("#include")) {
        return {};
    }
    std::size_t const from = line.find(open);
    std::size_t const to = from == std::string_view::npos ? from : line.find(close, from + 1);
    return to == std::string_view::npos ? std::string{}
                                        : std::string(line.substr(from + 1, to - from - 1));
}

/// One line per include of `text`, the content of src/`path`, that is not allowed.
std::vector<std::string> breaches(Layers const& layers, std::string const& path, std::istream& text)
{
    std::vector<std::string> found;
    std::string const room = room_of(layers, path);
    std::size_t number = 0;
    for (std::string line; std::getline(text, line);) {
        ++number;
        std::string const where = path + ":" + std::to_string(number) + ": ";
        std::string const ours = included(line, '"', '"');
        std::string const other = room_of(layers, ours);
        if (!other.empty() && other != room && !layers.at(room).contains(other)) {
            found.push_back(where + room + " does not need " + other);
        }
        std::string const library = included(line, '<', '>');
        for (Guard const& guard : guards) {
            if (library.starts_with(guard.header) && !within(room, guard.rooms)) {
                found.push_back(where + room + " must not see <" + library + ">");
            }
        }
    }
    return found;
}

std::vector<std::string> breaches_of(std::string const& path, std::string const& text)
{
    std::istringstream layers("base needs \nmodel needs base script\nscript needs base\n"
                              "devices/sdl needs base\napp needs base devices_sdl\n");
    std::istringstream content(text);
    return breaches(read_layers(layers), path, content);
}

} // namespace

BOOST_AUTO_TEST_SUITE(house_layers)

BOOST_AUTO_TEST_CASE(planted_breaches_are_found_at_their_line)
{
    std::vector<std::string> const expected = {
        "base/text.h:2: base does not need script",
        "base/text.h:3: base must not see <SDL2/SDL.h>",
    };
    BOOST_TEST(breaches_of("base/text.h",
                           "#pragma once\n#include \"script/tree.h\"\n#include <SDL2/SDL.h>\n") ==
                   expected,
               boost::test_tools::per_element());
    BOOST_TEST(breaches_of("model/a.cpp", "#include \"devices/sdl/window.h\"\n").front() ==
               "model/a.cpp:1: model does not need devices/sdl");
    BOOST_TEST(breaches_of("model/a.cpp", "#include <yaml.h>\n").front() ==
               "model/a.cpp:1: model must not see <yaml.h>");
}

BOOST_AUTO_TEST_CASE(what_is_allowed_passes)
{
    BOOST_TEST(breaches_of("model/a.cpp",
                           "#include \"model/b.h\"\n#include \"script/tree.h\"\n"
                           "#include <vector>\n// \"app/x.h\"\n")
                   .empty());
    BOOST_TEST(breaches_of("devices/sdl/w.cpp", "#include <SDL2/SDL.h>\n").empty());
    BOOST_TEST(
        breaches_of("app/main.cpp", "#include \"devices/sdl/w.h\"\n#include <spdlog/spdlog.h>\n")
            .empty());
}

BOOST_AUTO_TEST_CASE(every_include_is_one_that_the_room_needs)
{
    std::ifstream list(SECUREBASE_BINARY_DIR "/layers.txt");
    BOOST_TEST_REQUIRE(list.good());
    Layers const layers = read_layers(list);
    std::filesystem::path const src = SECUREBASE_SOURCE_DIR "/src";
    std::size_t files = 0;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(src)) {
        std::string const path = entry.path().lexically_relative(src).generic_string();
        bool const code = path.ends_with(".h") || path.ends_with(".cpp");
        if (!code || room_of(layers, path).empty()) {
            continue; // A room that this build leaves out has written no arrows to hold it to.
        }
        ++files;
        std::ifstream text(entry.path());
        for (std::string const& breach : breaches(layers, path, text)) {
            BOOST_ERROR(breach);
        }
    }
    BOOST_TEST(files > 50U);
}

BOOST_AUTO_TEST_SUITE_END()
