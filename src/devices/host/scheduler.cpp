// SPDX-License-Identifier: MIT
// Asking the kernel about priorities, limits and sleeping.
#include "devices/host/scheduler.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/timex.h>

#include <limits>

namespace securebase::devices {

std::optional<std::uint64_t> memlock_limit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_MEMLOCK, &limit) != 0) {
        return std::nullopt;
    }
    return limit.rlim_cur == RLIM_INFINITY ? std::numeric_limits<std::uint64_t>::max()
                                           : std::uint64_t{limit.rlim_cur};
}

std::optional<std::uint64_t> timer_slack_ns()
{
    int const slack = prctl(PR_GET_TIMERSLACK, 0, 0, 0, 0);
    return slack >= 0 ? std::optional(static_cast<std::uint64_t>(slack)) : std::nullopt;
}

std::vector<double> wake_delays(ports::Clock& clock, std::size_t tries, base::Duration pause)
{
    std::vector<double> delays;
    delays.reserve(tries);
    for (std::size_t i = 0; i < tries; ++i) {
        base::Instant const due = clock.now() + pause;
        clock.sleep_until(due);
        delays.push_back(base::to_ms(clock.now() - due));
    }
    return delays;
}

std::optional<bool> is_wall_clock_synchronised()
{
    timex facts{}; // Asks for no change.
    int const state = adjtimex(&facts);
    if (state < 0) {
        return std::nullopt;
    }
    return state != TIME_ERROR && (static_cast<unsigned>(facts.status) & STA_UNSYNC) == 0;
}

} // namespace securebase::devices
