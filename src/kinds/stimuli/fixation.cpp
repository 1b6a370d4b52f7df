// SPDX-License-Identifier: MIT
// Stimulus: a mark to look at.
#include "kinds/declare.h"
#include "kinds/factories.h"
#include "kinds/raster.h"

#include <algorithm>

namespace securebase::kinds {

namespace {

using model::OptionType;

constexpr double usual_share = 0.03; ///< Of the screen's height.

class Fixation final : public stage::StimulusKind {
public:
    model::KindDecl declaration() const override;
    base::Result<void> prepare(model::Settings const& options,
                               stage::Scene const& scene,
                               std::vector<ports::Sprite>& out) const override;
};

model::KindDecl Fixation::declaration() const
{
    model::KindDecl decl;
    decl.name = "fixation";
    decl.doc = "A mark to look at.";
    decl.value_option = "fixation";
    decl.options = {
        with_choices(required("fixation", OptionType::choice, "Which mark."), {"cross", "dot"}),
        at_option(),
        optional("size",
                 OptionType::length,
                 "3 %",
                 "Width and height of the cross; a dot is a third as wide."),
        color_option("Of the mark; else the screen's color."),
    };
    return decl;
}

base::Result<void> Fixation::prepare(model::Settings const& options,
                                     stage::Scene const& scene,
                                     std::vector<ports::Sprite>& out) const
{
    std::int32_t const size =
        std::max(3, length_or(options, "size", scene, scene.part_of_height(usual_share)));
    model::Point const place = point_or(options, "at", {});
    ports::Color const color = to_color(color_or(options, "color", scene.color));
    if (options.text("fixation") == "dot") {
        std::int32_t const side = std::max(3, (size + 1) / 3);
        ports::Bitmap dot = empty_bitmap(side, side);
        paint(dot, disc(side / 2.0, side / 2.0, side / 2.0), color);
        auto const picture = scene.workshop.bitmap(dot);
        if (!picture) {
            return picture.error();
        }
        out.push_back({*picture, scene.box_at(place, side, side)});
        return {};
    }
    // Arms and gap between them share their parity, so that the cross is even on all sides.
    std::int32_t thick = std::max(2, size / 7);
    thick += (size - thick) % 2;
    out.push_back({{}, scene.box_at(place, size, thick), color});
    ports::Box const upright = scene.box_at(place, thick, size);
    std::int32_t const arm = (size - thick) / 2;
    out.push_back({{}, {upright.x, upright.y, thick, arm}, color});
    out.push_back({{}, {upright.x, upright.y + arm + thick, thick, arm}, color});
    return {};
}

} // namespace

Stimulus fixation_stimulus()
{
    return std::make_unique<Fixation>();
}

} // namespace securebase::kinds
