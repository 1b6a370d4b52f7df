// SPDX-License-Identifier: MIT
// What one input device of the kernel says, record by record.
#pragma once

#include "base/time.h"
#include "ports/input.h"

#include <linux/input.h>

#include <bitset>
#include <optional>

namespace securebase::devices {

/// Which keys and buttons are down, by the kernel's numbers.
using KeyState = std::bitset<KEY_CNT>;

/// Turns records into presses and releases stamped by the kernel (source `driver`; the device must
/// have been told to use CLOCK_MONOTONIC). Repeats never appear. What the kernel dropped is told,
/// and what moved meanwhile follows from the state of the keys. Does not allocate. Thread: one.
class EvdevStream {
public:
    /// What is down already gives no event until it has been let go.
    explicit EvdevStream(KeyState const& down, base::Instant now) : down_(down), read_last_(now) {}

    /// At most one event follows from one record that was read at `heard`.
    std::optional<ports::InputEvent> take(input_event const& record, base::Instant heard) noexcept;
    /// Records were dropped, and what came before them is over: ask for the keys' state.
    bool has_gap() const noexcept { return has_gap_; }
    /// One by one what a gap hid, then nothing; it lies between the gap's ends.
    std::optional<ports::InputEvent> catch_up(KeyState const& down, base::Instant heard) noexcept;

private:
    base::Timestamp moment_of(input_event const& record, base::Instant heard) const noexcept;
    std::optional<ports::InputEvent> moved(unsigned number, bool press) noexcept;

    KeyState down_;
    base::Instant read_last_;
    base::Instant gap_from_{};
    bool dropping_ = false;
    bool has_gap_ = false;
};

} // namespace securebase::devices
