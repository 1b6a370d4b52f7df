// SPDX-License-Identifier: MIT
// From durations to whole frames, by one stated rule.
#pragma once

#include "base/time.h"
#include "model/experiment.h"
#include "model/value.h"

#include <cstdint>
#include <optional>

namespace securebase::model {

struct FramePlan {
    std::int64_t frames = 1;
    double requested_ms = 0;
    double achievable_ms = 0; ///< frames x period.
    double error_ms() const { return achievable_ms - requested_ms; }
};

/// The nearest number of frames, halves up, at least one (up and down as named). Frames stay
/// frames.
FramePlan to_frames(double amount, TimeUnit unit, base::Duration period, Rounding rounding);

/// A critical duration may differ from what was asked by this much without the author stating how
/// to round.
inline constexpr double tolerated_error_ms = 2.0;

} // namespace securebase::model
