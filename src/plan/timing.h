// SPDX-License-Identifier: MIT
// What becomes of every duration of a script on a display of a given rate.
#pragma once

#include "base/time.h"
#include "model/experiment.h"
#include "model/value.h"
#include "plan/plan.h"

#include <cstdint>
#include <string>
#include <vector>

namespace securebase::plan {

enum class TimedBy : std::uint8_t { duration, limit };

/// One duration (`for` or `limit`; a `window` is kept in ms) of one stage over all trials that the
/// script can make. Errors are achieved minus requested, in ms.
struct StageTiming {
    std::string trial;
    std::string stage;
    TimedBy by = TimedBy::duration;
    bool critical = false;
    model::TimeUnit unit = model::TimeUnit::milliseconds;
    double least_asked = 0; ///< Unit: `unit`.
    double most_asked = 0;
    std::int64_t least_frames = 0;
    std::int64_t most_frames = 0;
    double least_error_ms = 0;
    double most_error_ms = 0;
    bool operator==(StageTiming const&) const = default;
};

/// Every timed stage of a checked experiment in the order of its session, each once.
std::vector<StageTiming> stage_timings(model::Experiment const& experiment, base::Duration period);

/// Every timed stage of one session, in its order, each once, with the amounts drawn for it.
std::vector<StageTiming> stage_timings(Plan const& plan, base::Duration period);

/// A list of {"trial","stage","by","critical","unit","requested","frames","error_ms"}, the last
/// three with the least and the most.
std::string to_json(std::vector<StageTiming> const& timings);

} // namespace securebase::plan
