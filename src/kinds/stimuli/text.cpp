// SPDX-License-Identifier: MIT
// Stimulus: words.
#include "base/text.h"

#include "kinds/declare.h"
#include "kinds/factories.h"
#include "kinds/studio.h"

#include <algorithm>

namespace securebase::kinds {

namespace {

using model::OptionType;

ports::Align align_of(model::Settings const& options)
{
    std::string const align = text_or(options, "align", "center");
    return align == "left"    ? ports::Align::left
           : align == "right" ? ports::Align::right
                              : ports::Align::center;
}

bool is_on_screen(ports::Box const& box, stage::Scene const& scene)
{
    return box.x >= 0 && box.y >= 0 && box.x + box.width <= scene.width &&
           box.y + box.height <= scene.height;
}

class Text final : public stage::StimulusKind {
public:
    model::KindDecl declaration() const override;
    base::Result<void> prepare(model::Settings const& options,
                               stage::Scene const& scene,
                               std::vector<ports::Sprite>& out) const override;
};

model::KindDecl Text::declaration() const
{
    model::KindDecl decl;
    decl.name = "text";
    decl.doc = "Words.";
    decl.value_option = "text";
    decl.options = {
        required("text", OptionType::text, "The words; may have several lines."),
        at_option(),
        optional("size",
                 OptionType::length,
                 "",
                 "Height of the letters' em; else the screen's text_size."),
        color_option("Of the letters; else the screen's color."),
        optional(
            "width",
            OptionType::length,
            "",
            "Lines break at this width; else at 34 em or 88 % of the screen, whichever is less."),
        optional("bold", OptionType::truth, "no", "Bold letters."),
        with_choices(optional("align",
                              OptionType::choice,
                              "center",
                              "How the lines of a longer text stand to each other."),
                     {"left", "center", "right"}),
    };
    return decl;
}

base::Result<void> Text::prepare(model::Settings const& options,
                                 stage::Scene const& scene,
                                 std::vector<ports::Sprite>& out) const
{
    std::string const words = text_or(options, "text", "");
    if (base::trim(words).empty()) {
        return {};
    }
    Studio studio(scene);
    TextStyle style;
    style.size = std::max(1, length_or(options, "size", scene, scene.text_px));
    style.color = to_color(color_or(options, "color", scene.color));
    style.align = align_of(options);
    style.bold = truth_or(options, "bold", false);
    std::int32_t const width = length_or(options, "width", scene, studio.column_width());
    ports::Picture const picture = studio.text(words, style, std::max(1, width));
    if (studio.error()) {
        return *studio.error();
    }
    ports::Box const box = scene.box_at(point_or(options, "at", {}), picture.width, picture.height);
    // A stimulus is shown as the author described it or not at all.
    if (!is_on_screen(box, scene)) {
        return base::Error{"the text " + excerpt(words) + " reaches beyond the screen (" +
                               std::to_string(scene.width) + " x " + std::to_string(scene.height) +
                               ")",
                           "make it smaller, shorter or nearer to the centre"};
    }
    out.push_back({picture, box});
    return {};
}

} // namespace

Stimulus text_stimulus()
{
    return std::make_unique<Text>();
}

} // namespace securebase::kinds
