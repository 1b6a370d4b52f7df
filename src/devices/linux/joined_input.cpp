// SPDX-License-Identifier: MIT
// Passing on what two inputs say.
#include "devices/linux/joined_input.h"

#include <algorithm>

namespace securebase::devices {

JoinedInput::JoinedInput(ports::Input& main, ports::Input& other, ports::Clock& clock)
    : main_(&main), other_(&other), clock_(&clock)
{}

std::string JoinedInput::describe() const
{
    return R"({"main":)" + main_->describe() + R"(,"beside":)" + other_->describe() + "}";
}

/// What has no room waits in its own queue.
void JoinedInput::collect() noexcept
{
    std::size_t const before = count_;
    for (ports::Input* input : {main_, other_}) {
        count_ += input->drain(std::span(held_).subspan(count_));
    }
    if (count_ != before) {
        // In place and stable: an insertion sort, for there are few and they nearly are in order.
        for (std::size_t i = 1; i < count_; ++i) {
            for (std::size_t j = i; j > 0 && held_[j].when.likely() < held_[j - 1].when.likely();
                 --j) {
                std::swap(held_[j], held_[j - 1]);
            }
        }
    }
}

std::size_t JoinedInput::drain(std::span<ports::InputEvent> room) noexcept
{
    collect();
    std::size_t const taken = std::min(room.size(), count_);
    std::copy_n(held_.begin(), taken, room.begin());
    std::copy(held_.begin() + static_cast<std::ptrdiff_t>(taken),
              held_.begin() + static_cast<std::ptrdiff_t>(count_),
              held_.begin());
    count_ -= taken;
    return taken;
}

void JoinedInput::wait(base::Instant until) noexcept
{
    while (true) {
        collect();
        base::Instant const now = clock_->now();
        if (count_ > 0 || now >= until) {
            return;
        }
        main_->wait(std::min(until, now + step));
    }
}

} // namespace securebase::devices
