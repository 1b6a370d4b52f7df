// SPDX-License-Identifier: MIT
// Response: pages to read, then consent.
#include "kinds/declare.h"
#include "kinds/factories.h"

namespace securebase::kinds {

namespace {

using model::OptionType;

class AgreeKind final : public stage::ResponseKind {
public:
    model::KindDecl declaration() const override;
    base::Result<std::unique_ptr<stage::Response>>
    prepare(model::Settings const& options, stage::Scene const& scene) const override;
};

model::KindDecl AgreeKind::declaration() const
{
    model::KindDecl decl;
    decl.name = "agree";
    decl.doc = "Pages of text, then boxes to tick, then agreement or refusal.";
    decl.value_option = "text";
    decl.options = {
        required("text", OptionType::page, "Markdown, as for pages."),
        optional("items",
                 OptionType::text_list,
                 "",
                 "Statements that must all be ticked before agreeing is possible."),
    };
    decl.answer = "text: yes or no";
    decl.draws_itself = true;
    return decl;
}

base::Result<std::unique_ptr<stage::Response>> AgreeKind::prepare(model::Settings const& options,
                                                                  stage::Scene const& scene) const
{
    (void)options;
    (void)scene;
    return base::Error{"not made yet", ""};
}

} // namespace

Response agree_response()
{
    return std::make_unique<AgreeKind>();
}

} // namespace securebase::kinds
