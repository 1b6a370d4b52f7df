// SPDX-License-Identifier: MIT
// What is good in a machine, its disk and its calendar.
#include "rig/judge.h"
#include "rig/line_maker.h"

#include <cmath>
#include <limits>

namespace securebase::rig {

namespace {

constexpr char const* group = "machine";
constexpr char const* disk_group = "disk and clock";
constexpr double wake_limit_ms = 0.5;
constexpr std::uint64_t slack_limit_ns = 50'000;
constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20U;
constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t least_free = 50 * mebibyte;
constexpr std::uint64_t enough_free = 1024 * mebibyte;
constexpr double load_limit = 0.5; ///< For each core.
constexpr double sync_median_limit_ms = 50;
constexpr double sync_worst_limit_ms = 1000;

Line realtime(MachineFacts const& machine)
{
    Subject const about{"realtime", group, "we go before other programs", "yes (SCHED_FIFO)"};
    if (!machine.realtime) {
        return unknown(about, "this system cannot be asked");
    }
    return line_if(
        about,
        *machine.realtime,
        Verdict::look,
        *machine.realtime ? "yes" : "no",
        "as root, write '@lab - rtprio 20' into /etc/security/limits.d/securebase.conf, put "
        "the user into the group lab, log in again");
}

Line memory(MachineFacts const& machine)
{
    Subject const about{"memory", group, "we stay in memory", "yes (mlockall)"};
    if (!machine.memory_is_kept) {
        return unknown(about, "this system cannot be asked");
    }
    std::string value = *machine.memory_is_kept ? "yes" : "no";
    std::optional<double> mebibytes;
    if (machine.memlock_bytes && *machine.memlock_bytes != unlimited) {
        mebibytes = std::floor(static_cast<double>(*machine.memlock_bytes) / mebibyte);
        value += *machine.memory_is_kept
                     ? ""
                     : ", at most " + base::format_number(*mebibytes) + " MiB could";
    }
    return line_if(about,
                   *machine.memory_is_kept,
                   Verdict::look,
                   value,
                   "a page fetched from disk costs a frame: as root, add '@lab - memlock "
                   "unlimited' to /etc/security/limits.d/securebase.conf, log in again",
                   mebibytes);
}

Line slack(MachineFacts const& machine)
{
    Subject const about{"timer_slack", group, "timers may be late by", "50 us"};
    if (!machine.timer_slack_ns) {
        return unknown(about, "this system cannot be asked");
    }
    double const us = static_cast<double>(*machine.timer_slack_ns) / 1000;
    return line_if(about,
                   *machine.timer_slack_ns <= slack_limit_ns,
                   Verdict::look,
                   base::format_number(us) + " us",
                   "the desktop saves energy with this program: start it from a plain terminal",
                   us);
}

Line wakes(MachineFacts const& machine)
{
    Subject const about{"wake", group, "woken later than asked", "99 of 100 within 0.5 ms"};
    if (!machine.wakes) {
        return unknown(about, "sleeping could not be tried");
    }
    DelaySummary const& wake = *machine.wakes;
    return line_if(about,
                   wake.p99_ms <= wake_limit_ms,
                   Verdict::look,
                   "half within " + ms(wake.median_ms, 2) + ", 99 of 100 within " +
                       ms(wake.p99_ms, 2) + ", worst " + ms(wake.worst_ms, 2),
                   "other programs come first: close them, give the right to go before them "
                   "(above), set the processors to 'performance' (below)",
                   wake.p99_ms);
}

Line governor(MachineFacts const& machine)
{
    Subject const about{"governor", group, "processors are set to", "performance"};
    if (machine.governors.empty()) {
        return unknown(about,
                       "this system does not tell (a virtual machine?); where it does, they can "
                       "be slow to wake");
    }
    bool const fine = machine.governors == std::vector<std::string>{"performance"};
    return line_if(about,
                   fine,
                   Verdict::look,
                   base::join(machine.governors, ", "),
                   "processors save energy and wake slowly: choose 'Performance' in the "
                   "desktop's power settings, or 'cpupower frequency-set -g performance' as root");
}

Line power(MachineFacts const& machine)
{
    Subject const about{"power", group, "power comes from", "the wall"};
    if (!machine.power) {
        return unknown(about, "this system does not tell; make sure that a laptop is plugged in");
    }
    return line_if(about,
                   *machine.power != Power::on_battery,
                   Verdict::look,
                   *machine.power == Power::no_battery ? "the wall (there is no battery)"
                   : *machine.power == Power::charging ? "the wall"
                                                       : "the battery",
                   "plug it in: on battery processor and screen slow down");
}

Line load(MachineFacts const& machine)
{
    Subject const about{"load", group, "load over the last minute", "half of the cores"};
    if (!machine.load) {
        return unknown(about, "this system does not tell");
    }
    return line_if(about,
                   *machine.load <= load_limit * machine.cores,
                   Verdict::look,
                   base::format_fixed(*machine.load, 2) + " on " + std::to_string(machine.cores) +
                       (machine.cores == 1 ? " core" : " cores"),
                   "other programs work: close them (next line), wait for updates to end",
                   machine.load);
}

Line busy(MachineFacts const& machine)
{
    Subject const about{"busy", group, "other programs at work meanwhile", "none"};
    if (!machine.busy) {
        return unknown(about, "this system does not tell");
    }
    std::vector<std::string> names;
    for (BusyProgram const& process : *machine.busy) {
        names.push_back(process.name + " (" + base::format_fixed(process.cores * 100, 0) +
                        " % of a core)");
    }
    return line_if(about,
                   names.empty(),
                   Verdict::look,
                   names.empty() ? "none" : base::join(names, ", "),
                   "close them before participants come",
                   static_cast<double>(names.size()));
}

} // namespace

std::vector<Line> judge_machine(MachineFacts const& machine)
{
    return {realtime(machine),
            memory(machine),
            slack(machine),
            wakes(machine),
            governor(machine),
            power(machine),
            load(machine),
            busy(machine)};
}

std::vector<Line> judge_disk(DiskFacts const& disk)
{
    Subject const room{"free_disk", disk_group, "free for data", "1 GiB"};
    Subject const speed{
        "sync", disk_group, "saving a trial takes", "mostly 50 ms, at worst 1000 ms"};
    std::vector<Line> lines;
    if (disk.free_bytes) {
        double const gibibytes = static_cast<double>(*disk.free_bytes) / (1024.0 * mebibyte);
        lines.push_back(line_if(room,
                                *disk.free_bytes >= enough_free,
                                *disk.free_bytes < least_free ? Verdict::refuse : Verdict::look,
                                base::format_fixed(gibibytes, 2) + " GiB in " + disk.folder,
                                "free space, or choose another folder with --data",
                                gibibytes));
    } else {
        lines.push_back(unknown(room, "the folder " + disk.folder + " cannot be asked"));
    }
    if (disk.syncs) {
        bool const fine = disk.syncs->median_ms <= sync_median_limit_ms &&
                          disk.syncs->worst_ms <= sync_worst_limit_ms;
        lines.push_back(line_if(speed,
                                fine,
                                Verdict::look,
                                "mostly " + ms(disk.syncs->median_ms, 1) + ", at worst " +
                                    ms(disk.syncs->worst_ms, 1),
                                "the disk is slow or busy (a network folder, a USB stick?): use "
                                "this machine's own with --data",
                                disk.syncs->median_ms));
    } else {
        lines.push_back(unknown(speed, "nothing could be written to " + disk.folder));
    }
    return lines;
}

std::vector<Line> judge_wall(WallFacts const& wall)
{
    Subject const about{
        "wall_clock", disk_group, "the calendar says", "set by the network, after all data"};
    bool const back = !wall.latest_known_utc.empty() && wall.now_utc < wall.latest_known_utc;
    if (back) {
        return {bad(about,
                    Verdict::look,
                    wall.now_utc + ", before what is saved already (" + wall.latest_known_utc + ")",
                    "the clock went back: set date and time, or sessions are dated wrongly "
                    "(reaction times do not depend on it)")};
    }
    if (!wall.synchronised) {
        return {bad(about,
                    Verdict::unknown,
                    wall.now_utc,
                    "the kernel does not say whether the network sets it: compare with a watch")};
    }
    return {line_if(about,
                    *wall.synchronised,
                    Verdict::look,
                    wall.now_utc +
                        (*wall.synchronised ? ", set by the network" : ", not set by the network"),
                    "nothing sets this clock: compare it with a watch, or switch 'automatic "
                    "date and time' on (reaction times do not depend on it)")};
}

} // namespace securebase::rig
