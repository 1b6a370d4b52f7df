// SPDX-License-Identifier: MIT
// Holds one stage of a design to what its options allow, for every trial (private to the room).
#pragma once

#include "base/time.h"
#include "model/experiment.h"
#include "plan/design.h"
#include "plan/faults.h"

#include <set>
#include <string>

namespace securebase::plan {

/// Settles every field for every combination of the levels it depends on, where the stage is not
/// left out; critical durations must fit the display's frames, the right answer must be one that
/// can be given, and words should stand out from the background.
void check_stage(model::StageSpec const& stage,
                 Design const& design,
                 model::Module const& module,
                 model::Rgb const& background,
                 base::Duration period,
                 Faults& faults);

/// Every name that the expressions of a part use.
std::set<std::string> names_used(model::Part const& part);

} // namespace securebase::plan
