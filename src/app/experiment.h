// SPDX-License-Identifier: MIT
// A script, checked to the end: the model and every design it can produce.
#pragma once

#include "app/exit_code.h"
#include "base/diagnostics.h"
#include "base/time.h"
#include "model/catalogue.h"
#include "model/experiment.h"

#include <optional>
#include <string>
#include <vector>

namespace securebase::app {

/// One refresh at `hz`.
base::Duration period_of(double hz);

/// Checks everything, with the parameters of `set` (NAME=VALUE), and all of it also when there are
/// faults, so that none hides another. What comes back beside an error is no experiment to run.
model::Experiment survey(std::string const& folder,
                         model::Catalogue const& known,
                         std::optional<double> refresh_hz,
                         std::vector<std::string> const& set,
                         base::Diagnostics& faults);

/// The same; nothing comes back while there is an error.
std::optional<model::Experiment> load(std::string const& folder,
                                      model::Catalogue const& known,
                                      std::optional<double> refresh_hz,
                                      std::vector<std::string> const& set,
                                      base::Diagnostics& faults);

/// `usage` when a parameter was set wrongly on the command line, else `faults`.
ExitCode exit_code_of(base::Diagnostics const& faults);

} // namespace securebase::app
