// SPDX-License-Identifier: MIT
// How far the program goes before others while somebody takes part.
#pragma once

#include <string>

namespace securebase::app {

struct Precedence {
    bool realtime = false;       ///< The calling thread has SCHED_FIFO, priority 10.
    bool memory_is_kept = false; ///< Nothing of the program is swapped out.
    bool prompt_timers = false;  ///< Sleeps end within a microsecond instead of 50.
};

/// Takes what the system allows, for the calling thread; threads it makes later are as usual.
/// Memory is kept only where as much as one likes may be: a limit would be met by an allocation.
/// Thread: main.
Precedence take_precedence() noexcept;

/// The `process` of a session header.
std::string to_json(Precedence const& taken);

} // namespace securebase::app
