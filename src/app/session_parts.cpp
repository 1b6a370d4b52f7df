// SPDX-License-Identifier: MIT
// What a real and a simulated session have in common before they start.
#include "app/session_parts.h"

#include "model/check.h"

#include <set>

namespace securebase::app {

events::Header planned_header(model::Experiment const& experiment, plan::Plan const& plan)
{
    events::Header header;
    header.experiment = experiment.name;
    header.title = experiment.title;
    header.participant = plan.participant;
    header.number = plan.number;
    header.visit = plan.visit;
    header.seed = plan.seed;
    header.version = SECUREBASE_VERSION;
    header.build = __VERSION__;
    header.files = experiment.files;
    header.parameters = model::parameters_to_json(experiment.parameters);
    header.measures = model::measures_to_json(experiment.measures);
    header.instruments = model::instruments_to_json(experiment.instruments);
    return header;
}

std::optional<bots::Profile> load_bot(model::Experiment const& experiment,
                                      plan::Plan const& plan,
                                      std::string const& file,
                                      base::Diagnostics& faults)
{
    std::set<std::string> names;
    for (plan::PlannedTrial const& trial : plan.trials) {
        for (auto const& [name, value] : trial.conditions) {
            names.insert(name);
        }
    }
    return bots::read_profile(file.empty() ? experiment.folder + "/bot.yaml" : file,
                              {names.begin(), names.end()},
                              faults);
}

} // namespace securebase::app
