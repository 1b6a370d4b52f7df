// SPDX-License-Identifier: MIT
// Benchmarks: a virtual finger, pressing a key of an X server at a given moment.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace securebase::benchmarks {

/// The press left this program between the two.
struct Press {
    std::int64_t lo_ns = 0;
    std::int64_t hi_ns = 0;
};

class Finger {
public:
    /// The server of $DISPLAY and a key by its X name. Empty when either is not there.
    static std::optional<Finger> open(std::string const& key);
    ~Finger();
    Finger(Finger&&) noexcept;
    Finger& operator=(Finger&&) noexcept;

    Press press();
    void release();

private:
    struct Hand;
    explicit Finger(std::unique_ptr<Hand> hand);
    std::unique_ptr<Hand> hand_;
};

} // namespace securebase::benchmarks
