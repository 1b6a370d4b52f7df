// SPDX-License-Identifier: MIT
// Two readings around one.
#include "devices/wayland/foreign_clock.h"

namespace securebase::devices {

base::Timestamp converted(std::int64_t stamp, ClockSample const& sample, base::TimeSource source)
{
    base::Duration const since(stamp - sample.theirs);
    return {sample.before + since, sample.after + since, source};
}

ClockSample sample_of(clockid_t id, ports::Clock const& clock)
{
    ClockSample sample;
    sample.before = clock.now();
    if (id == CLOCK_MONOTONIC) {
        return {sample.before, base::to_ns(sample.before), sample.before};
    }
    timespec time{};
    clock_gettime(id, &time);
    sample.theirs = std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
    sample.after = clock.now();
    return sample;
}

} // namespace securebase::devices
