// SPDX-License-Identifier: MIT
// Faults of the command line, at the stages of a plan.
#pragma once

#include "base/result.h"
#include "devices/virtual/faults.h"
#include "plan/plan.h"

#include <string>
#include <vector>

namespace securebase::app {

/// Errors: the first that cannot be read.
base::Result<std::vector<devices::Fault>> parse_faults(std::vector<std::string> const& texts);

/// The same faults, each with the name of its stage. Errors: no such trial or stage in the plan.
base::Result<std::vector<devices::Fault>> place_faults(std::vector<devices::Fault> faults,
                                                       plan::Plan const& plan);

} // namespace securebase::app
