// SPDX-License-Identifier: MIT
// Holds one stage of a design to what its options allow, for every trial.
#include "plan/check_stage.h"

#include "base/text.h"
#include "model/contrast.h"
#include "model/frames.h"
#include "model/options.h"
#include "plan/stage_fields.h"
#include "plan/trial_maker.h"

#include <algorithm>
#include <set>
#include <utility>

namespace securebase::plan {

namespace {

void add_names(std::set<std::string>& names, model::Expression const& expression)
{
    std::vector<std::string> const more = expression.names();
    names.insert(more.begin(), more.end());
}

void add_names(std::set<std::string>& names, model::Field const& field)
{
    for (model::Expression const& expression : model::expressions_in(field)) {
        add_names(names, expression);
    }
}

/// The answers that a question can give, when they are a fixed set.
std::optional<std::vector<std::string>> answers_of(model::Field const& field,
                                                   model::Setting const& setting)
{
    std::vector<std::string> answers;
    if (field.decl.type == model::OptionType::key_map) {
        auto const* map = std::get_if<model::SettingMap>(&setting.held);
        for (auto const& entry : map == nullptr ? model::SettingMap{} : *map) {
            std::string answer = plain_text(entry.value).value_or("");
            if (std::ranges::find(answers, answer) == answers.end()) {
                answers.push_back(std::move(answer));
            }
        }
        return answers;
    }
    if (field.decl.type == model::OptionType::area_map) {
        auto const* map = std::get_if<model::SettingMap>(&setting.held);
        for (auto const& entry : map == nullptr ? model::SettingMap{} : *map) {
            answers.push_back(entry.name);
        }
        return answers;
    }
    if (field.decl.type == model::OptionType::text_list) {
        auto const* list = std::get_if<model::SettingList>(&setting.held);
        for (model::Setting const& one : list == nullptr ? model::SettingList{} : *list) {
            answers.push_back(plain_text(one).value_or(""));
        }
        return answers;
    }
    return std::nullopt;
}

class StageCheck {
public:
    StageCheck(model::StageSpec const& stage,
               Design const& design,
               model::Module const& module,
               model::Rgb const& background,
               base::Duration period,
               Faults& faults)
        : stage_(stage), design_(design), module_(module), background_(background), period_(period),
          faults_(faults), may_be_left_out_(!stage.when.is_empty() && design.can_settle(stage.when))
    {}

    void run()
    {
        for (model::Field const* field : fields_of(stage_)) {
            for_every({field}, [this, field](std::size_t trial) { settle(*field, trial); });
        }
        if (stage_.critical && stage_.duration) {
            for_every({&*stage_.duration}, [this](std::size_t trial) { check_frames(trial); });
        }
        for (model::StimulusSpec const& shown : stage_.shows) {
            check_contrast(shown);
        }
        if (stage_.response && stage_.correct) {
            for (model::Field const& field : stage_.response->options) {
                check_correct(field);
            }
        }
    }

private:
    /// Calls `check` with one trial for every combination of levels that these fields, and whether
    /// the stage is there at all, depend on.
    template <class Check>
    void for_every(std::vector<model::Field const*> const& fields, Check check) const
    {
        std::set<std::string> names;
        for (model::Field const* field : fields) {
            add_names(names, *field);
        }
        if (may_be_left_out_) {
            add_names(names, stage_.when);
        }
        auto const factors = design_.factors_behind({names.begin(), names.end()});
        std::size_t const count = design_.combinations(factors);
        for (std::size_t i = 0; i < count; ++i) {
            std::size_t const trial = design_.trial_of(factors, i);
            if (!may_be_left_out_ || stage_.when.holds(Cell(design_, trial))) {
                check(trial);
            }
        }
    }

    std::optional<model::Setting> quietly(model::Field const& field, std::size_t trial) const
    {
        model::Misfit misfit;
        return model::settle(field, Cell(design_, trial), module_, misfit);
    }

    void settle(model::Field const& field, std::size_t trial)
    {
        model::Misfit misfit;
        if (!model::settle(field, Cell(design_, trial), module_, misfit)) {
            faults_.add(misfit_fault(design_, field, std::move(misfit), trial));
        }
    }

