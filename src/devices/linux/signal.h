// SPDX-License-Identifier: MIT
// How threads sleep, and wake each other.
#pragma once

#include "base/time.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <optional>
#include <span>

namespace securebase::devices {

/// Sleeps until one of the files can be read, or for that long.
inline void sleep_on(std::span<pollfd> files, std::optional<base::Duration> at_most) noexcept
{
    timespec timeout{};
    if (at_most) {
        base::Duration const left = std::max(*at_most, base::Duration{});
        timeout.tv_sec = static_cast<std::time_t>(left.count() / 1'000'000'000);
        timeout.tv_nsec = static_cast<long>(left.count() % 1'000'000'000);
    }
    ppoll(files.data(), files.size(), at_most ? &timeout : nullptr, nullptr);
}

/// Something that a poll can wait for. Thread: any.
class Signal {
public:
    Signal() : file_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}
    ~Signal() { close(file_); }
    Signal(Signal const&) = delete;
    Signal& operator=(Signal const&) = delete;

    int file() const noexcept { return file_; }
    void raise() const noexcept
    {
        std::uint64_t const one = 1;
        static_cast<void>(write(file_, &one, sizeof one) == 0);
    }
    void clear() const noexcept
    {
        std::uint64_t count = 0;
        static_cast<void>(read(file_, &count, sizeof count) == 0);
    }
    /// Sleeps until it is raised, or for that long.
    void wait(base::Duration at_most) const noexcept
    {
        pollfd file{file_, POLLIN, 0};
        sleep_on({&file, 1}, at_most);
    }

private:
    int file_;
};

} // namespace securebase::devices
