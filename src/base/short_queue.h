// SPDX-License-Identifier: MIT
// A few things that wait in order.
#pragma once

#include "base/assert.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace securebase::base {

/// First in, first out; at most `most` at a time, any of which can be looked at. Does not allocate.
template <class T, std::size_t most> class ShortQueue {
public:
    std::size_t size() const noexcept { return count_; }
    bool is_empty() const noexcept { return count_ == 0; }
    /// Needs room.
    void push(T const& one) noexcept
    {
        SECUREBASE_ASSERT(count_ < most, "a short queue has room");
        waiting_[count_++] = one;
    }
    /// Takes the first; needs one.
    T pop() noexcept
    {
        SECUREBASE_ASSERT(count_ > 0, "a queue that is taken from holds something");
        T const first = waiting_.front();
        std::move(waiting_.begin() + 1,
                  waiting_.begin() + static_cast<std::ptrdiff_t>(count_),
                  waiting_.begin());
        --count_;
        return first;
    }
    /// `index` < size(), from the first.
    T& operator[](std::size_t index) noexcept { return waiting_[index]; }
    T const& operator[](std::size_t index) const noexcept { return waiting_[index]; }

private:
    std::array<T, most> waiting_{};
    std::size_t count_ = 0;
};

} // namespace securebase::base
