// SPDX-License-Identifier: MIT
// Stimulus: a simple figure.
#include "kinds/declare.h"
#include "kinds/factories.h"

namespace securebase::kinds {

namespace {

using model::OptionType;

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
    (void)options;
    (void)scene;
    (void)out;
    return base::Error{"not made yet", ""};
}

} // namespace

Stimulus shape_stimulus()
{
    return std::make_unique<Shape>();
}

} // namespace securebase::kinds
