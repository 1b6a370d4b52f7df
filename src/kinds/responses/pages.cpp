// SPDX-License-Identifier: MIT
// Response: pages of text to turn.
#include "kinds/book.h"
#include "kinds/declare.h"
#include "kinds/factories.h"
#include "kinds/question.h"

namespace securebase::kinds {

namespace {

using model::OptionType;

using stage::Reaction;

class Pages final : public stage::Response {
public:
    Pages(Studio& studio, std::string const& text) : book_(studio, text, 0) {}

    void draw(std::vector<ports::Sprite>& out) const override { book_.draw(out); }

    Reaction handle(ports::InputEvent const& event) override
    {
        switch (book_.handle(event)) {
        case Turn::none:
            return Reaction::ignored;
        case Turn::changed:
        case Turn::turned:
            return Reaction::changed;
        case Turn::past_end:
            break;
        }
        return Reaction::answered;
    }

    void shown(base::Timestamp const& when) override { book_.shown(when); }

    stage::Answer answer() const override
    {
        stage::Answer answer = number_answer(static_cast<double>(book_.count()));
        answer.parts_ms = book_.parts_ms();
        return answer;
    }

    void describe(ports::Ask& ask) const override { book_.describe(ask); }

private:
    Book book_;
};

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
    Studio studio(scene);
    return made_in<Pages>(studio, text_or(options, "text", ""));
}

} // namespace

Response pages_response()
{
    return std::make_unique<PagesKind>();
}

} // namespace securebase::kinds
