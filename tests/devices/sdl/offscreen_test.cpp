// SPDX-License-Identifier: MIT
// What is drawn, pixel by pixel, without a window.
#include "devices/display_contract.h"
#include "devices/sdl/offscreen.h"
#include "devices/virtual/clock.h"
#include "support/temporary_folder.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>

namespace {

namespace base = securebase::base;
namespace ports = securebase::ports;
using namespace securebase::devices;
using securebase::contract::run_of;

constexpr ports::Color black{0, 0, 0, 255};

struct Screen {
    VirtualClock clock;
    OffscreenDisplay display = open(clock);
    ports::Workshop& workshop = display.workshop();

    static OffscreenDisplay open(ports::Clock& clock)
    {
        auto opened = OffscreenDisplay::open(clock, {.width = 400, .height = 300});
        BOOST_TEST_REQUIRE(opened.has_value());
        return *std::move(opened);
    }

    ports::Picture picture(ports::TextRun const& run)
    {
        auto const made = workshop.text(run);
        BOOST_TEST_REQUIRE(made.has_value());
        return *made;
    }

    /// Shows a picture at its own size with the top left corner at (x, y).
    void show(ports::Picture const& picture, std::int32_t x, std::int32_t y)
    {
        std::array<ports::Sprite, 1> const sprites{
            ports::Sprite{picture, {x, y, picture.width, picture.height}, {}}};
        display.show({black, sprites}, {});
    }

