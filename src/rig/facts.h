// SPDX-License-Identifier: MIT
// What was measured of a machine before anybody sits down at it. Whatever is empty was not.
#pragma once

#include "ports/display.h"
#include "rig/intervals.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace securebase::rig {

struct ScreenFacts {
    ports::DisplayFacts display;
    std::string driver; ///< SDL's name of the window system: x11, wayland, KMSDRM, dummy.
    bool by_present =
        false; ///< Frames are kept by the window system, which tells when each appeared.
    std::string without_present_because; ///< When they are not.
    std::vector<std::string> unused;     ///< Better ways to know onsets: "oml: why not".
    std::optional<bool> fullscreen;
    std::optional<bool> composed; ///< Another program draws the screen from our frames.
    std::optional<bool> xwayland; ///< The X server is a guest of a Wayland compositor.
    std::optional<IntervalSummary> flips;
    std::uint64_t flips_unseen = 0;      ///< Frames of which nobody said when they appeared.
    std::optional<double> half_width_ms; ///< Half of what an onset's interval spans, median.
    std::optional<double> mode_hz;       ///< What the system says the monitor runs at.
    bool mode_is_exact = false;          ///< From the mode's own numbers; else whole Hz.
    std::optional<int> monitors;
    std::optional<bool> mirrored;
    std::optional<double> scale; ///< Pixels drawn for each pixel of the monitor.
};

/// Whether it is the display itself that says when a frame appeared.
inline bool is_flip_stamp(base::TimeSource source)
{
    return source == base::TimeSource::drm_flip || source == base::TimeSource::wp_hardware ||
           source == base::TimeSource::x_present_flip;
}

/// Whether a flip's own stamp tells each onset.
inline bool has_flip_stamps(ScreenFacts const& screen)
{
    return is_flip_stamp(screen.display.onset_source);
}

/// Each of so many questions to the X server was answered with a time; it must lie between asking
/// and hearing.
struct ClockCheck {
    std::uint64_t asked = 0;
    std::uint64_t outside = 0;
    double offset_ms = 0; ///< Median of the server's time minus ours; within half the round trip.
};

/// Keys pressed by a program through the X server, which knows when it did.
struct KeyCheck {
    std::uint64_t pressed = 0;
    std::uint64_t seen = 0;
    std::uint64_t covered = 0;    ///< Of the seen: the interval holds the moment of the press.
    std::uint64_t mismatched = 0; ///< Sources disagreed by more than 2 ms, or one missed it.
    double width_ms = 0;          ///< Median of what the intervals span.
};

struct InputFacts {
    base::TimeSource source = base::TimeSource::unknown; ///< Who stamps keys.
    bool by_compositor = false; ///< A compositor that is a window itself: when it heard of them.
    std::string shortcoming;    ///< Why not the best; empty when it is.
    std::optional<ClockCheck> x_clock;
    std::optional<KeyCheck> keys;
};

struct BusyProgram {
    std::string name;
    double cores = 0; ///< 1: as much as one processor core can do.
    bool operator==(BusyProgram const&) const = default;
};

enum class Power : std::uint8_t { no_battery, charging, on_battery };

struct MachineFacts {
    std::optional<bool> realtime;       ///< The main thread comes first (SCHED_FIFO): tried.
    std::optional<bool> memory_is_kept; ///< Nothing of us is swapped out: tried.
    std::optional<std::uint64_t> memlock_bytes; ///< What may be kept in memory; max: anything.
    std::optional<std::uint64_t> timer_slack_ns;
    std::optional<DelaySummary> wakes;  ///< Woken later than asked, sleeping 2 ms.
    std::vector<std::string> governors; ///< Distinct ones of the processors; empty: not told.
    std::optional<Power> power;
    std::optional<double> load; ///< Waiting or running on average over the last minute.
    unsigned cores = 1;
    std::optional<std::vector<BusyProgram>>
        busy; ///< While measuring, other than us; busiest first.
};

struct DiskFacts {
    std::string folder;
    std::optional<std::uint64_t> free_bytes;
    std::optional<DelaySummary> syncs; ///< Making a few KB durable.
};

struct WallFacts {
    std::string now_utc;
    std::optional<bool> synchronised; ///< By the network, says the kernel.
    std::string latest_known_utc;     ///< Of what is in the folder already; empty: nothing is.
};

struct Facts {
    ScreenFacts screen;
    InputFacts input;
    MachineFacts machine;
    DiskFacts disk;
    WallFacts wall;
};

} // namespace securebase::rig
