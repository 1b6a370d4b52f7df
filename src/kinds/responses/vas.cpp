// SPDX-License-Identifier: MIT
// Response: a rating anywhere on a line.
#include "kinds/declare.h"
#include "kinds/factories.h"

namespace securebase::kinds {

namespace {

using model::OptionType;

class VasKind final : public stage::ResponseKind {
public:
    model::KindDecl declaration() const override;
    base::Result<std::unique_ptr<stage::Response>>
    prepare(model::Settings const& options, stage::Scene const& scene) const override;
};

model::KindDecl VasKind::declaration() const
{
    model::KindDecl decl;
    decl.name = "vas";
    decl.doc = "A rating anywhere on a line.";
    decl.options = {
        optional("low", OptionType::text, "", "Words under the left end."),
        optional("middle", OptionType::text, "", "Words under the middle."),
        optional("high", OptionType::text, "", "Words under the right end."),
        position_option(),
    };
    decl.answer = "number: 0 at the left end to 100 at the right end, one decimal";
    decl.takes_ask = true;
    return decl;
}

base::Result<std::unique_ptr<stage::Response>> VasKind::prepare(model::Settings const& options,
                                                                stage::Scene const& scene) const
{
    (void)options;
    (void)scene;
    return base::Error{"not made yet", ""};
}

} // namespace

Response vas_response()
{
    return std::make_unique<VasKind>();
}

} // namespace securebase::kinds
