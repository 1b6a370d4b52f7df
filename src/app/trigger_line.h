// SPDX-License-Identifier: MIT
// The serial line that tells other machines of onsets.
#pragma once

#include "base/result.h"
#include "devices/linux/serial_triggers.h"

#include <optional>
#include <string>

namespace securebase::app {

/// Nothing when no line is named. The clock must outlive it. Errors: as SerialTriggers::open().
base::Result<std::optional<devices::SerialTriggers>>
open_triggers(std::string const& line, base::Duration pulse, ports::Clock const& clock);

} // namespace securebase::app
