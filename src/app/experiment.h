// SPDX-License-Identifier: MIT
// A script, checked to the end: the model and every design it can produce.
#pragma once

#include "base/diagnostics.h"
#include "base/time.h"
#include "model/catalogue.h"
#include "model/experiment.h"

#include <optional>
#include <string>

namespace securebase::app {

/// One refresh at `hz`.
base::Duration period_of(double hz);

/// Loads and checks everything; nothing comes back while there is an error.
std::optional<model::Experiment> load(std::string const& folder,
                                      model::Catalogue const& known,
                                      std::optional<double> refresh_hz,
                                      base::Diagnostics& faults);

} // namespace securebase::app
