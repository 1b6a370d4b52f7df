// SPDX-License-Identifier: MIT
// Questionnaires.
#include "score/attachment.h"

#include "base/text.h"
#include "model/expression.h"
#include "score/mean.h"

#include <algorithm>
#include <cmath>

namespace securebase::score {

namespace {

/// Subscale scores as the names of derived formulas.
class SubscaleValues final : public model::Names, public model::Bindings {
public:
    void set(std::string const& name, std::optional<double> value) { values_[name] = value; }

    std::optional<model::Type> type_of(std::string_view name) const override
    {
        return values_.contains(std::string(name)) ? std::optional(model::Type::number)
                                                   : std::nullopt;
    }
    std::vector<std::string> all() const override
    {
        std::vector<std::string> names;
        for (auto const& [name, value] : values_) {
            names.push_back(name);
        }
        return names;
    }
    model::Value value_of(std::string_view name) const override
    {
        auto const found = values_.find(std::string(name));
        return found == values_.end() || !found->second ? model::Value()
                                                        : model::Value(*found->second);
    }

private:
    std::map<std::string, std::optional<double>> values_;
};

std::string scale_text(model::Instrument const& instrument)
{
    return std::to_string(instrument.least) + "-" + std::to_string(instrument.most);
}

Score score_subscale(model::Instrument const& instrument,
                     model::Subscale const& subscale,
                     std::map<std::string, double> const& answers)
{
    Mean mean;
    for (std::string const& item : subscale.items) {
        auto const answer = answers.find(item);
        if (answer == answers.end()) {
            continue;
        }
        bool const reversed = std::ranges::find(subscale.reverse, item) != subscale.reverse.end();
        mean.add(reversed ? static_cast<double>(instrument.least + instrument.most) - answer->second
                          : answer->second);
    }
    Score score{instrument.id + "_" + subscale.name,
                {},
                mean.n(),
                "mean of " + std::to_string(subscale.items.size()) + " items of " +
                    instrument.title + ", reversed items turned",
                scale_text(instrument),
                ""};
    double const share = static_cast<double>(mean.n()) / static_cast<double>(subscale.items.size());
    if (mean.n() == 0 || share + 1e-12 < instrument.least_answered) {
        score.why_missing = "answered " + std::to_string(mean.n()) + " of " +
                            std::to_string(subscale.items.size()) + " items";
    } else {
        score.value = mean.value();
    }
    return score;
}

Score derive(model::Instrument const& instrument,
             model::DerivedScore const& derived,
             SubscaleValues const& values)
{
    Score score{
        instrument.id + "_" + derived.name, {}, 0, derived.formula, scale_text(instrument), ""};
    base::Diagnostics faults;
    auto const formula = model::parse_expression(derived.formula, {}, values, faults);
    if (formula) {
        model::Value const value = formula->evaluate(values);
        if (double const* number = value.number()) {
            score.value = *number;
        }
    }
    score.why_missing = score.value ? "" : "a subscale is missing";
    return score;
}

} // namespace

Scores score_answers(model::Instrument const& instrument,
                     std::map<std::string, double> const& answers)
{
    Scores scores;
    scores.name = instrument.id;
    scores.is_task = false;
    std::map<std::string, double> possible;
    for (auto const& [item, answer] : answers) {
        bool const inside = answer >= static_cast<double>(instrument.least) &&
                            answer <= static_cast<double>(instrument.most);
        if (inside) {
            possible[item] = answer;
        } else {
            scores.refused.push_back("item " + item + ": " + base::format_number(answer) +
                                     " is not on the scale " + scale_text(instrument));
        }
    }
    SubscaleValues values;
    for (model::Subscale const& subscale : instrument.subscales) {
        Score const score = score_subscale(instrument, subscale, possible);
        values.set(subscale.name, score.value);
        scores.scores.push_back(score);
        scores.scores.push_back({score.name + "_n",
                                 static_cast<double>(score.n_used),
                                 score.n_used,
                                 "items answered of " + std::to_string(subscale.items.size()),
                                 "count",
                                 ""});
    }
    for (model::DerivedScore const& derived : instrument.derived) {
        scores.scores.push_back(derive(instrument, derived, values));
    }
    return scores;
}

std::map<std::string, double> answers_in(std::span<events::ResponseRow const> rows,
                                         std::string const& instrument)
{
    std::map<std::string, double> answers;
    for (events::ResponseRow const& row : rows) {
        auto const name = row.conditions.find("instrument");
        auto const item = row.conditions.find("item");
        if (row.part_kind != "instrument" || !row.response || name == row.conditions.end() ||
            name->second != instrument || item == row.conditions.end()) {
            continue;
        }
        if (auto const answer = base::parse_number(*row.response)) {
            answers[item->second] = *answer;
        }
    }
    return answers;
}

std::vector<VectorFailure> failing_vectors(model::Instrument const& instrument)
{
    std::vector<VectorFailure> failures;
    for (std::size_t i = 0; i < instrument.vectors.size(); ++i) {
        model::TestVector const& vector = instrument.vectors[i];
        Scores const scores = score_answers(instrument, vector.answers);
        for (auto const& [name, expected] : vector.expect) {
            auto const found =
                std::ranges::find(scores.scores, instrument.id + "_" + name, &Score::name);
            std::optional<double> const got =
                found == scores.scores.end() ? std::nullopt : found->value;
            bool const same = got.has_value() == expected.has_value() &&
                              (!got || std::abs(*got - *expected) <= 1e-9);
            if (!same) {
                failures.push_back({i, name, expected, got});
            }
        }
    }
    return failures;
}

} // namespace securebase::score
