// SPDX-License-Identifier: MIT
// Stimulus: a simple figure.
#include "kinds/declare.h"
#include "kinds/factories.h"
#include "kinds/raster.h"

#include <algorithm>

namespace securebase::kinds {

namespace {

using model::OptionType;

constexpr double usual_size = 0.1;         ///< Of the screen's height, both ways.
constexpr double usual_line_length = 0.2;  ///< Likewise.
constexpr double usual_line_width = 0.004; ///< Likewise.

/// An arrow to the right in a square of side 1, from the tip on.
std::vector<Corner> arrow_corners()
{
    return {{1, 0.5}, {0.5, 0}, {0.5, 0.3}, {0, 0.3}, {0, 0.7}, {0.5, 0.7}, {0.5, 1}};
}

Distance arrow(std::string const& form, double width, double height)
{
    std::vector<Corner> corners = arrow_corners();
    for (Corner& corner : corners) {
        if (form == "arrow_left" || form == "arrow_up") {
            corner.x = 1 - corner.x;
        }
        if (form == "arrow_up" || form == "arrow_down") {
            std::swap(corner.x, corner.y);
        }
        corner.x *= width;
        corner.y *= height;
    }
    return polygon(std::move(corners));
}

Distance figure_of(std::string const& form, double width, double height, double thickness)
{
    Distance outer = ellipse(width / 2, height / 2, width / 2, height / 2);
    if (form == "disc") {
        return outer;
    }
    if (form == "ring") {
        double const inner_x = width / 2 - thickness;
        double const inner_y = height / 2 - thickness;
        return inner_x <= 0 || inner_y <= 0
                   ? outer
                   : without(outer, ellipse(width / 2, height / 2, inner_x, inner_y));
    }
    return arrow(form, width, height);
}

class Shape final : public stage::StimulusKind {
public:
    model::KindDecl declaration() const override;
    base::Result<void> prepare(model::Settings const& options,
                               stage::Scene const& scene,
                               std::vector<ports::Sprite>& out) const override;
};

model::KindDecl Shape::declaration() const
{
    model::KindDecl decl;
    decl.name = "shape";
    decl.doc = "A simple figure.";
    decl.value_option = "shape";
    decl.options = {
        with_choices(required("shape", OptionType::choice, "Which figure."),
                     {"rect",
                      "disc",
                      "ring",
                      "line",
                      "arrow_left",
                      "arrow_right",
                      "arrow_up",
                      "arrow_down"}),
        at_option(),
        optional("size",
                 OptionType::size,
                 "",
                 "[width, height]; else 10 % both ways, a line 20 % by 0.4 %."),
        color_option("Of the figure; else the screen's color."),
        optional(
            "thickness", OptionType::length, "", "Of a ring; else an eighth of its smaller side."),
    };
    return decl;
}

base::Result<void> Shape::prepare(model::Settings const& options,
                                  stage::Scene const& scene,
                                  std::vector<ports::Sprite>& out) const
{
    std::string const& form = options.text("shape");
    bool const is_line = form == "line";
    std::int32_t width = scene.part_of_height(is_line ? usual_line_length : usual_size);
    std::int32_t height = scene.part_of_height(is_line ? usual_line_width : usual_size);
    if (options.has("size")) {
        width = scene.pixels(options.point("size").x);
        height = scene.pixels(options.point("size").y);
    }
    width = std::max(width, 1);
    height = std::max(height, 1);
    ports::Color const color = to_color(color_or(options, "color", scene.color));
    ports::Box const box = scene.box_at(point_or(options, "at", {}), width, height);
    if (form == "rect" || is_line) {
        out.push_back({{}, box, color});
        return {};
    }
    std::int32_t const thickness =
        length_or(options, "thickness", scene, std::max(1, std::min(width, height) / 8));
    ports::Bitmap bitmap = empty_bitmap(width, height);
    paint(bitmap, figure_of(form, width, height, thickness), color);
    auto const picture = scene.workshop.bitmap(bitmap);
    if (!picture) {
        return picture.error();
    }
    out.push_back({*picture, box});
    return {};
}

} // namespace

Stimulus shape_stimulus()
{
    return std::make_unique<Shape>();
}

} // namespace securebase::kinds
