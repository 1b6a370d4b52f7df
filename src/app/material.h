// SPDX-License-Identifier: MIT
// Whether everything a session is going to show can be shown, before it starts.
#pragma once

#include "base/result.h"
#include "plan/plan.h"

#include <functional>
#include <string_view>

namespace securebase::app {

/// Takes one text that a participant may see; says why it cannot be drawn.
using AdmitText = std::function<base::Result<void>(std::string_view)>;

/// Offers every text of the plan's stimuli and questions to `admit`, each once in the order of the
/// plan. Errors: the first refusal, with the trial and stage it belongs to.
base::Result<void> admit_texts(plan::Plan const& plan, AdmitText const& admit);

} // namespace securebase::app
