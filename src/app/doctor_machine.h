// SPDX-License-Identifier: MIT
// The machine, its disk and its calendar, measured for `doctor`.
#pragma once

#include "app/precedence.h"
#include "ports/clock.h"
#include "rig/facts.h"

#include <string>

namespace securebase::app {

/// Takes about a second and a half: sleeps 500 times, as first as `taken` says. Who works meanwhile
/// is not looked at.
rig::MachineFacts measure_machine(ports::Clock& clock, Precedence const& taken);

/// Of the disk that a study is on; leaves nothing there.
rig::DiskFacts measure_disk(std::string const& data_folder, ports::Clock const& clock);

/// Against what the study holds already.
rig::WallFacts look_at_calendar(std::string const& data_folder);

} // namespace securebase::app
