// SPDX-License-Identifier: MIT
// What inputs share that a thread of their own reads.
#pragma once

#include "devices/linux/mailbox.h"
#include "ports/input.h"

#include <span>

namespace securebase::devices {

/// Hands out what a thread has put into a mailbox. Knows neither text nor pointer.
/// Thread: main.
class MailboxInput : public ports::Input {
public:
    std::size_t drain(std::span<ports::InputEvent> room) noexcept override
    {
        return mailbox().drain(room);
    }
    /// Sleeps until the thread has read something.
    void wait(base::Instant until) noexcept override { mailbox().wait(until); }
    void set_text_input(bool on) noexcept override { static_cast<void>(on); }
    void set_pointer(bool visible) noexcept override { static_cast<void>(visible); }

private:
    virtual Mailbox& mailbox() noexcept = 0;
};

} // namespace securebase::devices
