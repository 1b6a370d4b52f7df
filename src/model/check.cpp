// SPDX-License-Identifier: MIT
// From an experiment folder to the model.
#include "model/check.h"

#include "model/check_context.h"
#include "model/check_source.h"
#include "model/literals.h"

#include <algorithm>
#include <iterator>

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

} // namespace

std::optional<Experiment> load_experiment(std::string const& folder,
                                          Catalogue const& catalogue,
                                          CheckOptions const& options,
                                          base::Diagnostics& diagnostics)
{
    Script const script = script_of(folder);
    base::Diagnostics found;
    Checking checking(catalogue, options, script.folder, found);
    Experiment& experiment = checking.experiment;
    experiment.folder = folder;
    experiment.name = folder_name(script.folder);
    experiment.texts = default_texts();
    if (!is_folder(script.folder)) {
        checking.error({folder, 0, 0, 1},
                       "no-experiment",
                       "there is no experiment folder " + quoted(folder),
                       "name the folder that holds experiment.yaml");
    } else if (!real_path(script.file)) {
        checking.error(
            {script.file, 0, 0, 1}, "no-experiment", "the folder holds no experiment.yaml");
    } else {
        read_source(checking, script.folder, script.file, nullptr);
    }
    diagnostics.append(found);
    if (found.has_errors()) {
        return std::nullopt;
    }
    experiment.places = experiment.modules.front().places;
    experiment.parameters = checking.sources.front()->parameters;
    for (auto& source : checking.sources) {
        std::ranges::move(source->measures, std::back_inserter(experiment.measures));
    }
    experiment.files = checking.files.hashes();
    return std::move(experiment);
}

} // namespace securebase::model
