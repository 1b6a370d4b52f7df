// SPDX-License-Identifier: MIT
// Response: areas to touch or click.
#include "kinds/declare.h"
#include "kinds/factories.h"

namespace securebase::kinds {

namespace {

using model::OptionType;

class ClickKind final : public stage::ResponseKind {
public:
    model::KindDecl declaration() const override;
    base::Result<std::unique_ptr<stage::Response>>
    prepare(model::Settings const& options, stage::Scene const& scene) const override;
};

model::KindDecl ClickKind::declaration() const
{
    model::KindDecl decl;
    decl.name = "click";
    decl.doc = "Areas of the screen to touch or click; the first one hit counts.";
    decl.value_option = "areas";
    decl.options = {
        required("areas", OptionType::area_map, "Each area's name, centre (`at`) and `size`."),
    };
    decl.answer = "text: the name of the area";
    return decl;
}

base::Result<std::unique_ptr<stage::Response>> ClickKind::prepare(model::Settings const& options,
                                                                  stage::Scene const& scene) const
{
    (void)options;
    (void)scene;
    return base::Error{"not made yet", ""};
}

} // namespace

Response click_response()
{
    return std::make_unique<ClickKind>();
}

} // namespace securebase::kinds
