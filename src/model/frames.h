// SPDX-License-Identifier: MIT
// From durations to whole frames, by one stated rule.
#pragma once

#include "base/time.h"
#include "model/experiment.h"
#include "model/value.h"

#include <cstdint>
#include <optional>
#include <string>

namespace securebase::model {

struct FramePlan {
    std::int64_t frames = 1;
    double requested_ms = 0;
    double achievable_ms = 0; ///< frames x period.
    double error_ms() const { return achievable_ms - requested_ms; }
};

/// How far, in frames, an amount may lie from a half or a whole number of frames and still count as
/// it. Periods are whole nanoseconds or were measured, so 125 ms at 60 Hz is 7.49999985 frames by
/// arithmetic; by this rule it is seven and a half and becomes 8. At 59.94 Hz it is 7.4925, which
/// is no half, and becomes 7.
inline constexpr double frame_tolerance = 0.001;

/// The nearest number of frames, halves up, at least one (up and down as named). Frames stay
/// frames.
/// Unit: `amount` in ms or frames; `period` is above 0.
FramePlan to_frames(double amount, TimeUnit unit, base::Duration period, Rounding rounding);

/// A critical duration may differ from what was asked by this much without the author stating how
/// to round.
inline constexpr double tolerated_error_ms = 2.0;

/// Why a critical duration cannot be kept, and what to write instead.
struct FramesFault {
    std::string what;
    std::string hint;
};

/// Nothing when every duration of the range can be kept to `tolerated_error_ms`, or when the author
/// has said how to round.
std::optional<FramesFault>
frames_fault(TimeRange const& range, base::Duration period, Rounding rounding);

} // namespace securebase::model
