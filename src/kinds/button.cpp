// SPDX-License-Identifier: MIT
// A button with its looks.
#include "kinds/button.h"

#include <algorithm>

namespace securebase::kinds {

namespace {

constexpr double words_em = 0.9;

Look look_of(Studio& studio,
             std::string_view words,
             ports::Box const& box,
             PanelStyle const& panel,
             TextStyle const& style)
{
    Look look = studio.panel(box, panel);
    ports::Picture const picture =
        studio.fitted(words, style, box.width - box.height / 2, box.height * 9 / 10);
    look.push_back(centered(picture, box));
    return look;
}

} // namespace

void Button::draw(std::vector<ports::Sprite>& out, ButtonState state, bool has_focus) const
{
    append(out, state == ButtonState::off ? off : state == ButtonState::hover ? hover : idle);
    if (has_focus) {
        append(out, ring);
    }
}

std::int32_t button_height(Studio const& studio)
{
    return std::max(studio.part(0.075), studio.em(words_em * 1.5));
}

std::int32_t button_width(Studio& studio, std::string_view words)
{
    std::int32_t const width =
        studio.width_of(words, studio.em(words_em), true) + button_height(studio);
    return std::clamp(width, studio.part(0.2), std::max(studio.part(0.2), studio.column_width()));
}

Button make_button(Studio& studio, std::string_view words, ports::Box const& box, ButtonSort sort)
{
    Palette const& colors = studio.colors();
    std::int32_t const radius = box.height / 4;
    std::int32_t const line = std::max(1, studio.part(0.0015));
    TextStyle const plain{studio.em(words_em), colors.text};
    Button made;
    made.box = box;
    PanelStyle panel{colors.panel, colors.panel, 0, radius};
    made.off = look_of(studio,
                       words,
                       box,
                       {faded(colors.panel, 0), colors.groove, line, radius},
                       {plain.size, colors.quiet});
    if (sort == ButtonSort::main) {
        TextStyle const strong{plain.size, colors.accent_text, ports::Align::center, true};
        panel.fill = panel.border = colors.accent;
        made.idle = look_of(studio, words, box, panel, strong);
        panel.fill = panel.border = colors.accent_hover;
        made.hover = look_of(studio, words, box, panel, strong);
    } else {
        made.idle = look_of(studio, words, box, panel, plain);
        panel.fill = panel.border = colors.panel_hover;
        made.hover = look_of(studio, words, box, panel, plain);
    }
    made.ring = studio.focus_ring(box, radius);
    return made;
}

} // namespace securebase::kinds
