// SPDX-License-Identifier: MIT
// Stimulus: a picture from a file.
#include "kinds/declare.h"
#include "kinds/factories.h"

namespace securebase::kinds {

namespace {

using model::OptionType;

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
    (void)options;
    (void)scene;
    (void)out;
    return base::Error{"not made yet", ""};
}

} // namespace

Stimulus image_stimulus()
{
    return std::make_unique<Image>();
}

} // namespace securebase::kinds
