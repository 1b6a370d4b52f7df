// SPDX-License-Identifier: MIT
// Response: several options of a list.
#include "kinds/declare.h"
#include "kinds/factories.h"

namespace securebase::kinds {

namespace {

using model::OptionType;

class ChooseManyKind final : public stage::ResponseKind {
public:
    model::KindDecl declaration() const override;
    base::Result<std::unique_ptr<stage::Response>>
    prepare(model::Settings const& options, stage::Scene const& scene) const override;
};

model::KindDecl ChooseManyKind::declaration() const
{
    model::KindDecl decl;
    decl.name = "choose_many";
    decl.doc = "Several options of a list.";
    decl.value_option = "options";
    decl.options = {
        required("options", OptionType::text_list, "The options."),
        optional("shuffle",
                 OptionType::truth,
                 "no",
                 "Shown in random order; the order is kept with the answer."),
        with_range(optional("least", OptionType::integer, "1", "How many must be chosen at least."),
                   0,
                   100),
        with_range(
            optional("most", OptionType::integer, "", "How many may be chosen at most; else all."),
            1,
            100),
        position_option(),
    };
    decl.answer = "list: the options chosen, in the order in which they were written";
    decl.takes_ask = true;
    return decl;
}

base::Result<std::unique_ptr<stage::Response>>
ChooseManyKind::prepare(model::Settings const& options, stage::Scene const& scene) const
{
    (void)options;
    (void)scene;
    return base::Error{"not made yet", ""};
}

} // namespace

Response choose_many_response()
{
    return std::make_unique<ChooseManyKind>();
}

} // namespace securebase::kinds
