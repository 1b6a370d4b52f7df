// SPDX-License-Identifier: MIT
// A script, checked to the end.
#include "app/experiment.h"

#include "app/catalogue.h"
#include "app/instrument_vectors.h"
#include "model/check.h"
#include "plan/plan.h"
#include "score/rules.h"

#include <algorithm>
#include <cmath>

namespace securebase::app {

base::Duration period_of(double hz)
{
    return base::Duration(static_cast<std::int64_t>(std::llround(1e9 / hz)));
}

model::Experiment survey(std::string const& folder,
                         model::Catalogue const& known,
                         std::optional<double> refresh_hz,
                         std::vector<std::string> const& set,
                         base::Diagnostics& faults)
{
    model::CheckOptions options;
    options.refresh_hz = refresh_hz;
    for (std::string const& one : set) {
        std::size_t const sign = std::min(one.find('='), one.size());
        options.set.emplace_back(one.substr(0, sign), one.substr(std::min(sign + 1, one.size())));
    }
    model::Experiment experiment = model::survey_experiment(folder, known, options, faults);
    plan::check_design(
        experiment, period_of(refresh_hz.value_or(experiment.screen.refresh_hz)), faults);
    check_vectors(experiment, faults);
    return experiment;
}

std::optional<model::Experiment> load(std::string const& folder,
                                      model::Catalogue const& known,
                                      std::optional<double> refresh_hz,
                                      std::vector<std::string> const& set,
                                      base::Diagnostics& faults)
{
    model::Experiment experiment = survey(folder, known, refresh_hz, set, faults);
    return faults.has_errors() ? std::nullopt : std::optional(std::move(experiment));
}

ExitCode exit_code_of(base::Diagnostics const& faults)
{
    bool const setting = std::ranges::any_of(faults.all(), model::is_about_setting);
    return setting ? ExitCode::usage : ExitCode::faults;
}

model::Catalogue catalogue(stage::Kinds const& kinds)
{
    model::Catalogue known = kinds.catalogue();
    known.rules = score::declarations();
    return known;
}

} // namespace securebase::app
