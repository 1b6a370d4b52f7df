// SPDX-License-Identifier: MIT
// What is claimed of priority and memory is what the kernel gave.
#include "app/precedence.h"

#include <boost/test/unit_test.hpp>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>

#include <fstream>
#include <string>
#include <thread>

using securebase::app::Precedence;
using securebase::app::take_precedence;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool is_sanitized = true;
#else
constexpr bool is_sanitized = false;
#endif

/// As /proc/self/status says, in kB.
long locked_memory()
{
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        if (word == "VmLck:") {
            long size = 0;
            status >> size;
            return size;
        }
    }
    return 0;
}

/// A thread of its own, so that the other tests run as usual.
template <class Test> void apart(Test test)
{
    std::thread(test).join();
}

} // namespace

BOOST_AUTO_TEST_SUITE(precedence)

BOOST_AUTO_TEST_CASE(claims_what_the_kernel_gave)
{
    apart([] {
        Precedence const taken = take_precedence();
        BOOST_TEST(((sched_getscheduler(0) & ~SCHED_RESET_ON_FORK) == SCHED_FIFO) ==
                   taken.realtime);
        // A thread with real-time priority has none at all.
        BOOST_TEST((prctl(PR_GET_TIMERSLACK, 0, 0, 0, 0) <= 1) == taken.prompt_timers);
        if (!is_sanitized) { // Sanitizers keep programs from it and say it was done.
            BOOST_TEST((locked_memory() > 0) == taken.memory_is_kept);
        }
        apart([] { BOOST_TEST(sched_getscheduler(0) == SCHED_OTHER); });
        munlockall();
    });
}

BOOST_AUTO_TEST_CASE(says_so_in_the_header)
{
    BOOST_TEST(to_json(Precedence{true, true, true}) ==
               R"({"scheduling":"fifo 10","memory":"kept","timers":"prompt"})");
    BOOST_TEST(to_json(Precedence{}) ==
               R"({"scheduling":"normal","memory":"may be swapped out","timers":"usual"})");
}

BOOST_AUTO_TEST_SUITE_END()
