// SPDX-License-Identifier: MIT
// Response: a text shown sentence by sentence.
#include "kinds/declare.h"
#include "kinds/factories.h"

namespace securebase::kinds {

namespace {

using model::OptionType;

class ReadKind final : public stage::ResponseKind {
public:
    model::KindDecl declaration() const override;
    base::Result<std::unique_ptr<stage::Response>>
    prepare(model::Settings const& options, stage::Scene const& scene) const override;
};

model::KindDecl ReadKind::declaration() const
{
    model::KindDecl decl;
    decl.name = "read";
    decl.doc = "A text shown sentence by sentence at the reader's own pace.";
    decl.value_option = "text";
    decl.options = {
        required("text",
                 OptionType::text,
                 "The text; it is divided after sentence ends and at line breaks."),
        optional(
            "least", OptionType::time, "300 ms", "A sentence cannot be left before this, in ms."),
        optional("keep", OptionType::truth, "no", "Sentences already read stay on the screen."),
    };
    decl.answer = "number: how many sentences were read; the time on each is kept with the answer";
    decl.draws_itself = true;
    return decl;
}

base::Result<std::unique_ptr<stage::Response>> ReadKind::prepare(model::Settings const& options,
                                                                 stage::Scene const& scene) const
{
    (void)options;
    (void)scene;
    return base::Error{"not made yet", ""};
}

} // namespace

Response read_response()
{
    return std::make_unique<ReadKind>();
}

} // namespace securebase::kinds
