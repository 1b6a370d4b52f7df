// SPDX-License-Identifier: MIT
// What a real and a simulated session have in common before they start.
#pragma once

#include "app/exit_code.h"
#include "base/diagnostics.h"
#include "bots/profile.h"
#include "events/header.h"
#include "model/experiment.h"
#include "plan/plan.h"
#include "record/study.h"

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

/// What the shell is told when record::open_study() failed: refused when the folder holds data that
/// must not mix with this kind, world_failed when it cannot be used.
ExitCode code_of_unopened(std::string const& data_folder, record::StudyKind kind);

} // namespace securebase::app
