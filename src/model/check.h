// SPDX-License-Identifier: MIT
// Reads an experiment folder, checks all of it, and gives the model or every fault found.
#pragma once

#include "base/diagnostics.h"
#include "model/catalogue.h"
#include "model/experiment.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace securebase::model {

struct CheckOptions {
    std::optional<double> refresh_hz; ///< Overrides the script's `screen: refresh`.
    std::string instruments_folder;   ///< Empty: `instruments` beside the experiment's folder.
    /// Parameters of the session's own script and what they become; each is read as the type that
    /// the script gives it.
    std::vector<std::pair<std::string, std::string>> set;
};

/// Whether a fault is one of CheckOptions::set and not of the script.
bool is_about_setting(base::Diagnostic const& fault);

/// `folder` holds experiment.yaml, or is that file. Faults of every kind are collected in one go;
/// the result is there only when there is no error.
std::optional<Experiment> load_experiment(std::string const& folder,
                                          Catalogue const& catalogue,
                                          CheckOptions const& options,
                                          base::Diagnostics& diagnostics);

/// The same, but gives what can be judged further although there are faults, so that none hides
/// another: the parts, and of their trials the stages, that have no fault themselves. For `check`;
/// what comes back beside a fault is no experiment to run.
Experiment survey_experiment(std::string const& folder,
                             Catalogue const& catalogue,
                             CheckOptions const& options,
                             base::Diagnostics& diagnostics);

/// Parameters as a JSON object for the session header.
std::string parameters_to_json(std::vector<std::pair<std::string, Value>> const& parameters);

/// Measures and instrument keys as JSON for the session header, and back, so that scoring never
/// needs the script again.
std::string measures_to_json(std::vector<MeasureSpec> const& measures);
base::Result<std::vector<MeasureSpec>> measures_from_json(std::string_view json);
std::string instruments_to_json(std::vector<Instrument> const& instruments);
base::Result<std::vector<Instrument>> instruments_from_json(std::string_view json);

} // namespace securebase::model
