// SPDX-License-Identifier: MIT
// Ways that wait for a laboratory. Who has followed docs/manual/lab.md's protocol takes a line out.
#include "rig/unproven.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace securebase::rig {

namespace {

using base::TimeSource;

struct Entry {
    Unproven way;
    bool (*used)(Facts const& facts) = nullptr;
};

template <TimeSource source> bool shown_by(Facts const& facts)
{
    return facts.screen.display.onset_source == source;
}

bool keys_from_kernel(Facts const& facts)
{
    return facts.input.source == TimeSource::driver && facts.screen.driver != "wayland";
}

bool in_wayland(Facts const& facts)
{
    return facts.screen.driver == "wayland";
}

/// Nothing that is measured here tells whether one is used.
bool not_told(Facts const& facts)
{
    static_cast<void>(facts);
    return false;
}

bool any_screen(Facts const& facts)
{
    return facts.screen.display.rate_source == ports::RateSource::measured;
}

constexpr std::array<Entry, 8> entries{
    {{{"x-present-flip", "that a real graphics driver flips our frames (X Present)"},
      shown_by<TimeSource::x_present_flip>},
     {{"drm-flip",
       "written and tested against a simulated kernel, not yet on a real display (KMSDRM, a "
       "console "
       "without a window system)"},
      shown_by<TimeSource::drm_flip>},
     {{"oml", "written and tested against simulated drivers, not yet with a real one"},
      shown_by<TimeSource::oml>},
     {{"gl-finish", "tested against simulated drivers, not yet with a real one"},
      shown_by<TimeSource::gl_finish>},
     {{"wayland",
       "a compositor that drives a screen, and its stamps of keys: tested against one in software"},
      in_wayland},
     {{"evdev", "a keyboard's own time, and how long a key takes to reach the computer"},
      keys_from_kernel},
     {{"button-box", "tested against a box in software, not yet with a real one"}, not_told},
     {{"panel", "the screen's own delay until light, and whether its refresh varies"},
      any_screen}}};

} // namespace

std::vector<Unproven> unproven()
{
    std::vector<Unproven> out;
    std::ranges::transform(entries, std::back_inserter(out), &Entry::way);
    return out;
}

std::vector<Unproven> unproven_here(Facts const& facts)
{
    std::vector<Unproven> out;
    for (Entry const& entry : entries) {
        if (entry.used(facts)) {
            out.push_back(entry.way);
        }
    }
    return out;
}

std::string to_text(Unproven const& one)
{
    return std::string(one.name) + ": " + std::string(one.what);
}

} // namespace securebase::rig
