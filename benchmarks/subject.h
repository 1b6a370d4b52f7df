// SPDX-License-Identifier: MIT
// Benchmarks: the square task as the two programs to compare with are told it, and what they log.
#pragma once

#include "benchmarks/options.h"

#include <cstdint>
#include <string>
#include <vector>

namespace securebase::benchmarks {

/// Nanoseconds of CLOCK_MONOTONIC.
std::int64_t now_ns();
void sleep_until_ns(std::int64_t when);

/// The same options as experiments/timing_square.
struct SquareTask {
    explicit SquareTask(Options const& options);

    std::int64_t trials;
    std::int64_t duration_ms; ///< 0: until a key.
    std::int64_t foreperiod_min_ms;
    std::int64_t foreperiod_max_ms;
    std::int64_t limit_ms;
    std::string out; ///< File for the log.

    std::int64_t next_foreperiod_ms();

private:
    std::uint64_t state_;
};

struct LoggedTrial {
    std::int64_t onset_ns = 0; ///< 0: not observed.
    std::int64_t key_ns = 0;
    double rt_ms = 0; ///< As the program would store it.
};

/// `onset_ns,key_ns,rt_ms`, NA where there was no key. False when it cannot be written.
bool write_log(std::string const& file, std::vector<LoggedTrial> const& trials);

/// The next of a row of evenly spread numbers in [0, 1); the same on every machine.
double next_uniform(std::uint64_t& state);

} // namespace securebase::benchmarks
