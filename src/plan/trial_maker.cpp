// SPDX-License-Identifier: MIT
// Settles one trial of a design.
#include "plan/trial_maker.h"

#include "base/assert.h"
#include "base/text.h"
#include "model/options.h"
#include "plan/stage_fields.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace securebase::plan {

namespace {

/// Uniform over the whole numbers of a range; the range itself when it holds none.
double draw(model::TimeRange const& range, base::Random& times)
{
    double const least = std::ceil(range.least);
    double const most = std::floor(range.most);
    if (range.is_fixed() || most < least) {
        return range.least;
    }
    auto const count = static_cast<std::uint64_t>(most - least) + 1;
    return least + static_cast<double>(times.below(count));
}

} // namespace

std::vector<model::Field const*> fields_of(model::StageSpec const& stage)
{
    std::vector<model::Field const*> fields;
    for (model::StimulusSpec const& stimulus : stage.shows) {
        for (model::Field const& field : stimulus.options) {
            fields.push_back(&field);
        }
    }
    if (stage.response) {
        for (model::Field const& field : stage.response->options) {
            fields.push_back(&field);
        }
    }
    for (auto const* field : {&stage.duration, &stage.limit, &stage.window, &stage.correct}) {
        if (*field) {
            fields.push_back(&**field);
        }
    }
    return fields;
}

std::optional<std::string> plain_text(model::Setting const& setting)
{
    if (auto const* text = std::get_if<std::string>(&setting.held)) {
        return *text;
    }
    if (auto const* number = std::get_if<double>(&setting.held)) {
        return base::format_number(*number);
    }
    if (auto const* truth = std::get_if<bool>(&setting.held)) {
        return *truth ? "yes" : "no";
    }
    return std::nullopt;
}

base::Diagnostic misfit_fault(Design const& design,
                              model::Field const& field,
                              model::Misfit misfit,
                              std::size_t trial)
{
    std::set<std::string> names;
    for (model::Expression const& expression : model::expressions_in(field)) {
        std::vector<std::string> const more = expression.names();
        names.insert(more.begin(), more.end());
    }
    base::Diagnostic fault;
    fault.place = misfit.place;
    fault.what = std::move(misfit.why);
    fault.hint = std::move(misfit.hint);
    fault.code = "option-value";
    fault.also = design.row_of(design.factors_behind({names.begin(), names.end()}), trial);
    fault.also_what = fault.also ? "in this row of the table" : "";
    return fault;
}

TrialMaker::TrialMaker(model::Part const& part,
                       Design const& design,
                       model::Module const& module,
                       TriggerTable const& triggers,
                       Faults& faults)
    : part_(part), design_(design), module_(module), triggers_(triggers), faults_(faults)
{}

PlannedTrial TrialMaker::make(std::size_t trial, base::Random& times) const
{
    PlannedTrial planned;
    planned.name = part_.trial.name;
    planned.practice = part_.kind == model::PartKind::practice;
    planned.feedback = part_.feedback;
    for (std::size_t i = 0; i < design_.columns().size(); ++i) {
        if (!design_.columns()[i].condition.empty()) {
            planned.conditions.emplace_back(design_.columns()[i].condition,
                                            design_.value(i, trial));
        }
    }
    for (model::StageSpec const& spec : part_.trial.stages) {
        if (auto stage = make_stage(spec, trial, times)) {
            planned.stages.push_back(std::move(*stage));
        }
    }
    return planned;
}

std::optional<PlannedStage>
TrialMaker::make_stage(model::StageSpec const& spec, std::size_t trial, base::Random& times) const
{
    PlannedStage stage;
    stage.name = spec.name;
    if (!spec.when.is_empty()) {
        Cell const cell(design_, trial);
        model::Expression const rest = spec.when.settled(cell);
        if (!design_.can_settle(rest)) {
            stage.when = rest;
        } else if (!rest.holds(cell)) {
            return std::nullopt;
        }
    }
    for (model::StimulusSpec const& stimulus : spec.shows) {
        stage.shows.push_back({stimulus.kind, settle(stimulus.options, trial)});
    }
    if (spec.response) {
        stage.question =
            Question{spec.response->kind, settle(spec.response->options, trial), std::nullopt};
        if (spec.correct) {
            auto const correct = settle(*spec.correct, trial);
            stage.question->correct = correct ? plain_text(*correct) : std::nullopt;
        }
    }
    stage.duration = amount(spec.duration, trial, times);
    stage.limit = amount(spec.limit, trial, times);
    stage.window = amount(spec.window, trial, times);
    stage.critical = spec.critical;
    stage.rounding = spec.rounding;
    stage.trigger = triggers_.code_of(module_, spec, design_, trial);
    return stage;
}

std::optional<model::Setting> TrialMaker::settle(model::Field const& field, std::size_t trial) const
{
    model::Misfit misfit;
    auto setting = model::settle(field, Cell(design_, trial), module_, misfit);
    if (!setting) {
        faults_.add(misfit_fault(design_, field, std::move(misfit), trial));
    }
    return setting;
}

model::Settings TrialMaker::settle(std::vector<model::Field> const& fields, std::size_t trial) const
{
    model::Settings settings;
    settings.all().reserve(fields.size());
    for (model::Field const& field : fields) {
        if (auto setting = settle(field, trial)) {
            settings.all().push_back({field.name, std::move(*setting)});
        }
    }
    return settings;
}

std::optional<Amount> TrialMaker::amount(std::optional<model::Field> const& field,
                                         std::size_t trial,
                                         base::Random& times) const
{
    if (!field) {
        return std::nullopt;
    }
    auto const setting = settle(*field, trial);
    if (!setting) {
        return std::nullopt;
    }
    auto const* range = std::get_if<model::TimeRange>(&setting->held);
    SECUREBASE_ASSERT(range != nullptr, "a stage's times are durations");
    return Amount{draw(*range, times), range->unit};
}

} // namespace securebase::plan
