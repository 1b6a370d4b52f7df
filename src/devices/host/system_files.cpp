// SPDX-License-Identifier: MIT
// Reading /sys, /proc and /etc.
#include "devices/host/system_files.h"

#include "base/text.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

namespace securebase::devices {

namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 20U;

/// What a small file of the kernel holds, without spaces around it; empty when there is none. Such
/// files have no size, which base::load_file() minds not.
std::string said(std::string const& path)
{
    return std::string(base::trim(base::read_file(path, most_bytes).value_or("")));
}

std::vector<std::string> folders_in(std::string const& path)
{
    std::vector<std::string> out;
    std::error_code fault;
    for (std::filesystem::directory_iterator entry(path, fault), end; !fault && entry != end;
         entry.increment(fault)) {
        out.push_back(entry->path().string());
    }
    std::ranges::sort(out);
    return out;
}

/// The value in a line `name<separator>value`.
std::string value_of(std::string const& text, std::string_view name, char separator)
{
    for (std::string const& line : base::split(text, '\n')) {
        auto const at = line.find(separator);
        if (at != std::string::npos && base::trim(line.substr(0, at)) == name) {
            return std::string(base::trim(line.substr(at + 1)));
        }
    }
    return {};
}

/// `12 (name with ) and spaces) S 1 ...`
std::optional<ProcessWork> read_work(std::string const& stat)
{
    auto const open = stat.find('(');
    auto const close = stat.rfind(')');
    if (open == std::string::npos || close == std::string::npos || close < open) {
        return std::nullopt;
    }
    constexpr std::size_t user = 12; // Counted from behind the name, where a space comes first.
    constexpr std::size_t system = 13;
    auto const fields = base::split(std::string_view(stat).substr(close + 1), ' ');
    if (fields.size() <= system) {
        return std::nullopt;
    }
    auto const in_user = base::parse_integer(fields[user]);
    auto const in_system = base::parse_integer(fields[system]);
    if (!in_user || !in_system) {
        return std::nullopt;
    }
    return ProcessWork{stat.substr(open + 1, close - open - 1),
                       static_cast<std::uint64_t>(*in_user + *in_system)};
}

} // namespace

std::vector<std::string> governors(std::string const& root)
{
    std::set<std::string> found;
    for (std::string const& folder : folders_in(root + "/sys/devices/system/cpu")) {
        if (auto const governor = said(folder + "/cpufreq/scaling_governor"); !governor.empty()) {
            found.insert(governor);
        }
    }
    return {found.begin(), found.end()};
}

std::optional<rig::Power> power(std::string const& root)
{
    std::string const folder = root + "/sys/class/power_supply";
    std::error_code fault;
    if (!std::filesystem::is_directory(folder, fault)) {
        return std::nullopt;
    }
    bool battery = false;
    bool draining = false;
    for (std::string const& supply : folders_in(folder)) {
        if (said(supply + "/type") == "Battery" && said(supply + "/scope") != "Device") {
            battery = true;
            draining = draining || said(supply + "/status") == "Discharging";
        }
    }
    return !battery   ? rig::Power::no_battery
           : draining ? rig::Power::on_battery
                      : rig::Power::charging;
}

bool is_virtual_machine(std::string const& root)
{
    std::ifstream processors(root + "/proc/cpuinfo");
    for (std::string line; std::getline(processors, line);) {
        if (line.starts_with("flags") && line.find(" hypervisor") != std::string::npos) {
            return true;
        }
    }
    return false;
}

std::optional<double> load_of_last_minute(std::string const& root)
{
    return base::parse_number(base::split(said(root + "/proc/loadavg"), ' ').front());
}

rig::Host host(std::string const& root)
{
    rig::Host out;
    std::string system = value_of(said(root + "/etc/os-release"), "PRETTY_NAME", '=');
    std::erase(system, '"');
    out.system = system;
    utsname names{};
    if (uname(&names) == 0) {
        out.kernel = static_cast<char const*>(names.release);
    }
    out.processor = value_of(said(root + "/proc/cpuinfo"), "model name", ':');
    out.cores = std::max(1U, std::thread::hardware_concurrency());
    std::string const memory = value_of(said(root + "/proc/meminfo"), "MemTotal", ':');
    if (auto const kib = base::parse_integer(base::split(memory, ' ').front())) {
        out.memory_mib = static_cast<std::uint64_t>(*kib) / 1024;
    }
    return out;
}

Work work_of_all(std::string const& root)
{
    Work work;
    for (std::string const& folder : folders_in(root + "/proc")) {
        std::string const name = std::filesystem::path(folder).filename().string();
        auto const number = base::parse_integer(name);
        if (!number) {
            continue;
        }
        if (auto const read = read_work(said(folder + "/stat"))) {
            work.emplace(static_cast<int>(*number), *read);
        }
    }
    return work;
}

std::vector<rig::BusyProgram> busy_between(Work const& before,
                                           Work const& after,
                                           base::Duration span,
                                           std::vector<int> const& ours,
                                           std::vector<std::string> const& expected,
                                           double least)
{
    double const ticks_per_core =
        static_cast<double>(sysconf(_SC_CLK_TCK)) * base::to_ms(span) / 1000;
    std::map<std::string, double> cores_of; // Programs of one name count as one.
    for (auto const& [number, now] : after) {
        auto const then = before.find(number);
        std::uint64_t const ticks = then == before.end() ? 0 : then->second.ticks;
        bool const leave_out = std::ranges::find(ours, number) != ours.end() ||
                               std::ranges::find(expected, now.name) != expected.end();
        if (leave_out || now.ticks <= ticks) {
            continue;
        }
        cores_of[now.name] += static_cast<double>(now.ticks - ticks) / ticks_per_core;
    }
    std::vector<rig::BusyProgram> busy;
    for (auto const& [name, cores] : cores_of) {
        if (cores > least) {
            busy.push_back({name, cores});
        }
    }
    std::ranges::stable_sort(busy, std::ranges::greater{}, &rig::BusyProgram::cores);
    return busy;
}

} // namespace securebase::devices
