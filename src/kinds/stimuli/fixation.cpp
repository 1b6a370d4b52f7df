// SPDX-License-Identifier: MIT
// Stimulus: a mark to look at.
#include "kinds/declare.h"
#include "kinds/factories.h"

namespace securebase::kinds {

namespace {

using model::OptionType;

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
    (void)options;
    (void)scene;
    (void)out;
    return base::Error{"not made yet", ""};
}

} // namespace

Stimulus fixation_stimulus()
{
    return std::make_unique<Fixation>();
}

} // namespace securebase::kinds
