// SPDX-License-Identifier: MIT
// Asking the kernel for priority, memory and timers.
#include "app/precedence.h"

#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace securebase::app {

namespace {

bool may_keep_memory() noexcept
{
    rlimit limit{};
    bool const unlimited =
        getrlimit(RLIMIT_MEMLOCK, &limit) == 0 && limit.rlim_cur == RLIM_INFINITY;
    return unlimited || geteuid() == 0;
}

} // namespace

Precedence take_precedence() noexcept
{
    // Below the threads that listen to keyboard and screen, which sleep but for moments.
    sched_param priority{};
    priority.sched_priority = 10;
    Precedence taken;
    // First: it counts for threads without real-time priority, and can be set for no other.
    taken.prompt_timers = prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL) == 0;
    taken.realtime = sched_setscheduler(0, SCHED_FIFO | SCHED_RESET_ON_FORK, &priority) == 0;
    taken.memory_is_kept =
        may_keep_memory() && mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) == 0;
    return taken;
}

std::string to_json(Precedence const& taken)
{
    std::string out = R"({"scheduling":")";
    out += taken.realtime ? "fifo 10" : "normal";
    out += R"(","memory":")";
    out += taken.memory_is_kept ? "kept" : "may be swapped out";
    out += R"(","timers":")";
    out += taken.prompt_timers ? "prompt" : "usual";
    return out + "\"}";
}

} // namespace securebase::app
