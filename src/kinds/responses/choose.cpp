// SPDX-License-Identifier: MIT
// Response: one option of a list.
#include "kinds/declare.h"
#include "kinds/factories.h"
#include "kinds/options_question.h"

namespace securebase::kinds {

namespace {

using model::OptionType;

using stage::Reaction;

class Choose final : public OptionsQuestion {
public:
    Choose(Studio& studio, OptionsLayout layout, model::Settings const& options)
        : OptionsQuestion(studio, std::move(layout), options, confirm_of(options), "hint_choose")
    {
        for (std::size_t i = 0; i < count(); ++i) {
            offers_.push_back(offer(i));
        }
    }

    stage::Answer answer() const override
    {
        stage::Answer answer = text_answer(option(*chosen_));
        answer.shown = shown();
        return answer;
    }

protected:
    bool is_answered() const override { return chosen_.has_value(); }
    bool is_chosen(std::size_t place) const override { return chosen_ == place; }

    Reaction pick(std::size_t place) override
    {
        if (confirms() && chosen_ == place) {
            return Reaction::changed;
        }
        chosen_ = place;
        return made_choice();
    }

    /// Takes the option the arrows are on; a second Enter confirms it.
    Reaction enter() override { return focus() && chosen_ != focus() ? pick(*focus()) : confirm(); }

    void describe_body(ports::Ask& ask) const override
    {
        ask.kind = ports::AskKind::press;
        ask.offers = offers_;
    }

private:
    std::optional<std::size_t> chosen_;
    std::vector<ports::Offer> offers_;
};

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
        shuffle_option(),
        confirm_option(),
        position_option(),
    };
    decl.answer = "text: the option";
    decl.takes_ask = true;
    return decl;
}

base::Result<std::unique_ptr<stage::Response>> ChooseKind::prepare(model::Settings const& options,
                                                                   stage::Scene const& scene) const
{
    Studio studio(scene);
    OptionsLayout layout = lay_out_options(studio, options, MarkForm::round);
    if (studio.error()) {
        return *studio.error();
    }
    return made_in<Choose>(studio, std::move(layout), options);
}

} // namespace

Response choose_response()
{
    return std::make_unique<ChooseKind>();
}

} // namespace securebase::kinds
