// SPDX-License-Identifier: MIT
// Ctrl-C as a question that is asked now and then.
#pragma once

#include <csignal>

namespace securebase::devices {

/// While it lives, Ctrl-C and a polite request to end do not end the program. Threads started
/// meanwhile leave them to it too.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(Interrupt const&) = delete;
    Interrupt& operator=(Interrupt const&) = delete;

    /// Whether somebody has asked; stays true. Never blocks.
    bool asked();

private:
    sigset_t before_{};
    int file_ = -1;
    bool asked_ = false;
};

} // namespace securebase::devices
