// SPDX-License-Identifier: MIT
// From durations to whole frames, by one stated rule.
#include "model/frames.h"

#include "base/assert.h"
#include "base/text.h"

#include <algorithm>
#include <cmath>
#include <utility>

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

std::string frames_text(std::int64_t frames)
{
    return std::to_string(frames) + (frames == 1 ? " frame" : " frames");
}

std::string lasting(std::int64_t frames, double period_ms)
{
    return frames_text(frames) + (frames == 1 ? " is " : " are ") +
           base::format_fixed(static_cast<double>(frames) * period_ms, 1) + " ms";
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

std::optional<FramesFault>
frames_fault(TimeRange const& range, base::Duration period, Rounding rounding)
{
    if (rounding != Rounding::must_fit || range.unit == TimeUnit::frames) {
        return std::nullopt;
    }
    double const period_ms = base::to_ms(period);
    std::string const hertz = base::format_number(std::round(1e5 / period_ms) / 100) + " Hz";
    if (!range.is_fixed()) {
        // Some whole millisecond of a range lies half a frame off.
        return period_ms / 2 > tolerated_error_ms
                   ? std::optional(FramesFault{
                         "a critical duration drawn in ms cannot keep to frames at " + hertz,
                         "give the range in frames, or add round: nearest"})
                   : std::nullopt;
    }
    FramePlan const plan = to_frames(range.least, range.unit, period, Rounding::nearest);
    if (std::fabs(plan.error_ms()) <= tolerated_error_ms) {
        return std::nullopt;
    }
    double const frames = range.least / period_ms;
    auto const below = static_cast<std::int64_t>(whole_below(frames));
    std::string what =
        base::format_number(range.least) + " ms is no whole number of frames at " + hertz + ": ";
    what += below == 0 ? "the shortest, 1 frame, is " + base::format_fixed(period_ms, 1) + " ms"
                       : lasting(below, period_ms) + ", " + lasting(below + 1, period_ms);
    bool const between =
        below > 0 && std::fabs(frames - static_cast<double>(below) - 0.5) <= frame_tolerance;
    return FramesFault{std::move(what),
                       between ? "write " + std::to_string(below) + " or " +
                                     frames_text(below + 1) + ", or add round: up or round: down"
                               : "write " + frames_text(plan.frames) + ", or add round: nearest"};
}

} // namespace securebase::model
