// SPDX-License-Identifier: MIT
// `securebase check` and `securebase plan`: what a script says, before anybody sees it.
#include "app/catalogue.h"
#include "app/commands.h"
#include "app/experiment.h"
#include "base/text.h"
#include "kinds/kinds.h"
#include "model/frames.h"
#include "plan/plan.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <set>

namespace securebase::app {

namespace {

nlohmann::json place_json(base::Place const& place)
{
    // Lines and characters count from 0, as in the Language Server Protocol.
    std::uint32_t const line = place.line == 0 ? 0 : place.line - 1;
    std::uint32_t const column = place.column == 0 ? 0 : place.column - 1;
    return {{"file", place.file},
            {"range",
             {{"start", {{"line", line}, {"character", column}}},
              {"end", {{"line", line}, {"character", column + place.length}}}}}};
}

nlohmann::json to_json(base::Diagnostic const& diagnostic)
{
    nlohmann::json json = place_json(diagnostic.place);
    json["severity"] = diagnostic.severity == base::Severity::error     ? 1
                       : diagnostic.severity == base::Severity::warning ? 2
                                                                        : 3;
    json["code"] = diagnostic.code;
    json["message"] = diagnostic.what;
    if (!diagnostic.hint.empty()) {
        json["hint"] = diagnostic.hint;
    }
    if (diagnostic.also) {
        nlohmann::json also = place_json(*diagnostic.also);
        also["message"] = diagnostic.also_what;
        json["relatedInformation"] = nlohmann::json::array({also});
    }
    return json;
}

/// What becomes of each critical duration, one line each, repeats left out.
std::vector<std::string> critical_lines(plan::Plan const& plan, base::Duration period)
{
    std::vector<std::string> lines;
    std::set<std::string> seen;
    for (plan::PlannedTrial const& trial : plan.trials) {
        for (plan::PlannedStage const& stage : trial.stages) {
            if (!stage.critical || !stage.duration) {
                continue;
            }
            auto const frames = model::to_frames(
                stage.duration->value, stage.duration->unit, period, stage.rounding);
            std::string line = trial.name + "." + stage.name + ": " +
                               base::format_number(frames.requested_ms) + " ms -> " +
                               std::to_string(frames.frames) +
                               " frames = " + base::format_fixed(frames.achievable_ms, 2) +
                               " ms (error " + base::format_fixed(frames.error_ms(), 2) + " ms)";
            if (seen.insert(line).second) {
                lines.push_back(std::move(line));
            }
        }
    }
    return lines;
}

struct Checked {
    std::string folder;
    base::Diagnostics faults;
    std::optional<model::Experiment> experiment;
    std::optional<plan::Plan> plan;
    base::Duration period{};
};

Checked
check_one(std::string const& folder, model::Catalogue const& known, CheckArguments const& arguments)
{
    auto const refresh = arguments.refresh_hz;
    Checked checked;
    checked.folder = folder;
    checked.experiment = load(folder, known, refresh, arguments.set, checked.faults);
    if (checked.experiment) {
        checked.period = period_of(refresh.value_or(checked.experiment->screen.refresh_hz));
        checked.plan = plan::make_plan(*checked.experiment,
                                       {.participant = "P001", .number = {}, .visit = 1, .seed = 1},
                                       checked.faults);
    }
    checked.faults.sort();
    return checked;
}

void print(Checked const& checked)
{
    std::cout << base::to_text(checked.faults);
    std::size_t const errors = checked.faults.error_count();
    std::size_t const warnings = checked.faults.warning_count();
    if (errors > 0) {
        std::cout << checked.folder << ": " << errors << (errors == 1 ? " error, " : " errors, ")
                  << warnings << (warnings == 1 ? " warning\n" : " warnings\n");
        return;
    }
    double const minutes = plan::estimate_ms(*checked.plan, checked.period) / 60'000;
    std::cout << checked.folder << ": ok, " << checked.plan->trials.size() << " trials, about "
              << base::format_number(std::max(1.0, std::round(minutes))) << " min";
    if (warnings > 0) {
        std::cout << ", " << warnings << (warnings == 1 ? " warning" : " warnings");
    }
    std::cout << '\n';
    for (std::string const& line : critical_lines(*checked.plan, checked.period)) {
        std::cout << "  " << line << '\n';
    }
}

nlohmann::json to_json(Checked const& checked)
{
    nlohmann::json json{{"experiment", checked.folder},
                        {"errors", checked.faults.error_count()},
                        {"warnings", checked.faults.warning_count()},
                        {"diagnostics", nlohmann::json::array()}};
    for (base::Diagnostic const& diagnostic : checked.faults.all()) {
        json["diagnostics"].push_back(to_json(diagnostic));
    }
    if (checked.plan) {
        json["trials"] = checked.plan->trials.size();
        json["minutes"] = plan::estimate_ms(*checked.plan, checked.period) / 60'000;
        json["critical"] = critical_lines(*checked.plan, checked.period);
    }
    return json;
}

} // namespace

ExitCode check(CheckArguments const& arguments)
{
    stage::Kinds const kinds = kinds::all();
    model::Catalogue const known = catalogue(kinds);
    nlohmann::json out = nlohmann::json::array();
    ExitCode code = ExitCode::done;
    for (std::string const& folder : arguments.experiments) {
        Checked const checked = check_one(folder, known, arguments);
        if (checked.faults.has_errors() || !checked.plan) {
            code = std::max(code, exit_code_of(checked.faults));
        }
        if (arguments.json) {
            out.push_back(to_json(checked));
        } else {
            print(checked);
        }
    }
    if (arguments.json) {
        std::cout << out.dump(2) << '\n';
    }
    return code;
}

ExitCode plan(PlanArguments const& arguments)
{
    stage::Kinds const kinds = kinds::all();
    base::Diagnostics faults;
    auto const experiment =
        load(arguments.experiment, catalogue(kinds), arguments.refresh_hz, arguments.set, faults);
    std::optional<plan::Plan> made;
    if (experiment) {
        made = plan::make_plan(*experiment,
                               {.participant = arguments.participant,
                                .number = arguments.number,
                                .visit = arguments.visit,
                                .seed = arguments.seed},
                               faults);
    }
    if (faults.has_errors()) {
        faults.sort();
        std::cerr << base::to_text(faults);
    }
    if (!made) {
        return exit_code_of(faults);
    }
    base::Duration const period =
        period_of(arguments.refresh_hz.value_or(experiment->screen.refresh_hz));
    std::cout << plan::to_table(*made, period, arguments.csv);
    return ExitCode::done;
}

} // namespace securebase::app
