// SPDX-License-Identifier: MIT
// Benchmarks: what the programs to compare with have in common.
#include "benchmarks/subject.h"

#include <cmath>
#include <ctime>
#include <fstream>

namespace securebase::benchmarks {

std::int64_t now_ns()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

void sleep_until_ns(std::int64_t when)
{
    timespec const until{when / 1'000'000'000, when % 1'000'000'000};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr) != 0) {
    }
}

double next_uniform(std::uint64_t& state)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return static_cast<double>(state >> 11) * 0x1.0p-53;
}

SquareTask::SquareTask(Options const& options)
    : trials(options.number("trials", 40)), duration_ms(options.number("duration-ms", 0)),
      foreperiod_min_ms(options.number("foreperiod-min-ms", 600)),
      foreperiod_max_ms(options.number("foreperiod-max-ms", 1200)),
      limit_ms(options.number("limit-ms", 2000)), out(options.word("out", "log.csv")),
      state_(static_cast<std::uint64_t>(options.number("seed", 1)) * 0x9E3779B97F4A7C15U + 1)
{}

std::int64_t SquareTask::next_foreperiod_ms()
{
    auto const span = static_cast<double>(foreperiod_max_ms - foreperiod_min_ms);
    return foreperiod_min_ms + std::llround(next_uniform(state_) * span);
}

bool write_log(std::string const& file, std::vector<LoggedTrial> const& trials)
{
    std::ofstream out(file);
    out.precision(10);
    out << "onset_ns,key_ns,rt_ms\n";
    for (LoggedTrial const& trial : trials) {
        out << trial.onset_ns << ',';
        if (trial.key_ns != 0) {
            out << trial.key_ns << ',' << trial.rt_ms << '\n';
        } else {
            out << "NA,NA\n";
        }
    }
    return static_cast<bool>(out.flush());
}

} // namespace securebase::benchmarks
