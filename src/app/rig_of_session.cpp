// SPDX-License-Identifier: MIT
// Finding the rig report of a session.
#include "app/rig_of_session.h"

#include "app/wall_clock.h"
#include "devices/sdl/monitors.h"
#include "record/rig_shelf.h"

#include <iostream>

namespace securebase::app {

rig::ScreenName screen_name(devices::SdlSession const& session, ports::DisplayFacts const& display)
{
    devices::SdlSurvey const seen = devices::survey(session);
    return {seen.driver, seen.monitor_name, display.width, display.height};
}

std::vector<rig::FoundReport> found_reports(std::string const& data_folder)
{
    std::vector<rig::FoundReport> found;
    for (record::KeptReport const& kept : record::rig_reports(data_folder)) {
        if (auto const summary = rig::read_summary(kept.bytes)) {
            found.push_back({kept.hash, *summary, kept.bytes});
        }
    }
    return found;
}

void name_rig_report(events::Header& header,
                     devices::SdlSession const& session,
                     ports::DisplayFacts const& display,
                     std::string const& data_folder)
{
    std::vector<rig::FoundReport> const found = found_reports(data_folder);
    rig::ScreenName const here = screen_name(session, display);
    rig::FoundReport const* const last = rig::newest_for(found, here);
    header.display.pop_back(); // The object's closing brace.
    header.display += ",\"rig\":" + rig::session_member(last, header.started_utc) + '}';
    std::string const note = rig::session_note(last, header.started_utc, here, data_folder);
    if (!note.empty()) {
        std::cerr << "note: " << note << '\n';
    }
}

} // namespace securebase::app
