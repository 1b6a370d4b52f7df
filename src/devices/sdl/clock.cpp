// SPDX-License-Identifier: MIT
// Reading CLOCK_MONOTONIC and sleeping on it.
#include "devices/sdl/clock.h"

#include <cerrno>
#include <ctime>

namespace securebase::devices {

namespace {

constexpr std::int64_t ns_per_second = 1'000'000'000;

std::int64_t to_ns(timespec const& time)
{
    return static_cast<std::int64_t>(time.tv_sec) * ns_per_second + time.tv_nsec;
}

} // namespace

base::Instant SteadyClock::now() const noexcept
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return base::instant_from_ns(to_ns(time));
}

void SteadyClock::sleep_until(base::Instant when) noexcept
{
    std::int64_t const ns = base::to_ns(when);
    if (ns <= 0) {
        return;
    }
    timespec time{};
    time.tv_sec = static_cast<std::time_t>(ns / ns_per_second);
    time.tv_nsec = static_cast<long>(ns % ns_per_second);
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nullptr) == EINTR) {
    }
}

std::string SteadyClock::describe() const
{
    timespec resolution{};
    clock_getres(CLOCK_MONOTONIC, &resolution);
    return "CLOCK_MONOTONIC, resolution " + std::to_string(to_ns(resolution)) + " ns";
}

} // namespace securebase::devices
