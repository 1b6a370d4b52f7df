// SPDX-License-Identifier: MIT
// What a real and a simulated session have in common before they start.
#pragma once

#include "base/diagnostics.h"
#include "bots/profile.h"
#include "events/header.h"
#include "model/experiment.h"
#include "plan/plan.h"

#include <optional>
#include <string>

namespace securebase::app {

/// Everything the script and the plan decide; who conducts the session adds identifiers, date and
/// devices.
events::Header planned_header(model::Experiment const& experiment, plan::Plan const& plan);

/// The virtual participants of `file`, or of the experiment's bot.yaml when it is empty.
std::optional<bots::Profile> load_bot(model::Experiment const& experiment,
                                      plan::Plan const& plan,
                                      std::string const& file,
                                      base::Diagnostics& faults);

} // namespace securebase::app
