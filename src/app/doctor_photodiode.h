// SPDX-License-Identifier: MIT
// `doctor --photodiode` and `doctor --capture`: the two halves of a calibration.
#pragma once

#include "app/commands.h"
#include "rig/line.h"

namespace securebase::app {

/// Shows light and dark by turns to a sensor and writes what the display said of it to
/// `arguments.shown`.
ExitCode show_to_photodiode(DoctorArguments const& arguments);

/// Judges what an instrument recorded of it, and adds that to the newest report of the screen.
ExitCode judge_capture(DoctorArguments const& arguments);

/// What `doctor` tells the shell of a verdict.
ExitCode code_of(rig::Verdict verdict);

} // namespace securebase::app
