// SPDX-License-Identifier: MIT
// Response: one option of a list.
#include "kinds/declare.h"
#include "kinds/factories.h"

namespace securebase::kinds {

namespace {

using model::OptionType;

class ChooseKind final : public stage::ResponseKind {
public:
    model::KindDecl declaration() const override;
    base::Result<std::unique_ptr<stage::Response>>
    prepare(model::Settings const& options, stage::Scene const& scene) const override;
};

model::KindDecl ChooseKind::declaration() const
{
    model::KindDecl decl;
    decl.name = "choose";
    decl.doc = "One option of a list.";
    decl.value_option = "options";
    decl.options = {
        required("options", OptionType::text_list, "The options."),
        optional("shuffle",
                 OptionType::truth,
                 "no",
                 "Shown in random order; the order is kept with the answer."),
        optional("confirm",
                 OptionType::truth,
                 "yes",
                 "The choice is confirmed and may be changed until then; with no, the first press "
                 "answers."),
        position_option(),
    };
    decl.answer = "text: the option";
    decl.takes_ask = true;
    return decl;
}

base::Result<std::unique_ptr<stage::Response>> ChooseKind::prepare(model::Settings const& options,
                                                                   stage::Scene const& scene) const
{
    (void)options;
    (void)scene;
    return base::Error{"not made yet", ""};
}

} // namespace

Response choose_response()
{
    return std::make_unique<ChooseKind>();
}

} // namespace securebase::kinds
