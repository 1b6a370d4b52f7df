// SPDX-License-Identifier: MIT
// Instruments must score their own worked examples as they say.
#pragma once

#include "base/diagnostics.h"
#include "model/experiment.h"

namespace securebase::app {

/// Adds an error for each test vector that does not come out, at the number it expects in the
/// instrument's file.
void check_vectors(model::Experiment const& experiment, base::Diagnostics& faults);

} // namespace securebase::app
