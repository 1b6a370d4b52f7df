// SPDX-License-Identifier: MIT
// Opening the line of triggers.
#include "app/trigger_line.h"

#include <utility>

namespace securebase::app {

base::Result<std::optional<devices::SerialTriggers>>
open_triggers(std::string const& line, base::Duration pulse, ports::Clock const& clock)
{
    std::optional<devices::SerialTriggers> triggers;
    if (!line.empty()) {
        auto opened = devices::SerialTriggers::open(line, pulse, clock);
        if (!opened) {
            return opened.error();
        }
        triggers.emplace(std::move(*opened));
    }
    return triggers;
}

} // namespace securebase::app
