// SPDX-License-Identifier: MIT
// Reads an experiment folder, checks all of it, and gives the model or every fault found.
#pragma once

#include "base/diagnostics.h"
#include "model/catalogue.h"
#include "model/experiment.h"

#include <optional>
#include <string>

namespace securebase::model {

struct CheckOptions {
    std::optional<double> refresh_hz; ///< Overrides the script's `screen: refresh`.
    std::string instruments_folder;   ///< Empty: `instruments` beside the experiment's folder.
};

/// `folder` holds experiment.yaml, or is that file. Faults of every kind are collected in one go;
/// the result is there only when there is no error.
std::optional<Experiment> load_experiment(std::string const& folder,
                                          Catalogue const& catalogue,
                                          CheckOptions const& options,
                                          base::Diagnostics& diagnostics);

/// Measures and instrument keys as JSON for the session header, and back, so that scoring never
/// needs the script again.
std::string measures_to_json(std::vector<MeasureSpec> const& measures);
base::Result<std::vector<MeasureSpec>> measures_from_json(std::string_view json);
std::string instruments_to_json(std::vector<Instrument> const& instruments);
base::Result<std::vector<Instrument>> instruments_from_json(std::string_view json);

} // namespace securebase::model
