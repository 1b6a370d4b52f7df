// SPDX-License-Identifier: MIT
// A button box at the other end of a pseudo terminal, with a clock that runs a little wrong.
#pragma once

#include "devices/input_contract.h"
#include "ports/clock.h"

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>

namespace securebase::contract {

class PretendedBox {
public:
    struct Nature {
        std::string greeting = "securebase-box 1 4\n"; ///< Empty: says nothing.
        std::int64_t drift_ppm = 90;
        base::Duration slowness{}; ///< Between a question and its answer.
    };
    PretendedBox(ports::Clock& clock, Nature nature);
    ~PretendedBox();
    PretendedBox(PretendedBox const&) = delete;
    PretendedBox& operator=(PretendedBox const&) = delete;

    std::string const& path() const { return path_; }
    /// Says that a button moved, and when that truly was.
    Bracket move(std::uint64_t button, bool down);
    void say(std::string_view words);
    /// Pulls the plug.
    void leave();

private:
    std::uint64_t counter() const;
    void run();

    ports::Clock& clock_;
    Nature nature_;
    int file_ = -1;
    std::string path_;
    base::Instant began_;
    std::atomic<bool> ending_{false};
    std::atomic<bool> failed_{false};
    std::thread thread_;
};

} // namespace securebase::contract
