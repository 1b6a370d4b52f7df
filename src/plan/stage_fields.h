// SPDX-License-Identifier: MIT
// The fields of a stage (private to the room).
#pragma once

#include "model/experiment.h"

#include <vector>

namespace securebase::plan {

/// Options of what is shown and asked, durations and the right answer.
std::vector<model::Field const*> fields_of(model::StageSpec const& stage);

} // namespace securebase::plan
