// SPDX-License-Identifier: MIT
// What `securebase check` finds out about an experiment, and how it says it.
#pragma once

#include "app/check_screen.h"
#include "base/diagnostics.h"
#include "base/time.h"
#include "model/catalogue.h"
#include "plan/plan.h"
#include "plan/timing.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace securebase::app {

struct CheckReport {
    std::string folder;
    base::Diagnostics faults; ///< Sorted.
    base::Duration period{};  ///< Of the display that durations were judged by.
    // Only while there is no error:
    std::size_t trials = 0;
    plan::Estimate estimate;
    std::vector<plan::StageTiming> timings;
    std::size_t trigger_codes = 0;

    bool is_faultless() const { return !faults.has_errors(); }
};

/// Checks the script, its tables, texts and instruments, what comes of every trial, and the
/// experiment's virtual participants. `refresh_hz` replaces the script's rate. With a screen, words
/// and pictures are tried on it.
CheckReport inspect(std::string const& folder,
                    model::Catalogue const& known,
                    std::optional<double> refresh_hz,
                    std::vector<std::string> const& set,
                    TrialScreen const* screen);

/// For people.
std::string to_text(CheckReport const& report);

/// For other programs: a list with one entry for each report. Places count from 0, as in the
/// Language Server Protocol.
std::string to_json(std::vector<CheckReport> const& reports);

} // namespace securebase::app
