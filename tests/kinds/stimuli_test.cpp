// SPDX-License-Identifier: MIT
// What stimuli draw and where; lengths in pixels.
#include "base/hash.h"
#include "kinds/drive.h"

namespace {

using namespace securebase;

/// Keeps the bitmaps it is given.
class KeepingWorkshop final : public ports::Workshop {
public:
    base::Result<ports::Picture> text(ports::TextRun const& run) override
    {
        return ports::Picture{1, 10, run.size};
    }
    base::Result<ports::Picture> image(std::string const&) override
    {
        return ports::Picture{1, 400, 200};
    }
    base::Result<ports::Picture> bitmap(ports::Bitmap const& bitmap) override
    {
        bitmaps.push_back(bitmap);
        return ports::Picture{
            static_cast<std::uint32_t>(bitmaps.size()), bitmap.width, bitmap.height};
    }
    base::Result<ports::Picture>
    scaled(ports::Picture, std::int32_t width, std::int32_t height) override
    {
        return ports::Picture{2, width, height};
    }
    void release() override {}
    void keep() override {}

    std::vector<ports::Bitmap> bitmaps;
};

struct Shown {
    std::vector<ports::Sprite> sprites;
    std::string error;
};

Shown show(stage::Scene const& scene, std::string_view kind, model::Settings const& settings)
{
    Shown made;
    stage::Kinds const kinds = securebase::kinds::all();
    auto const result = kinds.stimulus(kind)->prepare(settings, scene, made.sprites);
    made.error = result ? "" : result.error().what;
    return made;
}

stage::Scene with(KeepingWorkshop& workshop, test::Room& room)
{
    return {workshop,
            room.width,
            room.height,
            {0, 0, 0},
            {255, 255, 255},
            45,
            room.texts,
            room.places,
            1};
}

model::Setting pixels(double value)
{
    return model::Setting{model::Length{value, model::LengthUnit::pixels}};
}

} // namespace

BOOST_AUTO_TEST_SUITE(kinds_stimuli)

BOOST_AUTO_TEST_CASE(lengths_and_places_become_pixels)
{
    test::Room room;
    stage::Scene const scene = room.scene();
    BOOST_TEST(scene.pixels({10, model::LengthUnit::percent_of_height}) == 108);
    BOOST_TEST(scene.pixels({2.5, model::LengthUnit::pixels}) == 3);
    BOOST_TEST(scene.part_of_height(0.25) == 270);
    model::Point const upper_left{{-10, model::LengthUnit::percent_of_height},
                                  {-100, model::LengthUnit::pixels}};
    BOOST_TEST((scene.box_at(upper_left, 20, 10) == ports::Box{842, 435, 20, 10}));
    BOOST_TEST((scene.box_at({}, 20, 10) == ports::Box{950, 535, 20, 10}));
}

BOOST_AUTO_TEST_CASE(a_text_is_centred_on_its_place)
{
    test::Room room;
    auto const shown = show(
        room.scene(),
        "text",
        test::options(
            {{"text", test::text("care")}, {"size", pixels(40)}, {"at", test::percent(0, -10)}}));
    // Four letters of half an em; a line is 1.35 em.
    BOOST_REQUIRE(shown.sprites.size() == 1U);
    BOOST_TEST((shown.sprites[0].box == ports::Box{960 - 40, 540 - 108 - 27, 80, 54}));
    BOOST_TEST(room.workshop.shown_by(shown.sprites[0].picture) == "care");
}

BOOST_AUTO_TEST_CASE(no_words_draw_nothing)
{
    test::Room room;
    auto const shown = show(room.scene(), "text", test::options({{"text", test::text(" ")}}));
    BOOST_TEST(shown.error == "");
    BOOST_TEST(shown.sprites.empty());
}

BOOST_AUTO_TEST_CASE(a_text_never_leaves_the_screen_unseen)
{
    test::Room room;
    auto const shown =
        show(room.scene(),
             "text",
             test::options({{"text", test::text("far away")}, {"at", test::percent(90, 0)}}));
    BOOST_TEST(shown.error == "the text 'far away' reaches beyond the screen (1920 x 1080)");
}

BOOST_AUTO_TEST_CASE(an_image_keeps_its_proportions)
{
    test::Room room;
    KeepingWorkshop workshop;
    // 400 x 200 into 40 % both ways: 432 wide.
    auto const usual =
        show(with(workshop, room), "image", test::options({{"image", test::text("a.png")}}));
    BOOST_TEST((usual.sprites[0].box == ports::Box{744, 432, 432, 216}));
    BOOST_TEST(usual.sprites[0].picture.width == 432);
    auto const flat =
        show(with(workshop, room),
             "image",
             test::options({{"image", test::text("a.png")}, {"size", test::percent(100, 10)}}));
    BOOST_TEST((flat.sprites[0].box == ports::Box{852, 486, 216, 108}));
}

