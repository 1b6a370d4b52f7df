// SPDX-License-Identifier: MIT
// Pictures of every kind, to be looked at: kinds_gallery FOLDER [PART OF A NAME]
#include "devices/sdl/offscreen.h"
#include "devices/virtual/clock.h"
#include "kinds/gallery_shots.h"

#include <cstdio>
#include <filesystem>
#include <string>

namespace {

using namespace securebase;

struct Set {
    std::int32_t width;
    std::int32_t height;
    test::GalleryLook look;
};

test::GalleryLook dark()
{
    return {};
}
test::GalleryLook light()
{
    return {{250, 248, 242, 255}, {34, 34, 34, 255}, "light_"};
}
test::GalleryLook grey()
{
    return {{128, 128, 128, 255}, {0, 0, 0, 255}, "grey_"};
}

bool take(Set const& set, std::string const& folder, std::string const& only)
{
    devices::VirtualClock clock;
    devices::OffscreenOptions options;
    options.width = set.width;
    options.height = set.height;
    auto display = devices::OffscreenDisplay::open(clock, options);
    if (!display) {
        std::fprintf(stderr, "%s\n", display.error().what.c_str());
        return false;
    }
    std::string const path =
        folder + "/" + std::to_string(set.width) + "x" + std::to_string(set.height);
    std::filesystem::create_directories(path);
    bool all_saved = true;
    test::take_gallery(display->workshop(),
                       set.width,
                       set.height,
                       set.look,
                       only,
                       [&](std::string const& name, ports::Frame const& frame) {
                           display->show(frame, base::Instant{});
                           all_saved = display->save_png(path + "/" + name + ".png").has_value() &&
                                       all_saved;
                       });
    return all_saved;
}

} // namespace

int main(int count, char** arguments)
{
    if (count < 2) {
        std::fprintf(stderr, "kinds_gallery FOLDER [PART OF A NAME]\n");
        return 2;
    }
    std::string const folder = arguments[1];
    std::string const only = count > 2 ? arguments[2] : "";
    Set const sets[] = {{1280, 720, dark()},
                        {1280, 720, light()},
                        {1280, 720, grey()},
                        {1920, 1080, dark()},
                        {2560, 1440, dark()},
                        {1024, 768, dark()},
                        {1080, 1920, dark()}};
    bool all_taken = true;
    for (Set const& set : sets) {
        all_taken = take(set, folder, only) && all_taken;
    }
    return all_taken ? 0 : 1;
}
