// SPDX-License-Identifier: MIT
// A bounded queue of events with their texts.
#include "record/ring.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <type_traits>

namespace securebase::record {

namespace {

static_assert(std::is_trivially_copyable_v<events::Event>, "events travel as bytes");

constexpr std::size_t head_size = sizeof(std::uint32_t) + sizeof(events::Event);

} // namespace

EventRing::EventRing(std::size_t capacity)
    : bytes_(std::bit_ceil(std::max(capacity, std::size_t{1024})))
{}

void EventRing::copy_in(std::uint64_t at, void const* from, std::size_t size) noexcept
{
    std::size_t const place = at & (bytes_.size() - 1);
    std::size_t const first = std::min(size, bytes_.size() - place);
    if (size == 0) {
        return; // An empty text may point nowhere.
    }
    auto const* source = static_cast<std::byte const*>(from);
    std::memcpy(bytes_.data() + place, source, first);
    std::memcpy(bytes_.data(), source + first, size - first);
}

void EventRing::copy_out(std::uint64_t at, void* to, std::size_t size) const noexcept
{
    std::size_t const place = at & (bytes_.size() - 1);
    std::size_t const first = std::min(size, bytes_.size() - place);
    auto* target = static_cast<std::byte*>(to);
    std::memcpy(target, bytes_.data() + place, first);
    std::memcpy(target + first, bytes_.data(), size - first);
}

bool EventRing::push(events::Event const& event, std::string_view text) noexcept
{
    std::uint64_t const at = pushed_.load(std::memory_order_relaxed);
    std::size_t const free = bytes_.size() - (at - popped_.load(std::memory_order_acquire));
    if (free < cost(text.size())) {
        return false;
    }
    auto const size = static_cast<std::uint32_t>(text.size());
    copy_in(at, &size, sizeof size);
    copy_in(at + sizeof size, &event, sizeof event);
    copy_in(at + head_size, text.data(), text.size());
    pushed_.store(at + cost(text.size()), std::memory_order_release);
    return true;
}

bool EventRing::pop(events::Event& event, std::string& text)
{
    std::uint64_t const at = popped_.load(std::memory_order_relaxed);
    if (at == pushed_.load(std::memory_order_acquire)) {
        return false;
    }
    std::uint32_t size = 0;
    copy_out(at, &size, sizeof size);
    copy_out(at + sizeof size, &event, sizeof event);
    text.resize(size);
    copy_out(at + head_size, text.data(), size);
    popped_.store(at + cost(size), std::memory_order_release);
    return true;
}

std::size_t EventRing::cost(std::size_t size) noexcept
{
    return head_size + size;
}

std::size_t EventRing::used() const noexcept
{
    // What has been popped is read first: it never passes what has been pushed.
    std::uint64_t const popped = popped_.load(std::memory_order_acquire);
    return pushed_.load(std::memory_order_acquire) - popped;
}

} // namespace securebase::record
