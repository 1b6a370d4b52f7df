// SPDX-License-Identifier: MIT
// Faults of the command line, at the stages of a plan.
#include "app/faults.h"

#include "base/diagnostics.h"

#include <algorithm>
#include <utility>

namespace securebase::app {

namespace {

base::Error nowhere(devices::Fault const& fault, std::string what, std::string hint)
{
    return {std::string(name_of(fault.kind)) + "@trial" + std::to_string(fault.trial) + ": " +
                std::move(what),
            std::move(hint)};
}

std::string usual_stage(plan::PlannedTrial const& trial)
{
    auto const critical = std::ranges::find(trial.stages, true, &plan::PlannedStage::critical);
    if (critical != trial.stages.end()) {
        return critical->name;
    }
    auto const asks = std::ranges::find_if(
        trial.stages, [](plan::PlannedStage const& stage) { return stage.question.has_value(); });
    return asks != trial.stages.end() ? asks->name : trial.stages.front().name;
}

base::Result<devices::Fault> placed(devices::Fault fault, plan::Plan const& plan)
{
    auto const trial = std::ranges::find(plan.trials, fault.trial, &plan::PlannedTrial::number);
    if (trial == plan.trials.end()) {
        return nowhere(fault,
                       "the session has " + std::to_string(plan.trials.size()) + " trials",
                       "'securebase plan' prints them with their numbers");
    }
    if (fault.stage.empty()) {
        fault.stage = usual_stage(*trial);
        return fault;
    }
    std::vector<std::string> names;
    for (plan::PlannedStage const& stage : trial->stages) {
        names.push_back(stage.name);
    }
    if (std::ranges::find(names, fault.stage) == names.end()) {
        return nowhere(
            fault, "it has no stage '" + fault.stage + "'", base::nearest_hint(fault.stage, names));
    }
    return fault;
}

} // namespace

base::Result<std::vector<devices::Fault>> parse_faults(std::vector<std::string> const& texts)
{
    std::vector<devices::Fault> faults;
    for (std::string const& text : texts) {
        auto fault = devices::parse_fault(text);
        if (!fault) {
            return fault.error();
        }
        faults.push_back(std::move(*fault));
    }
    return faults;
}

base::Result<std::vector<devices::Fault>> place_faults(std::vector<devices::Fault> faults,
                                                       plan::Plan const& plan)
{
    for (devices::Fault& fault : faults) {
        auto found = placed(std::move(fault), plan);
        if (!found) {
            return found.error();
        }
        fault = std::move(*found);
    }
    return faults;
}

} // namespace securebase::app
