// SPDX-License-Identifier: MIT
// A thread that waits for a device and goes before others.
#pragma once

#include "devices/linux/signal.h"

#include <pthread.h>
#include <sched.h>

#include <atomic>
#include <string_view>
#include <thread>
#include <utility>

namespace securebase::devices {

/// Ends with its owner: the last member, so that it ends before what it uses goes. The thread
/// sleeps on bell() too, and looks at is_ending() after each sleep. Thread: the owner's, where
/// nothing is said.
class Listener {
public:
    Listener() = default;
    ~Listener() { end(); }
    Listener(Listener const&) = delete;
    Listener& operator=(Listener const&) = delete;

    /// Once. Whoever sleeps but for moments may go before everything else, where that is allowed.
    template <class Work> void start(Work work)
    {
        thread_ = std::thread(std::move(work));
        sched_param priority{};
        priority.sched_priority = 20;
        goes_first_ = pthread_setschedparam(thread_.native_handle(), SCHED_FIFO, &priority) == 0;
    }
    void end() noexcept
    {
        if (thread_.joinable()) {
            ending_.store(true);
            bell_.raise();
            thread_.join();
        }
    }
    /// What headers of sessions say of it.
    std::string_view priority() const { return goes_first_ ? "fifo 20" : "normal"; }

    /// Wakes it. Thread: any.
    Signal const& bell() const noexcept { return bell_; }
    /// Thread: its own.
    bool is_ending() const noexcept { return ending_.load(); }

private:
    Signal bell_;
    std::atomic<bool> ending_{false};
    bool goes_first_ = false;
    std::thread thread_;
};

} // namespace securebase::devices
