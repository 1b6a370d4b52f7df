// SPDX-License-Identifier: MIT
// From durations to whole frames, by one stated rule.
#include "model/frames.h"

#include "base/assert.h"

#include <algorithm>
#include <cmath>

namespace securebase::model {

namespace {

/// The largest whole number of frames not above `frames`, where a thousandth short is not short.
double whole_below(double frames)
{
    return std::floor(frames + frame_tolerance);
}

double rounded(double frames, Rounding rounding)
{
    switch (rounding) {
    case Rounding::up:
        return std::ceil(frames - frame_tolerance);
    case Rounding::down:
        return whole_below(frames);
    case Rounding::must_fit:
    case Rounding::nearest:
        break;
    }
    return whole_below(frames + 0.5);
}

} // namespace

FramePlan to_frames(double amount, TimeUnit unit, base::Duration period, Rounding rounding)
{
    SECUREBASE_ASSERT(period.count() > 0, "a display has a refresh period");
    double const period_ms = base::to_ms(period);
    FramePlan plan;
    double const frames =
        unit == TimeUnit::frames ? amount : amount * 1e6 / static_cast<double>(period.count());
    plan.frames = std::max<std::int64_t>(1, static_cast<std::int64_t>(rounded(frames, rounding)));
    plan.requested_ms = unit == TimeUnit::frames ? amount * period_ms : amount;
    plan.achievable_ms = static_cast<double>(plan.frames) * period_ms;
    return plan;
}

} // namespace securebase::model
