// SPDX-License-Identifier: MIT
// Derives the codes of triggers.
#include "plan/triggers.h"

#include "base/assert.h"
#include "base/csv.h"
#include "plan/participant.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

namespace securebase::plan {

namespace {

constexpr std::size_t most_codes = 255;     ///< A byte, without the 0 of a line at rest.
constexpr std::size_t most_counted = 10000; ///< Beyond, nobody wants to know how many.

constexpr char separator = '\x1f'; ///< In no cell and no name.

/// Unique for what a code says.
std::string key_of(TriggerCode const& code)
{
    std::string key = code.experiment + separator + code.trial + separator + code.stage;
    for (auto const& [column, value] : code.conditions) {
        key += separator + column + separator + value;
    }
    return key;
}

/// What the trigger of a stage says in one trial of a design; its number is given later.
TriggerCode said(model::Module const& module,
                 model::StageSpec const& stage,
                 Design const& design,
                 std::size_t trial)
{
    TriggerCode code{0, module.name, design.trial().name, stage.name, {}};
    for (std::string const& name : stage.trigger->columns) {
        auto const column = design.find_condition(name);
        SECUREBASE_ASSERT(column, "check knows a trigger's columns");
        model::Value const& value = design.value(*column, trial);
        code.conditions.emplace_back(name, value.is_na() ? "NA" : model::to_text(value));
    }
    return code;
}

/// Factors that the columns of a trigger depend on, ascending.
std::vector<std::size_t> factors_of(model::StageSpec const& stage, Design const& design)
{
    std::set<std::size_t> factors;
    for (std::string const& name : stage.trigger->columns) {
        if (auto const column = design.find_condition(name)) {
            auto const& behind = design.columns()[*column].factors;
            factors.insert(behind.begin(), behind.end());
        }
    }
    return {factors.begin(), factors.end()};
}

bool has_trigger(model::StageSpec const& stage)
{
    return stage.trigger.has_value();
}

/// All different codes of a script, numbered as they are met.
class Numbering {
public:
    /// False when nobody wants more.
    bool add(TriggerCode code)
    {
        if (known_.insert(key_of(code)).second) {
            code.code = codes_.size() + 1;
            codes_.push_back(std::move(code));
        }
        return codes_.size() <= most_counted;
    }
    /// The same of all trials that a part can have in one group of participants.
    bool add(model::Part const& part, model::Module const& module, Design const& design)
    {
        if (design.size() == 0 || design.size() > Design::most_trials) {
            return true; // Refused elsewhere.
        }
        for (model::StageSpec const& stage : part.trial.stages) {
            if (!has_trigger(stage)) {
                continue;
            }
            auto const factors = factors_of(stage, design);
            for (std::size_t i = 0; i < design.combinations(factors); ++i) {
                if (!add(said(module, stage, design, design.trial_of(factors, i)))) {
                    return false;
                }
            }
        }
        return true;
    }
    std::vector<TriggerCode> take() { return std::move(codes_); }

private:
    std::vector<TriggerCode> codes_;
    std::set<std::string> known_;
};

/// What is different for each participant and stands behind a column; empty: nothing.
std::string personal_name(model::TrialSpec const& trial, std::string const& column)
{
    std::vector<std::string> waiting{column};
    std::set<std::string> seen;
    while (!waiting.empty()) {
        std::string const name = waiting.back();
        waiting.pop_back();
        if (name == "participant" || name == "number" || name == "visit") {
            return name;
        }
        auto const let = std::ranges::find(
            trial.lets, name, [](auto const& one) -> std::string const& { return one.first; });
        if (seen.insert(name).second && let != trial.lets.end()) {
            std::vector<std::string> const more = let->second.names();
            waiting.insert(waiting.end(), more.begin(), more.end());
        }
    }
    return {};
}

std::optional<base::Diagnostic> judge_personal(model::StageSpec const& stage,
                                               model::TrialSpec const& trial)
{
    for (std::string const& column : stage.trigger->columns) {
        if (std::string const name = personal_name(trial, column); !name.empty()) {
            return base::Diagnostic{base::Severity::error,
                                    stage.trigger->place,
                                    "'" + column + "' depends on '" + name +
                                        "', and codes must say the same for everybody",
                                    "leave it out: the data hold it beside every code",
                                    "trigger-personal",
                                    {},
                                    {}};
        }
    }
    return std::nullopt;
}

} // namespace

std::vector<TriggerCode> trigger_codes(model::Experiment const& experiment)
{
    Numbering numbering;
    for (model::Part const& part : experiment.parts) {
        if (std::ranges::none_of(part.trial.stages, has_trigger)) {
            continue;
        }
        std::int64_t number = 0;
        for (BetweenCell const& cell : cells_for(part, experiment.between)) {
            Surroundings const around = surroundings_of(part, cell, "P001", ++number, 1);
            if (!numbering.add(
                    part, experiment.modules.at(part.module), Design(part.trial, around))) {
                return numbering.take();
            }
        }
    }
    return numbering.take();
}

void judge_triggers(model::Experiment const& experiment, Faults& faults)
{
    std::vector<TriggerCode> const codes = trigger_codes(experiment);
    model::StageSpec const* greediest = nullptr;
    std::ptrdiff_t most = 0;
    for (model::Part const& part : experiment.parts) {
        if (std::ranges::none_of(part.trial.stages, has_trigger)) {
            continue;
        }
        bool const too_many_groups = cells_for(part, experiment.between).size() == most_cells;
        for (model::StageSpec const& stage : part.trial.stages) {
            if (!has_trigger(stage)) {
                continue;
            }
            if (auto fault = judge_personal(stage, part.trial)) {
                faults.add(std::move(*fault));
            }
            if (too_many_groups) {
                faults.add({base::Severity::error,
                            stage.trigger->place,
                            "'between' makes too many groups for codes that are the same for "
                            "everybody; at most 999 can be told apart",
                            "use names with fewer levels in this trial",
                            "trigger-groups",
                            {},
                            {}});
            }
            std::ptrdiff_t const count = std::ranges::count_if(codes, [&](TriggerCode const& code) {
                return code.experiment == experiment.modules.at(part.module).name &&
                       code.trial == part.trial.name && code.stage == stage.name;
            });
            greediest = count > most ? &stage : greediest;
            most = std::max(most, count);
        }
    }
    if (codes.size() > most_codes && greediest != nullptr) {
        faults.add({base::Severity::error,
                    greediest->trigger->place,
                    "the triggers need " +
                        (codes.size() > most_counted ? "more than " + std::to_string(most_counted)
                                                     : std::to_string(codes.size())) +
                        " codes, and a line has " + std::to_string(most_codes) + "; '" +
                        greediest->name + "' alone needs " + std::to_string(most),
                    "name fewer columns, or columns with fewer values: the data hold the others "
                    "beside every code",
                    "trigger-codes",
                    {},
                    {}});
    }
}

TriggerTable::TriggerTable(std::vector<TriggerCode> const& codes)
{
    for (TriggerCode const& code : codes) {
        if (code.code <= most_codes) {
            codes_.emplace(key_of(code), static_cast<std::uint8_t>(code.code));
        }
    }
}

std::uint8_t TriggerTable::code_of(model::Module const& module,
                                   model::StageSpec const& stage,
                                   Design const& design,
                                   std::size_t trial) const
{
    if (!stage.trigger) {
        return 0;
    }
    auto const found = codes_.find(key_of(said(module, stage, design, trial)));
    // Every code of a checked script is known; of another one no trial is shown.
    return found == codes_.end() ? std::uint8_t{0} : found->second;
}

std::string meaning_of(TriggerCode const& code)
{
    std::string meaning;
    for (auto const& [column, value] : code.conditions) {
        meaning += (meaning.empty() ? "" : "; ") + column + '=' + value;
    }
    return meaning;
}

std::string to_json(std::vector<TriggerCode> const& codes, std::string const& line)
{
    using Json = nlohmann::ordered_json;
    Json list = Json::array();
    for (TriggerCode const& code : codes) {
        Json conditions = Json::object();
        for (auto const& [column, value] : code.conditions) {
            conditions[column] = value;
        }
        list.push_back({{"code", code.code},
                        {"experiment", code.experiment},
                        {"trial", code.trial},
                        {"stage", code.stage},
                        {"conditions", std::move(conditions)}});
    }
    Json const all = {{"line", Json::parse(line, nullptr, false)}, {"codes", std::move(list)}};
    return all.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_csv(std::vector<TriggerCode> const& codes)
{
    std::string table = base::csv_line({"code", "experiment", "trial", "stage", "conditions"});
    for (TriggerCode const& code : codes) {
        table += base::csv_line(
            {std::to_string(code.code), code.experiment, code.trial, code.stage, meaning_of(code)});
    }
    return table;
}

} // namespace securebase::plan
