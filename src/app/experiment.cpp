// SPDX-License-Identifier: MIT
// A script, checked to the end.
#include "app/experiment.h"

#include "app/catalogue.h"
#include "model/check.h"
#include "plan/plan.h"
#include "score/rules.h"

#include <cmath>

namespace securebase::app {

base::Duration period_of(double hz)
{
    return base::Duration(static_cast<std::int64_t>(std::llround(1e9 / hz)));
}

std::optional<model::Experiment> load(std::string const& folder,
                                      model::Catalogue const& known,
                                      std::optional<double> refresh_hz,
                                      base::Diagnostics& faults)
{
    auto experiment = model::load_experiment(
        folder, known, {.refresh_hz = refresh_hz, .instruments_folder = {}}, faults);
    if (experiment) {
        plan::check_design(
            *experiment, period_of(refresh_hz.value_or(experiment->screen.refresh_hz)), faults);
    }
    return faults.has_errors() ? std::nullopt : std::move(experiment);
}

model::Catalogue catalogue(stage::Kinds const& kinds)
{
    model::Catalogue known = kinds.catalogue();
    known.rules = score::declarations();
    return known;
}

} // namespace securebase::app
