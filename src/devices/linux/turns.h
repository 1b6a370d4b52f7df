// SPDX-License-Identifier: MIT
// How long a thread that should come round all the time stayed away.
#pragma once

#include "base/time.h"

#include <atomic>
#include <cstdint>

namespace securebase::devices {

/// The longest time between two turns of a thread. Does not allocate.
class Turns {
public:
    /// One turn. Thread: the one that takes them.
    void note(base::Instant now) noexcept
    {
        std::int64_t const away = last_ == base::Instant{} ? 0 : (now - last_).count();
        last_ = now;
        std::int64_t longest = longest_.load();
        while (away > longest && !longest_.compare_exchange_weak(longest, away)) {
        }
    }
    /// Since it was taken last. A stay that still lasts counts when it ends. Thread: any one other.
    base::Duration take_longest_gap() noexcept { return base::Duration(longest_.exchange(0)); }

private:
    base::Instant last_{};
    std::atomic<std::int64_t> longest_{0};
};

} // namespace securebase::devices
