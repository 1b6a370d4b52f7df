// SPDX-License-Identifier: MIT
// Response: pages of text to turn.
#include "kinds/declare.h"
#include "kinds/factories.h"

namespace securebase::kinds {

namespace {

using model::OptionType;

class PagesKind final : public stage::ResponseKind {
public:
    model::KindDecl declaration() const override;
    base::Result<std::unique_ptr<stage::Response>>
    prepare(model::Settings const& options, stage::Scene const& scene) const override;
};

model::KindDecl PagesKind::declaration() const
{
    model::KindDecl decl;
    decl.name = "pages";
    decl.doc = "Pages of text to turn forward and back.";
    decl.value_option = "text";
    decl.options = {
        required(
            "text",
            OptionType::page,
            "Markdown: `#` headings, paragraphs, `-` lists, `**bold**`; `---` begins a new page."),
    };
    decl.answer = "number: how many pages there were; the time on each is kept with the answer";
    decl.draws_itself = true;
    return decl;
}

base::Result<std::unique_ptr<stage::Response>> PagesKind::prepare(model::Settings const& options,
                                                                  stage::Scene const& scene) const
{
    (void)options;
    (void)scene;
    return base::Error{"not made yet", ""};
}

} // namespace

Response pages_response()
{
    return std::make_unique<PagesKind>();
}

} // namespace securebase::kinds
