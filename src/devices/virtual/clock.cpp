// SPDX-License-Identifier: MIT
// Virtual time.
#include "devices/virtual/clock.h"

namespace securebase::devices {

void VirtualClock::sleep_until(base::Instant when) noexcept
{
    if (when > now_) {
        now_ = when;
    }
}

} // namespace securebase::devices
