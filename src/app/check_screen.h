// SPDX-License-Identifier: MIT
// Whether the words and pictures of a session can be drawn, and fit on a screen.
#pragma once

#include "app/material.h"
#include "base/diagnostics.h"
#include "model/experiment.h"
#include "plan/plan.h"
#include "ports/display.h"
#include "stage/kind.h"

namespace securebase::app {

/// A screen to try things on; nothing is shown.
struct TrialScreen {
    stage::Kinds const& kinds;
    ports::Workshop& workshop;
    AdmitText admit; ///< Says why a text cannot be drawn.
    std::int32_t width = 1920;
    std::int32_t height = 1080;
};

/// Errors: pictures that cannot be decoded (at their file), words of stimuli that reach beyond the
/// screen (with their table row), characters that no font has. Questions lay themselves out on
/// every screen.
void check_screen(model::Experiment const& experiment,
                  plan::Plan const& plan,
                  TrialScreen const& screen,
                  base::Diagnostics& faults);

} // namespace securebase::app
