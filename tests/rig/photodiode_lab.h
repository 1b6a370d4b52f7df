// SPDX-License-Identifier: MIT
// A screen, a sensor and an instrument whose truth is known.
#pragma once

#include "base/random.h"
#include "rig/capture.h"
#include "rig/shown.h"

#include <cstdint>
#include <set>
#include <utility>

namespace securebase::testing {

/// What is true, and what goes wrong.
struct Truth {
    std::int64_t cycles = 100;
    double lag_ms = 8.4;               ///< From stamp to light.
    double noise_ms = 0.005;           ///< SD of the light behind its stamp.
    double drift_ppm = 37;             ///< The instrument's clock gains on ours.
    double starts_ms = 5'000;          ///< What it shows at the first onset.
    double longer_ms = 0;              ///< Light lasts longer than its stamps say.
    std::set<std::int64_t> dropped{};  ///< From here on light is a frame later, unnoticed.
    std::set<std::int64_t> noticed{};  ///< Onsets a frame late that the display tells of.
    std::set<std::int64_t> long_lit{}; ///< Lit a frame longer, unnoticed.
    std::set<std::int64_t> missed{};   ///< Of these the instrument saw no rise.
    std::set<std::int64_t> unlit{};    ///< Of these no light ever came.
    double pulse_late_ms = 0;          ///< The adapter sends later by up to that.
};

inline constexpr double period_ms = 1000.0 / 60;

class Lab {
public:
    explicit Lab(Truth truth) : truth_(std::move(truth))
    {
        shown.time_utc = "2026-03-01T09:30:00Z";
        shown.screen = {"x11", "DP-1", 1920, 1080};
        shown.patch = {1860, 1020, 60, 60};
        shown.period = base::from_ms(period_ms);
        shown.light_frames = rig::light_frames;
        capture.triggers_ms.emplace();
        for (std::int64_t cycle = 1; cycle <= truth_.cycles; ++cycle) {
            show(cycle);
        }
    }

    rig::Shown shown;
    rig::Capture capture;

private:
    double noise() { return truth_.noise_ms * random_.normal(); }

    static base::Instant instant(double ms)
    {
        return base::instant_from_ns(4'000'000'000'000) + base::from_ms(ms);
    }

    static rig::ShownFrame frame(double ms, std::int64_t late)
    {
        base::Instant const at = instant(ms);
        constexpr base::Duration doubt = std::chrono::microseconds(50);
        return {{at - doubt, at + doubt, base::TimeSource::x_present_flip}, late};
    }

    double on_instrument(double ms) const
    {
        return truth_.starts_ms + ms * (1 + truth_.drift_ppm / 1e6);
    }

    void show(std::int64_t cycle)
    {
        std::int64_t const frames_late = truth_.noticed.contains(cycle) ? 1 : 0;
        frames_ += frames_late;
        double const onset = static_cast<double>(frames_) * period_ms;
        double const offset = onset + rig::light_frames * period_ms;
        base::Timestamp const sent{
            instant(onset + 0.2), instant(onset + 0.3), base::TimeSource::poll};
        shown.cycles.push_back({cycle, frame(onset, frames_late), frame(offset, 0), sent});
        unnoticed_ += truth_.dropped.contains(cycle) ? 1 : 0;
        double const light = truth_.lag_ms + unnoticed_ * period_ms;
        double const more = truth_.longer_ms + (truth_.long_lit.contains(cycle) ? period_ms : 0);
        bool const is_lit = !truth_.unlit.contains(cycle);
        if (is_lit && !truth_.missed.contains(cycle)) {
            capture.rises_ms.push_back(on_instrument(onset + light + noise()));
        }
        if (is_lit) {
            capture.falls_ms.push_back(on_instrument(offset + light + more + noise()));
        }
        double const late = truth_.pulse_late_ms > 0 ? truth_.pulse_late_ms * random_.uniform() : 0;
        capture.triggers_ms->push_back(on_instrument(onset + 0.25 + late));
        frames_ += rig::light_frames + rig::dark_frames_after(cycle);
    }

    Truth truth_;
    base::Random random_{7};
    std::int64_t frames_ = 0;
    int unnoticed_ = 0;
};

} // namespace securebase::testing
