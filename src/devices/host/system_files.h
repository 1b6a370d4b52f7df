// SPDX-License-Identifier: MIT
// What the kernel writes of a machine into files below / (or, for tests, below another folder).
#pragma once

#include "rig/facts.h"
#include "rig/report.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace securebase::devices {

/// Distinct settings of the processors, sorted; empty where the system does not tell.
std::vector<std::string> governors(std::string const& root = "");

/// Empty where the system does not tell. Batteries of mice and pens do not count.
std::optional<rig::Power> power(std::string const& root = "");

/// Whether the processors say that they are a program's: refreshes of such a machine are that
/// program's too, whoever vouches for them.
bool is_virtual_machine(std::string const& root = "");

/// Programs waiting or running, on average over the last minute.
std::optional<double> load_of_last_minute(std::string const& root = "");

/// Names neither the machine nor anybody who uses it.
rig::Host host(std::string const& root = "");

/// What each process has worked so far, in ticks of the kernel.
struct ProcessWork {
    std::string name;
    std::uint64_t ticks = 0;
};
using Work = std::map<int, ProcessWork>;

/// By process number; empty where the system does not tell.
Work work_of_all(std::string const& root = "");

/// Which programs worked between two looks at more than `least` of a core, busiest first; those of
/// one name count as one. Processes in `ours` and those called as in `expected` are left out.
std::vector<rig::BusyProgram> busy_between(Work const& before,
                                           Work const& after,
                                           base::Duration span,
                                           std::vector<int> const& ours,
                                           std::vector<std::string> const& expected,
                                           double least = 0.1);

} // namespace securebase::devices
