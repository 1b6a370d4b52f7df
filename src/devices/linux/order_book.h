// SPDX-License-Identifier: MIT
// Pictures that wait for their moment.
#pragma once

#include "base/time.h"
#include "ports/frame_keeper.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace securebase::devices {

/// One picture to be shown. Its completion carries the serial.
struct Shot {
    std::size_t place = 0;
    ports::Box changed;
    std::uint32_t serial = 0;
};

/// A shot to be handed over at its moment, and shown at once.
struct Order {
    Shot shot;
    base::Instant at{};
    /// Serial of a shot ordered before: `at` becomes `gap` after its moment, or after it was handed
    /// over when that was late. 0: none.
    std::uint32_t follows = 0;
    base::Duration gap{};
};

/// Does not allocate. Thread: one.
class OrderBook {
public:
    /// Shots handed over later than this take what follows them along.
    static constexpr base::Duration late = std::chrono::milliseconds(2);

    bool has_room() const noexcept { return count_ < orders_.size(); }
    /// Needs room.
    void add(Order order) noexcept;
    /// The shot whose moment has come, if there is one; of several the first.
    std::optional<Shot> take(base::Instant now) noexcept;
    /// When the next one is due.
    std::optional<base::Instant> next() const noexcept;

private:
    /// Shots that wait, and repairs of the window between them.
    std::array<Order, ports::FrameKeeper::most_following + 4> orders_{};
    std::size_t count_ = 0;
    std::uint32_t last_serial_ = 0;
    base::Instant last_began_{};
};

} // namespace securebase::devices
