// SPDX-License-Identifier: MIT
// Two inputs that watch different things, as one.
#pragma once

#include "ports/clock.h"
#include "ports/input.h"

#include <array>
#include <cstddef>
#include <string>

namespace securebase::devices {

/// Passes on what either says, in the order of time within each call. Text and pointer are the
/// first one's. Thread: main.
class JoinedInput final : public ports::Input {
public:
    /// The longest that `other` waits to be asked; its events carry their own time.
    static constexpr base::Duration step = std::chrono::milliseconds(2);

    /// All must outlive this.
    JoinedInput(ports::Input& main, ports::Input& other, ports::Clock& clock);

    std::string describe() const override;
    std::size_t drain(std::span<ports::InputEvent> room) noexcept override;
    void wait(base::Instant until) noexcept override;
    std::optional<base::Duration> take_longest_gap() noexcept override
    {
        return main_->take_longest_gap();
    }
    void set_text_input(bool on) noexcept override { main_->set_text_input(on); }
    void set_pointer(bool visible) noexcept override { main_->set_pointer(visible); }

private:
    void collect() noexcept;

    ports::Input* main_;
    ports::Input* other_;
    ports::Clock* clock_;
    std::array<ports::InputEvent, 256> held_{}; ///< By time.
    std::size_t count_ = 0;
};

} // namespace securebase::devices
