// SPDX-License-Identifier: MIT
// What the completions of presented pictures tell, and no more.
#pragma once

#include "base/time.h"
#include "ports/ticks.h"

#include <cstdint>
#include <optional>

namespace securebase::devices {

using ports::fake_interval;
using ports::instant_of;
using ports::period_of;
using ports::Tick;

/// How a picture got to the screen.
enum class PresentMode : std::uint8_t { flip, copy, skip };

/// What stands between a server's picture and the light.
struct Screening {
    bool is_fake = false; ///< The server makes its refresh up: there is no scan-out it knows of.
    bool is_composed = false; ///< Another program draws the screen from our picture.
    base::Duration period{};
    bool is_guest = false; ///< The machine is a program: so are its vertical blanks.
};

/// When the picture appeared, given its completion and when that was heard of. See
/// docs/decisions/0006-x-present.md.
base::Timestamp
shown_at(Tick const& tick, PresentMode mode, base::Instant heard, Screening const& screening);

/// The refresh asked for by `not_before`, counted from a frame that was shown; empty: the next one.
/// A refresh may come as much as `guard` before its time and must not be too early even then.
std::optional<std::uint64_t> target_of(base::Instant not_before,
                                       base::Instant last_shown,
                                       std::uint64_t last_msc,
                                       base::Duration period,
                                       base::Duration guard);

/// A refresh of our own making.
struct MadeUp {
    base::Instant at{};
    std::int32_t late = 0; ///< Refreshes after the one asked for, because that has passed.
};

/// The refresh asked for, or the first that can still be had `now`, counted from the stamp of the
/// frame shown last; `last_shown` is the middle of what was reported of it.
MadeUp made_up_refresh(base::Instant not_before,
                       base::Instant last_shown,
                       base::Instant last_stamp,
                       base::Instant now,
                       base::Duration period,
                       base::Duration guard);

} // namespace securebase::devices
