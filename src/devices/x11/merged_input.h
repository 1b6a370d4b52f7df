// SPDX-License-Identifier: MIT
// One input made of two that watch the same keyboard and mouse.
#pragma once

#include "ports/clock.h"
#include "ports/input.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace securebase::devices {

/// What happened comes from `main`, which knows the window, the focus and text; when keys and
/// buttons moved comes from `stamps`, which knows the time better. A key or button is passed on
/// once both have seen it, for at most `patience` later with main's own stamp. Where the two
/// disagree by more than `tolerance` beyond their intervals, the interval spans both; then, or
/// when only one of them saw a key while the window had the keyboard, a `mismatch` follows.
/// Thread: main.
class MergedInput final : public ports::Input {
public:
    static constexpr base::Duration patience = std::chrono::milliseconds(50);
    static constexpr base::Duration tolerance = std::chrono::milliseconds(2);
    /// After this a key that only `stamps` saw is said to be a mismatch.
    static constexpr base::Duration main_patience = std::chrono::milliseconds(250);

    /// All must outlive this.
    MergedInput(ports::Input& main, ports::Input& stamps, ports::Clock& clock);

    std::string describe() const override;
    std::size_t drain(std::span<ports::InputEvent> room) noexcept override;
    void wait(base::Instant until) noexcept override;
    std::optional<base::Duration> take_longest_gap() noexcept override
    {
        auto const gap = stamps_->take_longest_gap();
        return gap ? gap : main_->take_longest_gap();
    }
    void set_text_input(bool on) noexcept override;
    void set_pointer(bool visible) noexcept override;

private:
    struct Held {
        ports::InputEvent event;
        base::Instant since{}; ///< When main said so.
        bool waits = false;    ///< For the better stamp.
        bool disputed = false; ///< A mismatch follows.
    };
    struct Stamp {
        ports::InputEvent event;
        base::Instant since{};
    };
    static constexpr std::size_t held_capacity = 512;
    static constexpr std::size_t stamp_capacity = 512;

    void collect() noexcept;
    void take(ports::InputEvent const& event, base::Instant now) noexcept;
    void take_stamp(ports::InputEvent const& event, base::Instant now) noexcept;
    void join(Held& held) noexcept;
    void drop_stamp(std::size_t index) noexcept;
    void hold(Held const& held) noexcept;
    void give_up(base::Instant now) noexcept;
    Held& held(std::size_t index) noexcept { return held_[(first_ + index) % held_capacity]; }

    ports::Input* main_;
    ports::Input* stamps_;
    ports::Clock* clock_;
    std::array<Held, held_capacity> held_{}; ///< A ring, oldest first.
    std::size_t first_ = 0;
    std::size_t count_ = 0;
    std::array<Stamp, stamp_capacity> unpaired_{}; ///< Oldest first.
    std::size_t unpaired_count_ = 0;
    bool focused_ = true;
    bool text_input_ = false;
};

} // namespace securebase::devices
