// SPDX-License-Identifier: MIT
// Stimulus: a pattern of random squares.
#include "kinds/declare.h"
#include "kinds/factories.h"

namespace securebase::kinds {

namespace {

using model::OptionType;

class Mask final : public stage::StimulusKind {
public:
    model::KindDecl declaration() const override;
    base::Result<void> prepare(model::Settings const& options,
                               stage::Scene const& scene,
                               std::vector<ports::Sprite>& out) const override;
};

model::KindDecl Mask::declaration() const
{
    model::KindDecl decl;
    decl.name = "mask";
    decl.doc = "A pattern of random squares, each as likely filled as not.";
    decl.value_option = "seed";
    decl.options = {
        required("seed", OptionType::seed, "The same number gives the same pattern."),
        at_option(),
        optional("size", OptionType::size, "20 %", "[width, height], or one length for a square."),
        optional("cell", OptionType::length, "1 %", "Side of one square."),
        color_option("Of the filled squares; else the screen's color."),
    };
    return decl;
}

base::Result<void> Mask::prepare(model::Settings const& options,
                                 stage::Scene const& scene,
                                 std::vector<ports::Sprite>& out) const
{
    (void)options;
    (void)scene;
    (void)out;
    return base::Error{"not made yet", ""};
}

} // namespace

Stimulus mask_stimulus()
{
    return std::make_unique<Mask>();
}

} // namespace securebase::kinds
