// SPDX-License-Identifier: MIT
// What can be said of any machine's kernel and disk, and Ctrl-C as a question.
#include "devices/host/disk.h"
#include "devices/host/interrupt.h"
#include "devices/host/scheduler.h"
#include "devices/virtual/clock.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <filesystem>

using namespace securebase;
using namespace securebase::devices;

BOOST_AUTO_TEST_SUITE(host_kernel_and_disk)

BOOST_AUTO_TEST_CASE(syncing_leaves_nothing_behind)
{
    support::TemporaryFolder const folder;
    VirtualClock const clock;
    auto const delays = sync_delays(folder.path(), clock, 3);
    BOOST_REQUIRE(delays);
    BOOST_TEST(*delays == std::vector<double>(3, 0.0), boost::test_tools::per_element());
    BOOST_TEST(std::filesystem::is_empty(folder.path()));
    BOOST_TEST(free_bytes(folder.path()).value_or(0) > 0U);
}

BOOST_AUTO_TEST_CASE(a_disk_that_is_not_there_is_not_known)
{
    support::TemporaryFolder const folder;
    VirtualClock const clock;
    auto const delays = sync_delays(folder.path("none"), clock, 3);
    BOOST_REQUIRE(!delays);
    BOOST_TEST(delays.error().what ==
               "cannot write in '" + folder.path("none") + "': No such file or directory");
    BOOST_TEST(!free_bytes(folder.path("none")));
}

BOOST_AUTO_TEST_CASE(a_clock_that_wakes_in_time_has_no_delays)
{
    VirtualClock clock;
    base::Instant const began = clock.now();
    BOOST_TEST(wake_delays(clock, 4, std::chrono::milliseconds(2)) == std::vector<double>(4, 0.0),
               boost::test_tools::per_element());
    BOOST_TEST((clock.now() - began == std::chrono::milliseconds(8)));
}

BOOST_AUTO_TEST_CASE(the_kernel_answers)
{
    BOOST_TEST(timer_slack_ns().has_value());
    BOOST_TEST(memlock_limit().has_value());
}

BOOST_AUTO_TEST_CASE(ctrl_c_is_heard_and_ends_nothing)
{
    {
        Interrupt interrupt;
        BOOST_TEST(!interrupt.asked());
        std::raise(SIGINT);
        BOOST_TEST(interrupt.asked());
        BOOST_TEST(interrupt.asked()); // Still.
        std::raise(SIGTERM);           // What comes last does not end the program either.
    }
    sigset_t waiting{};
    sigpending(&waiting);
    BOOST_TEST(sigismember(&waiting, SIGTERM) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
