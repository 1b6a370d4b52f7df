// SPDX-License-Identifier: MIT
// Every limit of machine, disk and calendar from both sides.
#include "rig/find_line.h"
#include "rig/judge.h"

#include <boost/test/unit_test.hpp>

#include <limits>

using namespace securebase;
using namespace securebase::rig;
using testing::line_of;
using testing::verdict_of;

namespace {

constexpr std::uint64_t mebibyte = 1048576;

MachineFacts good_machine()
{
    MachineFacts machine;
    machine.realtime = true;
    machine.memory_is_kept = true;
    machine.memlock_bytes = std::numeric_limits<std::uint64_t>::max();
    machine.timer_slack_ns = 50'000;
    machine.wakes = DelaySummary{.count = 500, .median_ms = 0.06, .p99_ms = 0.3, .worst_ms = 1};
    machine.governors = {"performance"};
    machine.power = Power::no_battery;
    machine.load = 0.2;
    machine.cores = 4;
    machine.busy.emplace();
    return machine;
}

template <class Change> std::string verdict_when(std::string const& id, Change change)
{
    MachineFacts machine = good_machine();
    change(machine);
    return verdict_of(judge_machine(machine), id);
}

std::string disk_when(std::string const& id, std::uint64_t free, DelaySummary const& syncs)
{
    return verdict_of(judge_disk({.folder = "data", .free_bytes = free, .syncs = syncs}), id);
}

std::string wall_when(std::optional<bool> synchronised, std::string const& latest)
{
    return verdict_of(judge_wall({"2026-03-01T09:30:00Z", synchronised, latest}), "wall_clock");
}

} // namespace

BOOST_AUTO_TEST_SUITE(rig_judge_machine)

BOOST_AUTO_TEST_CASE(a_quiet_machine_is_good)
{
    BOOST_TEST((overall(judge_machine(good_machine())) == Verdict::good));
}

BOOST_AUTO_TEST_CASE(a_machine_that_says_nothing_is_unknown)
{
    for (Line const& line : judge_machine({})) {
        BOOST_TEST(name_of(line.verdict) == "unknown", line.id);
        BOOST_TEST(line.value == "not measured", line.id);
        BOOST_TEST(!line.fix.empty(), line.id);
    }
}

BOOST_AUTO_TEST_CASE(rights)
{
    BOOST_TEST(verdict_when("realtime", [](auto& m) { m.realtime = false; }) == "look");
    BOOST_TEST(verdict_when("memory", [](auto& m) { m.memory_is_kept = false; }) == "look");
    MachineFacts machine = good_machine();
    machine.memory_is_kept = false;
    machine.memlock_bytes = 8 * mebibyte;
    BOOST_TEST(line_of(judge_machine(machine), "memory").value == "no, at most 8 MiB could");
    auto const slack = [](std::uint64_t ns) {
        return verdict_when("timer_slack", [&](auto& m) { m.timer_slack_ns = ns; });
    };
    BOOST_TEST(slack(1) == "good");
    BOOST_TEST(slack(50'001) == "look");
}

BOOST_AUTO_TEST_CASE(waking_up)
{
    auto const wake = [](double p99) {
        return verdict_when("wake", [&](auto& m) { m.wakes->p99_ms = p99; });
    };
    BOOST_TEST(wake(0.5) == "good");
    BOOST_TEST(wake(0.51) == "look");
    BOOST_TEST(line_of(judge_machine(good_machine()), "wake").value ==
               "half within 0.06 ms, 99 of 100 within 0.30 ms, worst 1.00 ms");
}

BOOST_AUTO_TEST_CASE(energy)
{
    auto const governor = [](std::vector<std::string> names) {
        return verdict_when("governor", [&](auto& m) { m.governors = std::move(names); });
    };
    BOOST_TEST(governor({"powersave"}) == "look");
    BOOST_TEST(governor({"performance", "schedutil"}) == "look");
    BOOST_TEST(verdict_when("power", [](auto& m) { m.power = Power::charging; }) == "good");
    BOOST_TEST(verdict_when("power", [](auto& m) { m.power = Power::on_battery; }) == "look");
}

BOOST_AUTO_TEST_CASE(other_programs)
{
    BOOST_TEST(verdict_when("load", [](auto& m) { m.load = 2.0; }) == "good"); // Of 4 cores.
    BOOST_TEST(verdict_when("load", [](auto& m) { m.load = 2.01; }) == "look");
    MachineFacts machine = good_machine();
    machine.busy = {{{"updater", 0.66}, {"music", 0.2}}};
    Line const busy = line_of(judge_machine(machine), "busy");
    BOOST_TEST(name_of(busy.verdict) == "look");
    BOOST_TEST(busy.value == "updater (66 % of a core), music (20 % of a core)");
}

BOOST_AUTO_TEST_CASE(room_on_the_disk)
{
    DelaySummary const quick{.count = 50, .median_ms = 5, .p99_ms = 9, .worst_ms = 9};
    BOOST_TEST(disk_when("free_disk", 1024 * mebibyte, quick) == "good");
    BOOST_TEST(disk_when("free_disk", 1024 * mebibyte - 1, quick) == "look");
    BOOST_TEST(disk_when("free_disk", 50 * mebibyte, quick) == "look");
    BOOST_TEST(disk_when("free_disk", 50 * mebibyte - 1, quick) == "refuse");
    BOOST_TEST(verdict_of(judge_disk({"data", {}, {}}), "free_disk") == "unknown");
}

BOOST_AUTO_TEST_CASE(speed_of_the_disk)
{
    auto const speed = [](double median, double worst) {
        return disk_when("sync",
                         4096 * mebibyte,
                         {.count = 50, .median_ms = median, .p99_ms = worst, .worst_ms = worst});
    };
    BOOST_TEST(speed(50, 1000) == "good");
    BOOST_TEST(speed(50.1, 60) == "look");
    BOOST_TEST(speed(5, 1000.1) == "look");
    BOOST_TEST(verdict_of(judge_disk({"data", {}, {}}), "sync") == "unknown");
}

BOOST_AUTO_TEST_CASE(the_calendar)
{
    BOOST_TEST(wall_when(true, "") == "good");
    BOOST_TEST(wall_when(true, "2026-03-01T09:30:00Z") == "good");
    BOOST_TEST(wall_when(true, "2026-03-01T09:30:01Z") == "look");
    BOOST_TEST(wall_when(false, "") == "look");
    BOOST_TEST(wall_when({}, "") == "unknown");
}

BOOST_AUTO_TEST_CASE(all_lines_have_names_of_their_own)
{
    std::vector<std::string> names;
    for (Line const& line : judge({})) {
        names.push_back(line.id);
        BOOST_TEST(name_of(line.verdict) != "good", line.id); // Nothing was measured.
    }
    BOOST_TEST(names.size() == 27U);
    std::ranges::sort(names);
    BOOST_TEST((std::ranges::adjacent_find(names) == names.end()));
}

BOOST_AUTO_TEST_SUITE_END()
