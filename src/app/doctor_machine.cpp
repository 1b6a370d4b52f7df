// SPDX-License-Identifier: MIT
// Asking the kernel for `doctor`.
#include "app/doctor_machine.h"

#include "app/rig_of_session.h"
#include "app/wall_clock.h"
#include "devices/host/disk.h"
#include "devices/host/scheduler.h"
#include "devices/host/system_files.h"

namespace securebase::app {

rig::MachineFacts measure_machine(ports::Clock& clock, Precedence const& taken)
{
    constexpr std::size_t sleeps = 500;
    rig::MachineFacts out;
    out.realtime = taken.realtime;
    out.memory_is_kept = taken.memory_is_kept;
    out.memlock_bytes = devices::memlock_limit();
    out.timer_slack_ns = devices::timer_slack_ns();
    out.governors = devices::governors();
    out.power = devices::power();
    out.load = devices::load_of_last_minute(); // Before we add to it ourselves.
    out.cores = devices::host().cores;
    out.wakes =
        rig::summarize_delays(devices::wake_delays(clock, sleeps, std::chrono::milliseconds(2)));
    return out;
}

rig::DiskFacts measure_disk(std::string const& data_folder, ports::Clock const& clock)
{
    constexpr std::size_t syncs = 50;
    rig::DiskFacts out;
    out.folder = data_folder;
    out.free_bytes = devices::free_bytes(data_folder);
    if (auto const delays = devices::sync_delays(data_folder, clock, syncs)) {
        out.syncs = rig::summarize_delays(*delays);
    }
    return out;
}

rig::WallFacts look_at_calendar(std::string const& data_folder)
{
    rig::WallFacts out;
    out.now_utc = utc_now();
    out.synchronised = devices::is_wall_clock_synchronised();
    std::vector<rig::FoundReport> const found = found_reports(data_folder);
    if (rig::FoundReport const* const last = rig::newest(found)) {
        out.latest_known_utc = last->summary.time_utc;
    }
    return out;
}

} // namespace securebase::app
