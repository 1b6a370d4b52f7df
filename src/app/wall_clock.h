// SPDX-License-Identifier: MIT
// The wall clock: it dates sessions and withdrawals, and measures nothing.
#pragma once

#include <string>

namespace securebase::app {

/// UTC as 2026-03-01T09:30:00Z.
std::string utc_now();
/// Its day: 2026-03-01.
std::string utc_today();

} // namespace securebase::app
