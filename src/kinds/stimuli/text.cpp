// SPDX-License-Identifier: MIT
// Stimulus: words.
#include "kinds/declare.h"
#include "kinds/factories.h"

namespace securebase::kinds {

namespace {

using model::OptionType;

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
    (void)options;
    (void)scene;
    (void)out;
    return base::Error{"not made yet", ""};
}

} // namespace

Stimulus text_stimulus()
{
    return std::make_unique<Text>();
}

} // namespace securebase::kinds
