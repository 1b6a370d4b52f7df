// SPDX-License-Identifier: MIT
// The colours of questions and pages, derived from the two the experiment sets.
#pragma once

#include "model/value.h"
#include "ports/display.h"

namespace securebase::kinds {

/// Contrast of two colours, from 1 (the same) to 21 (black and white).
/// Source: WCAG 2.1, relative luminance and contrast ratio.
double contrast(ports::Color const& a, ports::Color const& b);

/// `share` of the way from one colour to another; 0 is `from`.
ports::Color mix(ports::Color const& from, ports::Color const& to, double share);

/// Text can be read from here on.
constexpr double readable = 4.5;
/// Lines and fills can be made out from here on.
constexpr double visible = 3.0;

/// All opaque. Whatever carries words has a contrast of `readable` to what is under them, where
/// `text` on `background` has it too; where it has not, words are as readable as `text` is.
struct Palette {
    ports::Color background;
    ports::Color text;
    ports::Color label;        ///< Words under a scale, on the background.
    ports::Color quiet;        ///< Words that matter less, on the background.
    ports::Color panel;        ///< Under buttons and options; carries `text`.
    ports::Color panel_hover;  ///< The same under the pointer; carries `text`.
    ports::Color border;       ///< Around panels: visible, no more.
    ports::Color groove;       ///< Lines of scales and dots not reached yet.
    ports::Color accent;       ///< What is chosen; readable on the background.
    ports::Color accent_hover; ///< The same under the pointer.
    ports::Color accent_text;  ///< Words on `accent` and `accent_hover`.
    ports::Color tint;         ///< A panel that is chosen; carries `text`.
};

Palette palette_for(model::Rgb background, model::Rgb text);

} // namespace securebase::kinds
