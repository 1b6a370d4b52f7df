// SPDX-License-Identifier: MIT
// No room includes what its NEEDS and USES do not name, and the check itself is held to that.
#include "base/text.h"
#include "house/layers.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace securebase;
using namespace securebase::house;

namespace {

Rooms rooms_of_the_build()
{
    auto const layers = base::load_file(SECUREBASE_BINARY_DIR "/layers.txt");
    BOOST_REQUIRE(layers.has_value());
    return read_layers(*layers);
}

} // namespace

BOOST_AUTO_TEST_SUITE(house_layers)

BOOST_AUTO_TEST_CASE(every_include_is_allowed)
{
    Rooms const rooms = rooms_of_the_build();
    BOOST_TEST(rooms.contains("base"));
    BOOST_TEST(rooms.contains("app"));
    std::vector<SourceFile> const files = read_sources(SECUREBASE_SOURCE_DIR);
    BOOST_TEST(files.size() > 10U);
    BOOST_TEST(to_text(check_includes(files, rooms)) == "");
}

BOOST_AUTO_TEST_CASE(libraries_are_used_where_the_house_allows)
{
    BOOST_TEST(base::join(check_uses(rooms_of_the_build()), "\n") == "");
}

BOOST_AUTO_TEST_CASE(dependencies_point_one_way)
{
    BOOST_TEST(find_circle(rooms_of_the_build()) == "");
}

BOOST_AUTO_TEST_CASE(a_planted_breach_is_found_at_its_file_and_line)
{
    support::TemporaryFolder const folder;
    folder.write("src/base/text.h", "#pragma once\n\n#include <string>\n");
    folder.write("src/script/reader.cpp",
                 "#include \"script/reader.h\"\n#include \"base/text.h\"\n"
                 "#include \"model/experiment.h\"\n#include <yaml.h>\n#include <unistd.h>\n");
    folder.write("src/model/experiment.h",
                 "#pragma once\n  #  include \"script/tree.h\"\n#include <yaml.h>\n"
                 "#include \"experiment.h\"\n#include <odd/library.hpp>\n");
    folder.write(
        "src/devices/virtual/clock.cpp",
        "#include \"devices/sdl/clock.h\"\n#include \"base/text.h\"\n#include <SDL_ttf.h>\n");
    folder.write("src/devices/sdl/clock.cpp", "#include <SDL.h>\n#include <SDL_ttf.h>\n");
    folder.write("src/record/store.cpp", "#include <SQLiteCpp/Database.h>\n#include <sqlite3.h>\n");
    folder.write("src/lost/file.h", "");
    Rooms const rooms = read_layers("base needs \nbase uses \n"
                                    "script needs base\nscript uses PkgConfig::YAML\n"
                                    "model needs base script\nmodel uses \n"
                                    "devices/sdl needs base\ndevices/sdl uses PkgConfig::SDL2\n"
                                    "devices/virtual needs base\ndevices/virtual uses \n"
                                    "record needs base\nrecord uses /usr/lib/libSQLiteCpp.a\n");
    BOOST_TEST(
        to_text(check_includes(read_sources(folder.path()), rooms)) ==
        "src/devices/sdl/clock.cpp:2: devices/sdl does not use PkgConfig::SDL2_TTF (<SDL_ttf.h>)\n"
        "src/devices/virtual/clock.cpp:1: devices/virtual does not need devices/sdl "
        "(\"devices/sdl/clock.h\")\n"
        "src/devices/virtual/clock.cpp:3: devices/virtual does not use PkgConfig::SDL2_TTF "
        "(<SDL_ttf.h>)\n"
        "src/lost/file.h:1: this file is in no room of the build\n"
        "src/model/experiment.h:3: model does not use PkgConfig::YAML (<yaml.h>)\n"
        "src/model/experiment.h:4: \"experiment.h\" is in no room; own headers are written "
        "\"room/file.h\"\n"
        "src/model/experiment.h:5: <odd/library.hpp> belongs to no library of the table in "
        "tests/house/layers.cpp\n"
        "src/record/store.cpp:2: record does not use PkgConfig::SQLITE (<sqlite3.h>)\n"
        "src/script/reader.cpp:3: script does not need model (\"model/experiment.h\")\n");
}

BOOST_AUTO_TEST_CASE(needs_name_targets_and_mean_folders)
{
    Rooms const rooms = read_layers("devices/sdl needs base\napp needs base devices_sdl\n");
    BOOST_TEST(rooms.at("app").needs.contains("devices/sdl"));
    BOOST_TEST(rooms.at("app").needs.contains("base"));
    BOOST_TEST(!rooms.at("app").needs.contains("devices_sdl"));
}

BOOST_AUTO_TEST_CASE(a_library_in_the_wrong_room_is_found)
{
    Rooms const rooms = read_layers("stage uses spdlog::spdlog nlohmann_json::nlohmann_json\n"
                                    "devices/sdl uses PkgConfig::SDL2 spdlog::spdlog\n"
                                    "model uses /usr/lib/libSQLiteCpp.a\n");
    BOOST_TEST(base::join(check_uses(rooms), "; ") ==
               "model uses SQLiteCpp; stage uses spdlog::spdlog");
}

BOOST_AUTO_TEST_CASE(a_circle_is_found)
{
    BOOST_TEST(find_circle(read_layers("a needs b\nb needs c\nc needs b\n")) == "a -> b -> c -> b");
    BOOST_TEST(find_circle(read_layers("a needs b c\nb needs c\n")) == "");
}

BOOST_AUTO_TEST_SUITE_END()
