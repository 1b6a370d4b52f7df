// SPDX-License-Identifier: MIT
// Which rig report speaks for a session.
#pragma once

#include "devices/sdl/session.h"
#include "events/header.h"
#include "ports/display.h"
#include "rig/report.h"

#include <string>
#include <vector>

namespace securebase::app {

rig::ScreenName screen_name(devices::SdlSession const& session, ports::DisplayFacts const& display);

/// Every report kept in a study.
std::vector<rig::FoundReport> found_reports(std::string const& data_folder);

/// Puts the hash of this screen's newest report (of any screen's when there is none of it), age and
/// verdict into the header's display, as its member `rig` (null: there is none), and tells the
/// operator in a line when it does not speak for this screen or not well of it.
void name_rig_report(events::Header& header,
                     devices::SdlSession const& session,
                     ports::DisplayFacts const& display,
                     std::string const& data_folder);

} // namespace securebase::app
