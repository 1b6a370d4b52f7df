// SPDX-License-Identifier: MIT
// Ports: whoever tells on which refresh of a display a presented picture appeared.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <optional>
#include <string>

namespace securebase::ports {

/// A refresh of a display, as whoever drives it counts and stamps it.
struct Refresh {
    std::uint64_t msc = 0; ///< Its number; each refresh has one, whether or not a picture came.
    base::Instant at{};
    bool operator==(Refresh const&) const = default;
};

/// What is known of a picture's way to the screen.
struct FlipEvidence {
    base::Timestamp shown;
    std::optional<Refresh> refresh; ///< The one it appeared on; empty when it may be several.
};

/// Watches presents that somebody else makes, one at a time: the next is handed over only when the
/// one before has come out. Thread: main. Does not allocate once it is made.
class FlipClock {
public:
    virtual ~FlipClock() = default;
    /// The best that its evidence can claim; also the name of this way.
    virtual base::TimeSource source() const noexcept = 0;
    /// JSON object: what it is and what it found out about the display.
    virtual std::string describe() const = 0;
    /// The latest refresh; empty when it cannot be told.
    virtual std::optional<Refresh> latest() noexcept = 0;
    /// Right before a present.
    virtual void handing_over() noexcept = 0;
    /// Right after it: waits for the picture, about until `until`. Empty when nothing is known of
    /// this one.
    virtual std::optional<FlipEvidence> handed_over(base::Instant until) noexcept = 0;
};

} // namespace securebase::ports
