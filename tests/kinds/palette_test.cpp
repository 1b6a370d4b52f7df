// SPDX-License-Identifier: MIT
// Colours derived from the experiment's two can be read.
#include "kinds/palette.h"

#include <boost/test/unit_test.hpp>

namespace {

using namespace securebase;
using kinds::contrast;

constexpr ports::Color white{255, 255, 255, 255};
constexpr ports::Color black{0, 0, 0, 255};

struct Pair {
    model::Rgb background;
    model::Rgb text;
};

/// Dark, light, paper, coloured, middle grey.
constexpr Pair pairs[] = {{{24, 26, 30}, {236, 236, 236}},
                          {{255, 255, 255}, {0, 0, 0}},
                          {{0, 0, 0}, {255, 255, 255}},
                          {{250, 245, 230}, {60, 50, 40}},
                          {{20, 40, 80}, {255, 230, 160}},
                          {{128, 128, 128}, {0, 0, 0}}};

} // namespace

BOOST_AUTO_TEST_SUITE(kinds_palette)

BOOST_AUTO_TEST_CASE(contrast_is_that_of_the_guidelines)
{
    BOOST_TEST(contrast(white, black) == 21.0, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(contrast(white, white) == 1.0, boost::test_tools::tolerance(1e-9));
    // #777777 on white is the textbook grey that just fails.
    BOOST_TEST(contrast({119, 119, 119, 255}, white) == 4.478, boost::test_tools::tolerance(1e-3));
    BOOST_TEST(contrast(black, white) == contrast(white, black));
}

BOOST_AUTO_TEST_CASE(half_way_is_half_way)
{
    BOOST_TEST((kinds::mix(black, white, 0.5) == ports::Color{128, 128, 128, 255}));
    BOOST_TEST((kinds::mix(black, {10, 20, 30, 255}, 0) == black));
}

BOOST_AUTO_TEST_CASE(all_words_can_be_read_on_what_is_under_them)
{
    for (auto const& [background, text] : pairs) {
        kinds::Palette const p = kinds::palette_for(background, text);
        BOOST_TEST_CONTEXT("background " << int{background.red} << ' ' << int{background.green})
        {
            BOOST_TEST(contrast(p.quiet, p.background) >= 4.5);
            BOOST_TEST(contrast(p.label, p.background) >= contrast(p.quiet, p.background));
            BOOST_TEST(contrast(p.text, p.panel) >= 4.5);
            BOOST_TEST(contrast(p.text, p.panel_hover) >= 4.5);
            BOOST_TEST(contrast(p.text, p.tint) >= 4.5);
            BOOST_TEST(contrast(p.accent, p.background) >= 4.5);
            BOOST_TEST(contrast(p.accent_text, p.accent) >= 4.5);
            BOOST_TEST(contrast(p.accent_text, p.accent_hover) >= 4.5);
            BOOST_TEST(contrast(p.border, p.background) >= 3.0);
        }
    }
}

BOOST_AUTO_TEST_CASE(states_differ_from_each_other)
{
    kinds::Palette const p = kinds::palette_for(pairs[0].background, pairs[0].text);
    BOOST_TEST((p.panel != p.background));
    BOOST_TEST((p.panel_hover != p.panel));
    BOOST_TEST((p.accent_hover != p.accent));
    BOOST_TEST((p.tint != p.panel));
}

BOOST_AUTO_TEST_CASE(colours_that_cannot_be_read_stay_as_the_author_wrote_them)
{
    // Grey on grey: nothing readable can be mixed from them, but no colour gets worse than the
    // text.
    kinds::Palette const p = kinds::palette_for({100, 100, 100}, {130, 130, 130});
    BOOST_TEST((p.text == ports::Color{130, 130, 130, 255}));
    BOOST_TEST((p.quiet == p.text));
    BOOST_TEST(contrast(p.text, p.panel) >= contrast(p.text, p.background) - 1e-9);
}

BOOST_AUTO_TEST_SUITE_END()
