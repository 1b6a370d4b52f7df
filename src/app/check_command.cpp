// SPDX-License-Identifier: MIT
// `securebase check` and `securebase plan`: what a script says, before anybody sees it.
#include "app/catalogue.h"
#include "app/check_report.h"
#include "app/commands.h"
#include "app/experiment.h"
#include "devices/sdl/clock.h"
#include "devices/sdl/offscreen.h"
#include "kinds/kinds.h"
#include "plan/plan.h"

#include <algorithm>
#include <iostream>
#include <optional>
#include <vector>

namespace securebase::app {

ExitCode check(CheckArguments const& arguments)
{
    stage::Kinds const kinds = kinds::all();
    model::Catalogue const known = catalogue(kinds);
    std::optional<TrialScreen> screen;
    devices::SteadyClock clock;
    // Without fonts there is nothing to try words with; `run` refuses to start then.
    auto display = devices::OffscreenDisplay::open(clock, {.width = 1920, .height = 1080});
    if (display) {
        devices::Canvas& canvas = display->workshop();
        screen.emplace(TrialScreen{
            kinds, canvas, [&canvas](std::string_view text) { return canvas.admit(text); }});
    }
    std::vector<CheckReport> reports;
    for (std::string const& folder : arguments.experiments) {
        reports.push_back(inspect(
            folder, known, arguments.refresh_hz, arguments.set, screen ? &*screen : nullptr));
        if (!arguments.json) {
            std::cout << to_text(reports.back());
        }
    }
    if (arguments.json) {
        std::cout << to_json(reports);
    }
    ExitCode code = ExitCode::done;
    for (CheckReport const& report : reports) {
        code = report.is_faultless() ? code : std::max(code, exit_code_of(report.faults));
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
    if (arguments.triggers) {
        std::cout << plan::to_csv(made->trigger_codes);
        return ExitCode::done;
    }
    base::Duration const period =
        period_of(arguments.refresh_hz.value_or(experiment->screen.refresh_hz));
    std::cout << plan::to_table(*made, period, arguments.csv);
    return ExitCode::done;
}

} // namespace securebase::app
