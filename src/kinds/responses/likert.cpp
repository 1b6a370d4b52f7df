// SPDX-License-Identifier: MIT
// Response: a rating on a row of numbered points.
#include "kinds/declare.h"
#include "kinds/factories.h"

namespace securebase::kinds {

namespace {

using model::OptionType;

class LikertKind final : public stage::ResponseKind {
public:
    model::KindDecl declaration() const override;
    base::Result<std::unique_ptr<stage::Response>>
    prepare(model::Settings const& options, stage::Scene const& scene) const override;
};

model::KindDecl LikertKind::declaration() const
{
    model::KindDecl decl;
    decl.name = "likert";
    decl.doc = "A rating on a row of numbered points.";
    decl.value_option = "points";
    decl.options = {
        with_range(
            optional(
                "points", OptionType::integer, "7", "How many points there are, from 2 to 11."),
            2,
            11),
        with_range(
            optional("least", OptionType::integer, "1", "The number of the first point."), -5, 1),
        optional("low", OptionType::text, "", "Words under the first point."),
        optional("middle", OptionType::text, "", "Words under the middle of the row."),
        optional("high", OptionType::text, "", "Words under the last point."),
        optional("labels",
                 OptionType::text_list,
                 "",
                 "Words under each point, instead of low, middle and high."),
        optional("confirm",
                 OptionType::truth,
                 "yes",
                 "The choice is confirmed and may be changed until then; with no, the first press "
                 "answers."),
        position_option(),
    };
    decl.answer = "number: the point chosen";
    decl.takes_ask = true;
    return decl;
}

base::Result<std::unique_ptr<stage::Response>> LikertKind::prepare(model::Settings const& options,
                                                                   stage::Scene const& scene) const
{
    (void)options;
    (void)scene;
    return base::Error{"not made yet", ""};
}

} // namespace

Response likert_response()
{
    return std::make_unique<LikertKind>();
}

} // namespace securebase::kinds
