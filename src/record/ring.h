// SPDX-License-Identifier: MIT
// A bounded queue of events with their texts, from one thread to one other, without locks.
#pragma once

#include "events/event.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::record {

/// All memory is taken at the start. Texts lie in the queue behind their events.
/// Thread: push by one thread, pop by one other.
class EventRing {
public:
    /// `capacity` bytes, rounded up to a power of two, at least 1 KiB.
    explicit EventRing(std::size_t capacity);

    /// False, and nothing is taken, when there is no room. Never blocks, never allocates.
    bool push(events::Event const& event, std::string_view text) noexcept;
    /// False when the queue is empty.
    bool pop(events::Event& event, std::string& text);
    /// Bytes an event with a text of `size` bytes takes.
    static std::size_t cost(std::size_t size) noexcept;
    /// Bytes taken; for the pushing thread never less than there are.
    std::size_t used() const noexcept;
    std::size_t room() const noexcept { return capacity() - used(); }
    std::size_t capacity() const noexcept { return bytes_.size(); }

private:
    void copy_in(std::uint64_t at, void const* from, std::size_t size) noexcept;
    void copy_out(std::uint64_t at, void* to, std::size_t size) const noexcept;

    std::vector<std::byte> bytes_;
    // Positions grow for ever; a place in bytes_ is a position modulo the capacity.
    alignas(64) std::atomic<std::uint64_t> pushed_{0};
    alignas(64) std::atomic<std::uint64_t> popped_{0};
};

} // namespace securebase::record
