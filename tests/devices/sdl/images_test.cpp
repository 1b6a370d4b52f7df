// SPDX-License-Identifier: MIT
// Images made here, saved, read back and damaged.
#include "devices/sdl/images.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>

#include <cstring>
#include <fstream>

namespace {

namespace ports = securebase::ports;
using namespace securebase::devices;

/// The ARGB value at a place.
std::uint32_t argb(SDL_Surface const& surface, int x, int y)
{
    std::uint32_t value = 0;
    auto const* const row = static_cast<char const*>(surface.pixels) + y * surface.pitch;
    std::memcpy(&value, row + x * 4, 4);
    return value;
}

/// Two pixels wide, one high: opaque red, half-transparent blue.
ports::Bitmap const red_and_blue{2, 1, {255, 0, 0, 255, 0, 0, 255, 128}};

void write(std::string const& path, std::string const& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

std::string read(std::string const& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_sdl_images)

BOOST_AUTO_TEST_CASE(a_bitmap_keeps_its_colours_and_transparency)
{
    auto const surface = surface_of(red_and_blue);
    BOOST_TEST_REQUIRE(surface.has_value());
    BOOST_TEST(argb(**surface, 0, 0) == 0xFFFF0000U);
    BOOST_TEST(argb(**surface, 1, 0) == 0x800000FFU);
}

BOOST_AUTO_TEST_CASE(a_saved_image_reads_back_the_same)
{
    securebase::support::TemporaryFolder const folder;
    std::string const path = folder.path() + "/pixels.png";
    auto const surface = surface_of(red_and_blue);
    BOOST_TEST_REQUIRE(save_png(**surface, path).has_value());
    auto const loaded = load_image(path);
    BOOST_TEST_REQUIRE(loaded.has_value());
    BOOST_TEST((*loaded)->w == 2);
    BOOST_TEST(argb(**loaded, 0, 0) == 0xFFFF0000U);
    BOOST_TEST(argb(**loaded, 1, 0) == 0x800000FFU);
}

BOOST_AUTO_TEST_CASE(a_damaged_image_is_an_error)
{
    securebase::support::TemporaryFolder const folder;
    std::string const path = folder.path() + "/face.png";
    ports::Bitmap const noise{64, 64, std::vector<std::uint8_t>(64 * 64 * 4, 7)};
    BOOST_TEST_REQUIRE(save_png(**surface_of(noise), path).has_value());
    std::string const whole = read(path);
    write(path, whole.substr(0, 40));
    auto const cut = load_image(path);
    BOOST_TEST_REQUIRE(!cut.has_value());
    BOOST_TEST(cut.error().what == "'" + path + "' is damaged and cannot be decoded");
}

BOOST_AUTO_TEST_CASE(shrinking_takes_the_mean_and_transparent_pixels_weigh_nothing)
{
    ports::Bitmap const white_and_black{2, 1, {255, 255, 255, 255, 0, 0, 0, 255}};
    auto const grey = resample(**surface_of(white_and_black), 1, 1);
    BOOST_TEST_REQUIRE(grey.has_value());
    BOOST_TEST(argb(**grey, 0, 0) == 0xFF808080U);
    ports::Bitmap const white_and_nothing{2, 1, {255, 255, 255, 255, 0, 0, 0, 0}};
    auto const faint = resample(**surface_of(white_and_nothing), 1, 1);
    BOOST_TEST_REQUIRE(faint.has_value());
    BOOST_TEST(argb(**faint, 0, 0) == 0x80FFFFFFU);
}

BOOST_AUTO_TEST_CASE(resizing_an_even_colour_leaves_it)
{
    ports::Bitmap const even{5, 7, std::vector<std::uint8_t>(5 * 7 * 4, 200)};
    for (auto const& [width, height] : {std::pair(3, 2), std::pair(11, 20), std::pair(1, 1)}) {
        auto const surface = resample(**surface_of(even), width, height);
        BOOST_TEST_REQUIRE(surface.has_value());
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                BOOST_TEST(argb(**surface, x, y) == 0xC8C8C8C8U);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(enlarging_blends_between_neighbours)
{
    ports::Bitmap const step{2, 1, {0, 0, 0, 255, 255, 255, 255, 255}};
    auto const wide = resample(**surface_of(step), 4, 1);
    BOOST_TEST_REQUIRE(wide.has_value());
    BOOST_TEST(argb(**wide, 0, 0) == 0xFF000000U);
    BOOST_TEST(argb(**wide, 1, 0) == 0xFF404040U);
    BOOST_TEST(argb(**wide, 2, 0) == 0xFFBFBFBFU);
    BOOST_TEST(argb(**wide, 3, 0) == 0xFFFFFFFFU);
}

BOOST_AUTO_TEST_SUITE_END()