    void check_frames(std::size_t trial)
    {
        auto const setting = quietly(*stage_.duration, trial);
        auto const* range = setting ? std::get_if<model::TimeRange>(&setting->held) : nullptr;
        auto why =
            range == nullptr ? std::nullopt : model::frames_fault(*range, period_, stage_.rounding);
        if (why) {
            base::Diagnostic fault =
                misfit_fault(design_,
                             *stage_.duration,
                             {stage_.duration->place, std::move(why->what), std::move(why->hint)},
                             trial);
            fault.code = "frames";
            faults_.add(std::move(fault));
        }
    }

    /// Of words on the bare background; what lies under them otherwise is not known.
    void check_contrast(model::StimulusSpec const& shown)
    {
        bool const words = std::ranges::any_of(shown.options, [](model::Field const& field) {
            return field.decl.type == model::OptionType::text;
        });
        if (!words || &shown != &stage_.shows.front()) {
            return;
        }
        for (model::Field const& field : shown.options) {
            if (field.decl.type == model::OptionType::color) {
                for_every({&field},
                          [this, &field](std::size_t trial) { check_contrast(field, trial); });
            }
        }
    }

    void check_contrast(model::Field const& field, std::size_t trial)
    {
        auto const setting = quietly(field, trial);
        auto const* color = setting ? std::get_if<model::Rgb>(&setting->held) : nullptr;
        double const ratio = color == nullptr ? 21 : model::contrast(*color, background_);
        if (ratio >= model::readable_contrast) {
            return;
        }
        base::Diagnostic fault =
            misfit_fault(design_,
                         field,
                         {field.place,
                          "words in this color stand out from the background by only " +
                              model::contrast_text(ratio),
                          "4.5:1 and more is easy to read: choose a color that is further from "
                          "the background"},
                         trial);
        fault.severity = base::Severity::warning;
        fault.code = "low-contrast";
        faults_.add(std::move(fault));
    }

    void check_correct(model::Field const& options)
    {
        bool const has_set = options.decl.type == model::OptionType::key_map ||
                             options.decl.type == model::OptionType::area_map ||
                             (stage_.response->kind == "choose" &&
                              options.decl.type == model::OptionType::text_list);
        if (!has_set) {
            return;
        }
        for_every({&options, &*stage_.correct}, [this, &options](std::size_t trial) {
            auto const setting = quietly(options, trial);
            auto const right = quietly(*stage_.correct, trial);
            auto const answers = setting ? answers_of(options, *setting) : std::nullopt;
            auto const correct = right ? plain_text(*right) : std::nullopt;
            if (!answers || !correct ||
                std::find(answers->begin(), answers->end(), *correct) != answers->end()) {
                return;
            }
            bool const at_run_time =
                std::any_of(answers->begin(), answers->end(), [](auto const& a) {
                    return a.find('{') != std::string::npos;
                });
            if (at_run_time || correct->find('{') != std::string::npos) {
                return;
            }
            base::Diagnostic fault =
                misfit_fault(design_,
                             *stage_.correct,
                             {stage_.correct->place,
                              "the right answer '" + *correct + "' can never be given",
                              base::nearest_hint(*correct, *answers)},
                             trial);
            fault.code = "correct-never";
            faults_.add(std::move(fault));
        });
    }

    model::StageSpec const& stage_;
    Design const& design_;
    model::Module const& module_;
    model::Rgb const& background_;
    base::Duration period_;
    Faults& faults_;
    bool may_be_left_out_;
};

} // namespace

void check_stage(model::StageSpec const& stage,
                 Design const& design,
                 model::Module const& module,
                 model::Rgb const& background,
                 base::Duration period,
                 Faults& faults)
{
    StageCheck(stage, design, module, background, period, faults).run();
}

std::set<std::string> names_used(model::Part const& part)
{
    std::set<std::string> names;
    add_names(names, part.when);
    for (auto const& entry : part.trial.lets) {
        add_names(names, entry.second);
    }
    for (model::StageSpec const& stage : part.trial.stages) {
        add_names(names, stage.when);
        for (model::Field const* field : fields_of(stage)) {
            add_names(names, *field);
        }
    }
    return names;
}

} // namespace securebase::plan
