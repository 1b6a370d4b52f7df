// SPDX-License-Identifier: MIT
// The colours of questions and pages.
#include "kinds/palette.h"

#include <algorithm>
#include <cmath>

namespace securebase::kinds {

namespace {

using ports::Color;

constexpr Color white{255, 255, 255, 255};
constexpr Color black{0, 0, 0, 255};
/// A calm blue; made lighter or darker until it can be read.
constexpr Color accent_hue{92, 150, 220, 255};
constexpr double step = 0.04;
constexpr double quiet_contrast = 5.5;
constexpr double label_contrast = 8.0;

double linear(std::uint8_t channel)
{
    double const share = static_cast<double>(channel) / 255.0;
    return share <= 0.03928 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

double luminance(Color const& color)
{
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

std::uint8_t mixed(std::uint8_t from, std::uint8_t to, double share)
{
    double const value =
        static_cast<double>(from) + share * (static_cast<double>(to) - static_cast<double>(from));
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 255.0)));
}

/// The first colour on the way from `from` to `to` with that contrast to `under`; `to` when none
/// has.
Color until_contrast(Color const& from, Color const& to, Color const& under, double wanted)
{
    for (double share = 0; share < 1.0; share += step) {
        Color const color = mix(from, to, share);
        if (contrast(color, under) >= wanted) {
            return color;
        }
    }
    return to;
}

/// `under` on its way to `to`, as far as `share`, but never so far that `text` cannot be read on
/// it.
Color panel_of(Color const& under, Color const& to, double share, Color const& text)
{
    double const wanted = std::min(readable, contrast(under, text));
    while (share > 0 && contrast(mix(under, to, share), text) < wanted) {
        share -= step;
    }
    return mix(under, to, std::max(share, 0.0));
}

Color better_on(Color const& under, Color const& a, Color const& b)
{
    return contrast(a, under) >= contrast(b, under) ? a : b;
}

} // namespace

double contrast(Color const& a, Color const& b)
{
    double const first = luminance(a) + 0.05;
    double const second = luminance(b) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

Color mix(Color const& from, Color const& to, double share)
{
    return {mixed(from.red, to.red, share),
            mixed(from.green, to.green, share),
            mixed(from.blue, to.blue, share),
            255};
}

Palette palette_for(model::Rgb background, model::Rgb text)
{
    Palette made;
    made.background = {background.red, background.green, background.blue, 255};
    made.text = {text.red, text.green, text.blue, 255};
    Color const extreme = better_on(made.background, white, black);
    made.panel = panel_of(made.background, made.text, 0.1, made.text);
    made.panel_hover = panel_of(made.background, made.text, 0.2, made.text);
    made.border = until_contrast(made.panel, made.text, made.background, visible);
    made.groove = made.border;
    made.label = until_contrast(
        mix(made.background, made.text, 0.7), made.text, made.background, label_contrast);
    made.quiet = until_contrast(
        mix(made.background, made.text, 0.55), made.text, made.background, quiet_contrast);
    made.accent = until_contrast(accent_hue, extreme, made.background, readable);
    made.accent_text = better_on(made.accent, white, black);
    // Away from the words on it, so that they stay readable.
    made.accent_hover = mix(made.accent, made.accent_text == black ? white : black, 0.18);
    made.tint = panel_of(made.background, made.accent, 0.24, made.text);
    return made;
}

} // namespace securebase::kinds
