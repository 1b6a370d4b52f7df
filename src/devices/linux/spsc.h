// SPDX-License-Identifier: MIT
// A bounded queue from one thread to one other, without locks.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace securebase::devices {

/// Capacity is a power of two. Thread: push by one thread, pop by one other.
template <class Item, std::size_t Capacity> class Spsc {
    static_assert(Capacity > 0 && (Capacity & (Capacity - 1)) == 0, "a power of two");

public:
    /// False, and nothing is taken, when there is no room.
    bool push(Item const& item) noexcept
    {
        std::uint64_t const at = pushed_.load(std::memory_order_relaxed);
        if (at - popped_.load(std::memory_order_acquire) == Capacity) {
            return false;
        }
        items_[at % Capacity] = item;
        pushed_.store(at + 1, std::memory_order_release);
        return true;
    }

    /// False when the queue is empty.
    bool pop(Item& item) noexcept
    {
        std::uint64_t const at = popped_.load(std::memory_order_relaxed);
        if (at == pushed_.load(std::memory_order_acquire)) {
            return false;
        }
        item = items_[at % Capacity];
        popped_.store(at + 1, std::memory_order_release);
        return true;
    }

private:
    std::array<Item, Capacity> items_{};
    // Positions grow for ever; a place in items_ is a position modulo the capacity.
    alignas(64) std::atomic<std::uint64_t> pushed_{0};
    alignas(64) std::atomic<std::uint64_t> popped_{0};
};

} // namespace securebase::devices
