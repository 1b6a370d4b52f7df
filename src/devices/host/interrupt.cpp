// SPDX-License-Identifier: MIT
// Signals read from a file.
#include "devices/host/interrupt.h"

#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace securebase::devices {

Interrupt::Interrupt()
{
    sigset_t wanted{};
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGINT);
    sigaddset(&wanted, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &wanted, &before_);
    file_ = signalfd(-1, &wanted, SFD_NONBLOCK | SFD_CLOEXEC);
}

Interrupt::~Interrupt()
{
    asked(); // What came last must not end the program now.
    if (file_ >= 0) {
        ::close(file_);
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

bool Interrupt::asked()
{
    signalfd_siginfo told{};
    while (file_ >= 0 && ::read(file_, &told, sizeof told) == sizeof told) {
        asked_ = true;
    }
    return asked_;
}

} // namespace securebase::devices
