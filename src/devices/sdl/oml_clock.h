// SPDX-License-Identifier: MIT
// When a graphics driver says that its frames were shown (GLX_OML_sync_control).
#pragma once

#include "base/result.h"
#include "devices/sdl/session.h"
#include "ports/clock.h"
#include "ports/flip_clock.h"

#include <cstdint>
#include <functional>
#include <string>

namespace securebase::devices {

/// What the driver tells: microseconds of CLOCK_MONOTONIC, refreshes, frames that were shown.
struct OmlCounters {
    std::int64_t ust = 0;
    std::int64_t msc = 0;
    std::int64_t sbc = 0;
};

/// The driver's functions for the window; tests answer themselves. False: it does not.
struct OmlDriver {
    std::function<bool(OmlCounters& counters)> get_values; ///< Of the latest refresh.
    /// Waits for every frame that was presented; of the refresh that the last of them came with.
    std::function<bool(OmlCounters& counters)> wait_for_frames;
};

/// Those of a session's window. Errors: there are none.
base::Result<OmlDriver> oml_driver(SdlSession const& session);

/// Tells on which refresh the driver says that our frame was shown; light follows within one
/// refresh, or within two where another program draws the screen. See
/// docs/decisions/0010-lower-rungs.md. The wait for a frame ends when the driver says so, whatever
/// the time.
class OmlClock final : public ports::FlipClock {
public:
    /// Looks at the counters for a tenth of a second. `composed`: another program draws the screen,
    /// or nobody knows. The clock must outlive it. Errors: the counters are not those of a clock.
    static base::Result<OmlClock> open(OmlDriver driver, ports::Clock& clock, bool composed);

    base::TimeSource source() const noexcept override { return base::TimeSource::oml; }
    std::string describe() const override;
    std::optional<ports::Refresh> latest() noexcept override;
    void handing_over() noexcept override;
    std::optional<ports::FlipEvidence> handed_over(base::Instant until) noexcept override;

private:
    OmlClock(OmlDriver driver, ports::Clock& clock, bool composed);
    base::Result<void> measure_period();
    std::optional<ports::Refresh> refresh_of(OmlCounters const& counters) const;

    OmlDriver driver_;
    ports::Clock* clock_;
    bool composed_;
    base::Duration period_{};
    std::optional<OmlCounters> before_; ///< Handing over.
};

} // namespace securebase::devices
