// SPDX-License-Identifier: MIT
// Ports: where facts go.
#pragma once

#include "base/result.h"
#include "events/event.h"

#include <cstdint>
#include <string_view>

namespace securebase::ports {

/// Thread: called by the main thread only; writing may happen in another.
class Recorder {
public:
    virtual ~Recorder() = default;
    /// Takes one fact. Never blocks, never allocates; overflow is counted and reported by settle().
    virtual void note(events::Event const& event, std::string_view text) noexcept = 0;
    void note(events::Event const& event) noexcept { note(event, {}); }
    /// Asks that everything noted so far be made durable. Does not wait.
    virtual void request_save() noexcept = 0;
    /// Number of requests made and of those fulfilled (durable on disk).
    virtual std::uint64_t requested() const noexcept = 0;
    virtual std::uint64_t saved() const noexcept = 0;
    /// Waits until all is durable. Errors: the disk refused, or facts were lost. Between trials
    /// only.
    virtual base::Result<void> settle() = 0;
};

} // namespace securebase::ports
