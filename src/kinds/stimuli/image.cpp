// SPDX-License-Identifier: MIT
// Stimulus: a picture from a file.
#include "kinds/declare.h"
#include "kinds/factories.h"

#include <algorithm>
#include <cmath>

namespace securebase::kinds {

namespace {

using model::OptionType;

constexpr double usual_share = 0.4; ///< Of the screen's height, both ways.

class Image final : public stage::StimulusKind {
public:
    model::KindDecl declaration() const override;
    base::Result<void> prepare(model::Settings const& options,
                               stage::Scene const& scene,
                               std::vector<ports::Sprite>& out) const override;
};

model::KindDecl Image::declaration() const
{
    model::KindDecl decl;
    decl.name = "image";
    decl.doc = "A picture from a PNG or JPEG file.";
    decl.value_option = "image";
    decl.options = {
        required("image", OptionType::file, "The file, in the experiment's folder."),
        at_option(),
        optional("size",
                 OptionType::size,
                 "40 %",
                 "The picture is made as large as fits in here and keeps its proportions."),
    };
    return decl;
}

base::Result<void> Image::prepare(model::Settings const& options,
                                  stage::Scene const& scene,
                                  std::vector<ports::Sprite>& out) const
{
    auto const picture = scene.workshop.image(options.text("image"));
    if (!picture) {
        return picture.error();
    }
    std::int32_t const usual = scene.part_of_height(usual_share);
    std::int32_t width = usual;
    std::int32_t height = usual;
    if (options.has("size")) {
        width = scene.pixels(options.point("size").x);
        height = scene.pixels(options.point("size").y);
    }
    double const scale = std::min(static_cast<double>(width) / picture->width,
                                  static_cast<double>(height) / picture->height);
    auto const scaled_side = [&](std::int32_t side) {
        return std::max(1, static_cast<std::int32_t>(std::lround(scale * side)));
    };
    auto const scaled =
        scene.workshop.scaled(*picture, scaled_side(picture->width), scaled_side(picture->height));
    if (!scaled) {
        return scaled.error();
    }
    out.push_back({*scaled,
                   scene.box_at(point_or(options, "at", {}),
                                scaled_side(picture->width),
                                scaled_side(picture->height))});
    return {};
}

} // namespace

Stimulus image_stimulus()
{
    return std::make_unique<Image>();
}

} // namespace securebase::kinds
