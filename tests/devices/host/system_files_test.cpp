// SPDX-License-Identifier: MIT
// The kernel's files of made-up machines.
#include "devices/host/system_files.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>
#include <unistd.h>

using namespace securebase;
using namespace securebase::devices;
using support::TemporaryFolder;

namespace {

/// A process as /proc tells it; `ticks` half in user's and half in system's time.
std::string stat(int number, std::string const& name, std::uint64_t ticks)
{
    std::string const half = std::to_string(ticks / 2);
    return std::to_string(number) + " (" + name + ") S 1 2 3 0 -1 4 5 6 7 8 " + half + ' ' + half +
           " 0 0 20 0 1 0 99\n";
}

} // namespace

BOOST_AUTO_TEST_SUITE(host_system_files)

BOOST_AUTO_TEST_CASE(distinct_governors)
{
    TemporaryFolder const root;
    BOOST_TEST(governors(root.path()).empty());
    root.write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n");
    root.write("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "performance\n");
    root.write("sys/devices/system/cpu/cpu2/cpufreq/scaling_governor", "powersave\n");
    root.write("sys/devices/system/cpu/online", "0-2\n");
    BOOST_TEST((governors(root.path()) == std::vector<std::string>{"performance", "powersave"}));
}

BOOST_AUTO_TEST_CASE(power_of_a_desktop_and_of_a_laptop)
{
    TemporaryFolder const root;
    BOOST_TEST(!power(root.path()));
    root.write("sys/class/power_supply/hidpp_battery_0/type", "Battery\n");
    root.write("sys/class/power_supply/hidpp_battery_0/scope", "Device\n");
    root.write("sys/class/power_supply/hidpp_battery_0/status", "Discharging\n");
    BOOST_TEST((power(root.path()) == rig::Power::no_battery)); // A mouse's.
    root.write("sys/class/power_supply/BAT0/type", "Battery\n");
    root.write("sys/class/power_supply/BAT0/status", "Full\n");
    BOOST_TEST((power(root.path()) == rig::Power::charging));
    root.write("sys/class/power_supply/BAT0/status", "Discharging\n");
    BOOST_TEST((power(root.path()) == rig::Power::on_battery));
}

BOOST_AUTO_TEST_CASE(a_machine_that_is_a_program_is_known_by_its_processors)
{
    TemporaryFolder const root;
    BOOST_TEST(!is_virtual_machine(root.path()));
    root.write("proc/cpuinfo",
               "processor\t: 0\nmodel name\t: hypervisor\nflags\t\t: fpu vme sse2\n");
    BOOST_TEST(!is_virtual_machine(root.path()));
    root.write("proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu vme hypervisor sse2\n");
    BOOST_TEST(is_virtual_machine(root.path()));
}

BOOST_AUTO_TEST_CASE(load)
{
    TemporaryFolder const root;
    BOOST_TEST(!load_of_last_minute(root.path()));
    root.write("proc/loadavg", "1.25 0.50 0.10 2/345 6789\n");
    BOOST_TEST(*load_of_last_minute(root.path()) == 1.25);
}

BOOST_AUTO_TEST_CASE(a_host_without_names_of_anybody)
{
    TemporaryFolder const root;
    BOOST_TEST(!host(root.path()).memory_mib);
    BOOST_TEST(host(root.path()).processor == "");
    root.write("etc/os-release", "NAME=x\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
    root.write("proc/cpuinfo", "processor\t: 0\nmodel name\t: Some CPU @ 3 GHz\nmodel name\t: 2\n");
    root.write("proc/meminfo", "MemTotal:       16384000 kB\nMemFree: 1 kB\n");
    rig::Host const known = host(root.path());
    BOOST_TEST(known.system == "Debian GNU/Linux 12 (bookworm)");
    BOOST_TEST(known.processor == "Some CPU @ 3 GHz");
    BOOST_TEST(known.memory_mib.value_or(0) == 16000U);
    BOOST_TEST(known.cores >= 1U);
}

BOOST_AUTO_TEST_CASE(work_is_read_whatever_a_program_is_called)
{
    TemporaryFolder const root;
    root.write("proc/12/stat", stat(12, "odd) name (", 40));
    root.write("proc/13/stat", "13 (broken");
    root.write("proc/self/stat", stat(1, "self", 2));
    Work const work = work_of_all(root.path());
    BOOST_REQUIRE(work.size() == 1U);
    BOOST_TEST(work.at(12).name == "odd) name (");
    BOOST_TEST(work.at(12).ticks == 40U);
}

BOOST_AUTO_TEST_CASE(who_was_busy)
{
    auto const second = static_cast<std::uint64_t>(sysconf(_SC_CLK_TCK));
    Work const before = {{1, {"updater", 100}}, {2, {"quiet", 100}}, {3, {"us", 0}}};
    Work const after = {{1, {"updater", 100 + second / 2}},
                        {2, {"quiet", 100 + second / 20}},
                        {3, {"us", second}},
                        {4, {"worker", second / 2}},
                        {5, {"worker", second / 4}},
                        {6, {"Xorg", second}}};
    auto const busy = busy_between(before, after, std::chrono::seconds(1), {3}, {"Xorg"});
    BOOST_REQUIRE(busy.size() == 2U);
    BOOST_TEST(busy[0].name == "worker");
    BOOST_TEST(busy[0].cores == 0.75, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(busy[1].name == "updater");
    BOOST_TEST(busy[1].cores == 0.5, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_SUITE_END()