    /// Smallest box around all pixels that are not black.
    ports::Box ink(std::function<bool(ports::Color)> const& counts = [](ports::Color color) {
        return color.red > 40 || color.green > 40 || color.blue > 40;
    }) const
    {
        std::int32_t left = 400;
        std::int32_t top = 300;
        std::int32_t right = -1;
        std::int32_t bottom = -1;
        for (std::int32_t y = 0; y < 300; ++y) {
            for (std::int32_t x = 0; x < 400; ++x) {
                if (counts(display.pixel(x, y))) {
                    left = std::min(left, x);
                    right = std::max(right, x);
                    top = std::min(top, y);
                    bottom = std::max(bottom, y);
                }
            }
        }
        return {left, top, right - left + 1, bottom - top + 1};
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(devices_sdl_offscreen)

BOOST_AUTO_TEST_CASE(keeps_the_contracts)
{
    Screen screen;
    securebase::contract::display_contract(screen.display, screen.clock);
    securebase::contract::workshop_contract(screen.workshop);
}

BOOST_AUTO_TEST_CASE(boxes_are_filled_to_the_pixel_and_blend)
{
    Screen screen;
    std::array<ports::Sprite, 2> const sprites{
        ports::Sprite{{}, {10, 20, 30, 40}, {255, 0, 0, 255}},
        ports::Sprite{{}, {20, 20, 10, 40}, {0, 0, 255, 128}}};
    screen.display.show({{0, 128, 0, 255}, sprites}, {});
    BOOST_TEST((screen.display.pixel(9, 20) == ports::Color{0, 128, 0, 255}));
    BOOST_TEST((screen.display.pixel(10, 20) == ports::Color{255, 0, 0, 255}));
    BOOST_TEST((screen.display.pixel(39, 59) == ports::Color{255, 0, 0, 255}));
    BOOST_TEST((screen.display.pixel(40, 59) == ports::Color{0, 128, 0, 255}));
    BOOST_TEST((screen.display.pixel(10, 60) == ports::Color{0, 128, 0, 255}));
    ports::Color const mixed = screen.display.pixel(25, 30);
    BOOST_TEST(std::abs(mixed.red - 127) <= 1);
    BOOST_TEST(std::abs(mixed.blue - 128) <= 1);
}

BOOST_AUTO_TEST_CASE(text_stands_inside_its_box)
{
    Screen screen;
    auto const picture = screen.picture(run_of("Attachment, gjpqy", 32));
    screen.show(picture, 50, 100);
    ports::Box const ink = screen.ink();
    BOOST_TEST(ink.x >= 50);
    BOOST_TEST(ink.y >= 100);
    BOOST_TEST(ink.x + ink.width <= 50 + picture.width);
    BOOST_TEST(ink.y + ink.height <= 100 + picture.height);
    BOOST_TEST(ink.width > picture.width * 9 / 10);
    BOOST_TEST(ink.height > 32 / 2);
    BOOST_TEST(ink.height < 43);
}

BOOST_AUTO_TEST_CASE(the_em_is_the_size_asked_for)
{
    Screen screen;
    // Noto Sans: capitals are 0.714 em high.
    screen.show(screen.picture(run_of("H", 100)), 50, 50);
    BOOST_TEST(std::abs(screen.ink().height - 71) <= 1);
}

BOOST_AUTO_TEST_CASE(text_has_the_colour_asked_for)
{
    Screen screen;
    auto run = run_of("I", 100);
    run.color = {255, 128, 0, 255};
    auto const picture = screen.picture(run);
    screen.show(picture, 50, 50);
    ports::Box const ink = screen.ink();
    BOOST_TEST((screen.display.pixel(ink.x + ink.width / 2, ink.y + ink.height / 2) == run.color));
}

BOOST_AUTO_TEST_CASE(lines_are_aligned_within_the_widest)
{
    for (auto const align : {ports::Align::left, ports::Align::center, ports::Align::right}) {
        Screen screen;
        auto run = run_of("HHHHHHHH\nH", 20);
        run.align = align;
        auto const picture = screen.picture(run);
        screen.show(picture, 0, 0);
        std::int32_t first = 400;
        std::int32_t last = -1;
        for (std::int32_t x = 0; x < 400; ++x) {
            for (std::int32_t y = 27; y < 54; ++y) {
                if (screen.display.pixel(x, y).red > 128) {
                    first = std::min(first, x);
                    last = std::max(last, x);
                }
            }
        }
        std::int32_t const left = first;
        std::int32_t const right = picture.width - 1 - last;
        BOOST_TEST(((align == ports::Align::left && left < 4) ||
                    (align == ports::Align::center && std::abs(left - right) <= 2) ||
                    (align == ports::Align::right && right < 4)));
    }
}

BOOST_AUTO_TEST_CASE(bold_has_more_ink)
{
    auto const count = [](bool bold) {
        Screen screen;
        auto run = run_of("secure", 40);
        run.bold = bold;
        screen.show(screen.picture(run), 10, 10);
        std::int32_t bright = 0;
        screen.ink([&](ports::Color color) {
            bright += color.red > 128 ? 1 : 0;
            return false;
        });
        return bright;
    };
    BOOST_TEST(count(true) > count(false) * 5 / 4);
}

BOOST_AUTO_TEST_CASE(every_script_of_the_installed_fonts_is_drawn)
{
    Screen screen;
    for (char const* text : {"naïve Straße",
                             "Ψυχή",
                             "привязанность",
                             "ביטחון 12 x",
                             "أمان ٣",
                             "सुरक्षित",
                             "ความรัก",
                             "→ ✓ ≤"}) {
        auto const made = screen.workshop.text(run_of(text, 30));
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_TEST_REQUIRE(made.has_value());
            screen.show(*made, 20, 20);
            BOOST_TEST(screen.ink().width > 10);
        }
    }
}

BOOST_AUTO_TEST_CASE(tall_scripts_are_not_cut)
{
    for (char const* text : {"คู่รู้", "हूँ सुर", "g\u0323 ẤỆ"}) {
        Screen screen;
        auto const picture = screen.picture(run_of(text, 40));
        screen.show(picture, 20, 20);
        ports::Box const ink = screen.ink();
        BOOST_TEST_CONTEXT(text)
        {
            BOOST_TEST(ink.y > 20);
            BOOST_TEST(ink.y + ink.height < 20 + picture.height);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_number_in_hebrew_stays_in_its_place_and_order)
{
    // The digits stand left of the word they follow, and 1 left of 2 (the 1 has less ink).
    Screen screen;
    auto const word = screen.picture(run_of("עמוד", 40));
    auto const both = screen.picture(run_of("עמוד 12", 40));
    auto const number = screen.picture(run_of("12", 40));
    BOOST_TEST(both.width > word.width + number.width);
    screen.show(both, 0, 0);
    std::vector<ports::Color> beginning;
    for (std::int32_t x = 0; x < number.width; ++x) {
        beginning.push_back(screen.display.pixel(x, 27));
    }
    screen.show(number, 0, 0);
    for (std::int32_t x = 0; x < number.width; ++x) {
        BOOST_TEST((screen.display.pixel(x, 27) == beginning[static_cast<std::size_t>(x)]));
    }
}

BOOST_AUTO_TEST_CASE(arabic_letters_join)
{
    // Joined letters take less room than the same letters standing apart.
    Screen screen;
    auto const joined = screen.picture(run_of("سسس", 40));
    auto const apart = screen.picture(run_of("س س س", 40));
    auto const space =
        screen.picture(run_of("| |", 40)).width - screen.picture(run_of("||", 40)).width;
    BOOST_TEST(joined.width < apart.width - 2 * space);
}

BOOST_AUTO_TEST_CASE(a_character_no_font_has_is_named)
{
    Screen screen;
    auto const made = screen.workshop.text(run_of("a\U000E0041b", 30));
    BOOST_TEST_REQUIRE(!made.has_value());
    BOOST_TEST(made.error().what.find("(U+E0041)") != std::string::npos);
    auto const broken = screen.workshop.text(run_of("caf\xe9", 30));
    BOOST_TEST_REQUIRE(!broken.has_value());
    BOOST_TEST(broken.error().what == "a text is not valid UTF-8");
}

BOOST_AUTO_TEST_CASE(texts_and_their_fonts_are_known_beforehand)
{
    Screen screen;
    auto& canvas = screen.display.workshop();
    std::size_t const before = canvas.fonts()->size();
    BOOST_TEST(canvas.admit("secure base").has_value());
    BOOST_TEST(canvas.fonts()->size() == before);
    BOOST_TEST(canvas.admit("ביטחון").has_value());
    BOOST_TEST(canvas.fonts()->size() == before + 1);
    BOOST_TEST(canvas.fonts()->back().path.ends_with("NotoSansHebrew-Regular.ttf"));
    BOOST_TEST(!canvas.admit("\U000E0041").has_value());
}

BOOST_AUTO_TEST_CASE(a_text_too_large_is_refused)
{
    Screen screen;
    auto const made = screen.workshop.text(run_of(std::string(2000, 'm'), 30));
    BOOST_TEST_REQUIRE(!made.has_value());
    BOOST_TEST(made.error().hint == "give it a width to wrap at, or a smaller size");
}

BOOST_AUTO_TEST_CASE(pictures_can_be_had_at_another_size)
{
    Screen screen;
    ports::Bitmap const bitmap{2, 2, std::vector<std::uint8_t>(16, 255)};
    auto const small = screen.workshop.bitmap(bitmap);
    auto const large = screen.workshop.scaled(*small, 20, 10);
    auto const again = screen.workshop.scaled(*small, 20, 10);
    auto const same = screen.workshop.scaled(*small, 2, 2);
    BOOST_TEST_REQUIRE((large && again && same));
    BOOST_TEST((*large == *again));
    BOOST_TEST((*same == *small));
    screen.show(*large, 5, 5);
    BOOST_TEST((screen.ink() == ports::Box{5, 5, 20, 10}));
    screen.workshop.release();
    auto const anew = screen.workshop.bitmap(bitmap);
    BOOST_TEST(screen.workshop.scaled(*anew, 20, 10).has_value());
}

BOOST_AUTO_TEST_CASE(font_files_are_told_by_hash)
{
    Screen screen;
    auto const fonts = screen.display.workshop().fonts();
    BOOST_TEST_REQUIRE(fonts.has_value());
    BOOST_TEST_REQUIRE(!fonts->empty());
    BOOST_TEST(fonts->front().path.starts_with("/usr/share/fonts/"));
    BOOST_TEST(fonts->front().hash.size() == 64U);
}

BOOST_AUTO_TEST_CASE(the_frame_can_be_saved)
{
    securebase::support::TemporaryFolder const folder;
    Screen screen;
    screen.display.show({{1, 2, 3, 255}, {}}, {});
    std::string const path = folder.path() + "/frame.png";
    BOOST_TEST_REQUIRE(screen.display.save_png(path).has_value());
    auto const saved = screen.workshop.image(path);
    BOOST_TEST_REQUIRE(saved.has_value());
    BOOST_TEST(saved->width == 400);
    BOOST_TEST(!screen.display.save_png(folder.path() + "/no/such/frame.png").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
