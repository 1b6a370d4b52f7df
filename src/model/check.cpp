// SPDX-License-Identifier: MIT
// From an experiment folder to the model.
#include "model/check.h"

#include "base/text.h"
#include "model/check_context.h"
#include "model/check_source.h"
#include "model/literals.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <system_error>

namespace securebase::model {

namespace {

struct Script {
    std::string folder;
    std::string file;
};

Script script_of(std::string const& named)
{
    if (!is_folder(named) && named.ends_with(".yaml")) {
        std::string const file = tidy_path(named);
        std::size_t const slash = file.rfind('/');
        return {slash == std::string::npos ? std::string() : file.substr(0, slash), file};
    }
    std::string const folder = tidy_path(named);
    return {folder, join_path(folder, "experiment.yaml")};
}

/// "did you mean 'experiments/session_demo'?", from the folders beside the one named.
std::string nearest_experiment(std::string const& folder)
{
    namespace fs = std::filesystem;
    fs::path const parent = fs::path(folder).parent_path();
    std::vector<std::string> known;
    std::error_code failed;
    for (auto at = fs::directory_iterator(parent.empty() ? fs::path(".") : parent, failed);
         !failed && at != fs::directory_iterator();
         at.increment(failed)) {
        std::error_code unreadable;
        if (fs::is_regular_file(at->path() / "experiment.yaml", unreadable)) {
            known.push_back((parent / at->path().filename()).generic_string());
        }
    }
    std::ranges::sort(known);
    std::string const hint = base::nearest_hint(folder, known);
    return hint.starts_with("did you mean") ? hint : std::string();
}

/// Leaves only what has no fault of its own.
void drop_faulty(Experiment& experiment, Faulty const& faulty)
{
    std::erase_if(experiment.parts, [&faulty](Part const& part) {
        return faulty.has(Faulty::What::part, part.place) ||
               faulty.has(Faulty::What::design, part.trial.place) || faulty.has_module(part.module);
    });
    for (Part& part : experiment.parts) {
        for (StageSpec& stage : part.trial.stages) {
            if (stage.correct && stage.correct->name.empty()) {
                stage.correct.reset(); // it could not be read
            }
        }
        std::erase_if(part.trial.stages, [&faulty](StageSpec const& stage) {
            return faulty.has(Faulty::What::stage, stage.place);
        });
    }
}

} // namespace

Experiment survey_experiment(std::string const& folder,
                             Catalogue const& catalogue,
                             CheckOptions const& options,
                             base::Diagnostics& diagnostics)
{
    Script const script = script_of(folder);
    Checking checking(catalogue, options, script.folder, diagnostics);
    Experiment& experiment = checking.experiment;
    experiment.folder = folder;
    experiment.name = folder_name(script.folder);
    experiment.texts = default_texts();
    if (!is_folder(script.folder)) {
        std::string const near = nearest_experiment(script.folder);
        checking.error({folder, 0, 0, 1},
                       "no-experiment",
                       "there is no experiment folder " + model::quoted(folder),
                       near.empty() ? "name the folder that holds experiment.yaml" : near);
    } else if (!real_path(script.file)) {
        checking.error(
            {script.file, 0, 0, 1}, "no-experiment", "the folder holds no experiment.yaml");
    } else {
        read_source(checking, script.folder, script.file, nullptr);
    }
    if (!experiment.modules.empty()) {
        experiment.places = experiment.modules.front().places;
    }
    if (!checking.sources.empty()) {
        experiment.parameters = checking.sources.front()->parameters;
    }
    for (auto& source : checking.sources) {
        std::ranges::move(source->measures, std::back_inserter(experiment.measures));
    }
    experiment.files = checking.files.hashes();
    if (checking.error_count() > 0) {
        drop_faulty(experiment, checking.faulty);
    }
    return std::move(experiment);
}

std::optional<Experiment> load_experiment(std::string const& folder,
                                          Catalogue const& catalogue,
                                          CheckOptions const& options,
                                          base::Diagnostics& diagnostics)
{
    base::Diagnostics found;
    Experiment experiment = survey_experiment(folder, catalogue, options, found);
    diagnostics.append(found);
    return found.has_errors() ? std::nullopt : std::optional(std::move(experiment));
}

} // namespace securebase::model
