// SPDX-License-Identifier: MIT
// Response: several options of a list.
#include "kinds/declare.h"
#include "kinds/factories.h"
#include "kinds/options_question.h"

#include <algorithm>

namespace securebase::kinds {

namespace {

using model::OptionType;

using stage::Reaction;

class ChooseMany final : public OptionsQuestion {
public:
    ChooseMany(Studio& studio, OptionsLayout layout, model::Settings const& options)
        : OptionsQuestion(studio, std::move(layout), options, Confirm::by_hand, "hint_tick"),
          ticked_(count()), least_(static_cast<std::size_t>(whole_or(options, "least", 1))),
          most_(static_cast<std::size_t>(
              whole_or(options, "most", static_cast<std::int64_t>(count()))))
    {}

    /// In the order in which the options were written, whatever the order shown.
    stage::Answer answer() const override
    {
        std::vector<std::size_t> written;
        for (std::size_t i = 0; i < count(); ++i) {
            if (ticked_[i]) {
                written.push_back(layout().order[i]);
            }
        }
        std::ranges::sort(written);
        std::vector<std::string> chosen;
        for (std::size_t const index : written) {
            chosen.push_back(layout().options[index]);
        }
        stage::Answer answer = list_answer(std::move(chosen));
        answer.shown = shown();
        return answer;
    }

protected:
    bool is_answered() const override { return ticks() >= least_ && ticks() <= most_; }
    bool is_done() const override { return false; } // More could be ticked.
    bool is_chosen(std::size_t place) const override { return ticked_[place]; }

    Reaction pick(std::size_t place) override
    {
        if (!ticked_[place] && ticks() >= most_) {
            return Reaction::changed; // Only the focus is.
        }
        ticked_[place] = !ticked_[place];
        return Reaction::chosen;
    }

    void describe_body(ports::Ask& ask) const override
    {
        offers_.clear();
        for (std::size_t i = 0; i < count() && ticks() < most_; ++i) {
            if (!ticked_[i]) {
                offers_.push_back(offer(i));
            }
        }
        ask.kind = ports::AskKind::tick;
        ask.offers = offers_;
        if (is_answered()) {
            ask.confirm = next_offer();
        }
    }

private:
    std::size_t ticks() const
    {
        return static_cast<std::size_t>(std::ranges::count(ticked_, true));
    }

    std::vector<bool> ticked_;
    std::size_t least_ = 1;
    std::size_t most_ = 1;
    mutable std::vector<ports::Offer> offers_; ///< Of the last describe().
};

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
        shuffle_option(),
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
    Studio studio(scene);
    OptionsLayout layout = lay_out_options(studio, options, MarkForm::square);
    if (studio.error()) {
        return *studio.error();
    }
    auto const least = whole_or(options, "least", 1);
    auto const most = whole_or(options, "most", static_cast<std::int64_t>(layout.options.size()));
    if (least > most || least > static_cast<std::int64_t>(layout.options.size())) {
        return base::Error{"of " + std::to_string(layout.options.size()) + " options at least " +
                               std::to_string(least) + " and at most " + std::to_string(most) +
                               " cannot be chosen",
                           "make 'least' smaller"};
    }
    return made_in<ChooseMany>(studio, std::move(layout), options);
}

} // namespace

Response choose_many_response()
{
    return std::make_unique<ChooseManyKind>();
}

} // namespace securebase::kinds
