// SPDX-License-Identifier: MIT
// What a real and a simulated session have in common before they start.
#include "app/session_parts.h"

#include "model/check.h"

#include <filesystem>
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
    header.between = model::parameters_to_json(plan.between);
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
    std::string const path = file.empty() ? experiment.folder + "/bot.yaml" : file;
    if (!std::filesystem::exists(path)) {
        faults.error({.file = path},
                     "missing-file",
                     "there is no such file, so nothing says how virtual participants behave",
                     file.empty()
                         ? "write one (docs/formats/script.md, 'Virtual participants'), or "
                           "name another with --bot"
                         : "name another with --bot, or leave it out for the experiment's "
                           "bot.yaml");
        return std::nullopt;
    }
    return bots::read_profile(path, {names.begin(), names.end()}, faults);
}

ExitCode code_of_unopened(std::string const& data_folder, record::StudyKind kind)
{
    auto const found = record::study_kind(data_folder);
    bool const holds_data = found ? *found != kind : !record::list_sessions(data_folder).empty();
    return holds_data ? ExitCode::refused : ExitCode::world_failed;
}

} // namespace securebase::app