BOOST_AUTO_TEST_CASE(an_image_that_is_not_there_is_an_error)
{
    test::Room room;
    auto const shown =
        show(room.scene(), "image", test::options({{"image", test::text("/nowhere/a.png")}}));
    BOOST_TEST(shown.error != "");
    BOOST_TEST(shown.sprites.empty());
}

BOOST_AUTO_TEST_CASE(a_cross_is_even_on_all_sides)
{
    test::Room room;
    for (std::int32_t const height : {720, 768, 1080, 1440, 1079}) {
        room.height = height;
        auto const shown =
            show(room.scene(), "fixation", test::options({{"fixation", test::text("cross")}}));
        BOOST_REQUIRE(shown.sprites.size() == 3U);
        auto const& bar = shown.sprites[0].box;
        auto const& upper = shown.sprites[1].box;
        auto const& lower = shown.sprites[2].box;
        BOOST_TEST(upper.height == lower.height);
        BOOST_TEST(bar.y - upper.y == upper.height);
        BOOST_TEST(lower.y == bar.y + bar.height);
        BOOST_TEST(upper.width == bar.height);
        BOOST_TEST(upper.x - bar.x == bar.x + bar.width - upper.x - upper.width);
        BOOST_TEST(bar.width == upper.height + bar.height + lower.height);
    }
}

BOOST_AUTO_TEST_CASE(figures_have_their_size_and_colour)
{
    test::Room room;
    KeepingWorkshop workshop;
    auto const figure = [&](char const* form) {
        workshop.bitmaps.clear();
        return show(with(workshop, room),
                    "shape",
                    test::options({{"shape", test::text(form)},
                                   {"size", test::percent(10, 5)},
                                   {"color", model::Setting{model::Rgb{9, 8, 7}}}}));
    };
    for (char const* form : {"rect", "line"}) {
        auto const shown = figure(form);
        BOOST_TEST((shown.sprites[0] == ports::Sprite{{}, {906, 513, 108, 54}, {9, 8, 7, 255}}));
    }
    for (char const* form :
         {"disc", "ring", "arrow_left", "arrow_right", "arrow_up", "arrow_down"}) {
        auto const shown = figure(form);
        BOOST_TEST((shown.sprites[0].box == ports::Box{906, 513, 108, 54}));
        BOOST_REQUIRE(workshop.bitmaps.size() == 1U);
        BOOST_TEST(workshop.bitmaps[0].width == 108);
    }
}

BOOST_AUTO_TEST_CASE(arrows_point_where_they_say)
{
    test::Room room;
    // The half an arrow points to holds its head, hence more of its area.
    struct Case {
        char const* form;
        int x;
        int y;
    };
    for (Case const& one : {Case{"arrow_left", -1, 0},
                            Case{"arrow_right", 1, 0},
                            Case{"arrow_up", 0, -1},
                            Case{"arrow_down", 0, 1}}) {
        KeepingWorkshop workshop;
        show(with(workshop, room), "shape", test::options({{"shape", test::text(one.form)}}));
        ports::Bitmap const& bitmap = workshop.bitmaps.at(0);
        // The row or column of pixels just beyond the middle on that side is the widest.
        auto const alpha = [&](int x, int y) {
            return int{bitmap.rgba[static_cast<std::size_t>((y * bitmap.width + x) * 4 + 3)]};
        };
        int const middle = bitmap.width / 2;
        int head = 0;
        int shaft = 0;
        for (int i = 0; i < bitmap.width; ++i) {
            int const beyond = 4;
            head +=
                one.x != 0 ? alpha(middle + one.x * beyond, i) : alpha(i, middle + one.y * beyond);
            shaft +=
                one.x != 0 ? alpha(middle - one.x * beyond, i) : alpha(i, middle - one.y * beyond);
        }
        BOOST_TEST(head > 2 * shaft, one.form);
    }
}

BOOST_AUTO_TEST_CASE(a_mask_is_the_same_everywhere_and_half_filled)
{
    test::Room room;
    KeepingWorkshop workshop;
    auto const mask = [&](double seed) {
        show(with(workshop, room),
             "mask",
             test::options({{"seed", test::number(seed)}, {"size", test::percent(20, 10)}}));
        return workshop.bitmaps.back();
    };
    auto const one = mask(1);
    BOOST_TEST(one.width == 216);
    BOOST_TEST(one.height == 108);
    BOOST_TEST((mask(1).rgba == one.rgba));
    BOOST_TEST((mask(2).rgba != one.rgba));
    std::size_t filled = 0;
    for (std::size_t i = 3; i < one.rgba.size(); i += 4) {
        filled += one.rgba[i] == 255 ? 1U : 0U;
    }
    double const share = static_cast<double>(filled) / (216.0 * 108.0);
    BOOST_TEST(share > 0.35);
    BOOST_TEST(share < 0.65);
    // The bytes of the first mask, for ever.
    std::string const bytes(one.rgba.begin(), one.rgba.end());
    BOOST_TEST(base::hash_hex(bytes) ==
               "3d914dd609e187698677c320ba292f3ea8c969ea54a8c2ea1a26f16b65230647");
}

BOOST_AUTO_TEST_SUITE_END()
