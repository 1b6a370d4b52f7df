// SPDX-License-Identifier: MIT
// Walks a plan through the ports: frames, responses, events.
#pragma once

#include "base/result.h"
#include "events/header.h"
#include "model/experiment.h"
#include "plan/plan.h"
#include "ports/clock.h"
#include "ports/companion.h"
#include "ports/display.h"
#include "ports/input.h"
#include "ports/recorder.h"
#include "ports/triggers.h"
#include "ports/witness.h"
#include "stage/kind.h"

#include <cstdint>
#include <optional>
#include <string>

namespace securebase::stage {

/// The world as a session sees it. All outlive the session.
struct World {
    ports::Clock& clock;
    ports::Display& display;
    ports::Workshop& workshop;
    ports::Input& input;
    ports::Recorder& recorder;
    ports::Companion* companion = nullptr; ///< Only when somebody stands in for a participant.
    ports::Witness* witness = nullptr;     ///< Only when faults are put into virtual time.
    /// For a light sensor: white while a critical stage is up, black otherwise. Covers what is
    /// there.
    std::optional<ports::Box> patch{};
    ports::Triggers* triggers = nullptr; ///< Only when other machines are told of onsets.
};

enum class Outcome : std::uint8_t { complete, stopped, declined, withdrawn, failed };
std::string_view name_of(Outcome outcome);

struct Ending {
    Outcome outcome = Outcome::complete;
    std::uint32_t trials_done = 0;
    std::uint32_t trials_planned = 0;
    std::uint32_t trials_repeated = 0; ///< Because their timing was missed; not among those done.
    /// For failed: what went wrong and what to do. A withdrawn session stays withdrawn whatever
    /// fails after the participant chose it.
    std::string why;
};

/// Runs the session from the first frame to the last. Every fact goes to world.recorder; trials
/// are saved before the next but one begins (at most 8 unsaved, then it waits between trials).
/// Thread: main.
Ending run_session(model::Experiment const& experiment,
                   plan::Plan const& plan,
                   Kinds const& kinds,
                   events::Header const& header,
                   World const& world);

} // namespace securebase::stage
