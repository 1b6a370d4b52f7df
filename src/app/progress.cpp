// SPDX-License-Identifier: MIT
// How far a command is that takes longer than a moment.
#include "app/progress.h"

#include <unistd.h>

#include <chrono>
#include <iostream>
#include <utility>

namespace securebase::app {

namespace {

base::Duration steady_now()
{
    return std::chrono::duration_cast<base::Duration>(
        std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace

Progress::Progress(std::string doing, bool quiet)
    : Progress(std::move(doing), std::cerr, ::isatty(STDERR_FILENO) == 1, steady_now)
{
    out_ = quiet ? nullptr : out_;
}

Progress::Progress(std::string doing, std::ostream& out, bool terminal, Now now)
    : doing_(std::move(doing)), out_(&out), terminal_(terminal), now_(std::move(now)),
      due_(now_() + base::from_ms(terminal ? 500 : 2000))
{}

Progress::~Progress()
{
    if (line_is_open_) {
        *out_ << '\n' << std::flush;
    }
}

void Progress::tell(std::uint64_t done, std::uint64_t total)
{
    std::scoped_lock const lock(mutex_);
    base::Duration const now = now_();
    bool const last = line_is_open_ && done == total; // A line that counts ends at its end.
    if (out_ == nullptr || (now < due_ && !last)) {
        return;
    }
    due_ = now + base::from_ms(terminal_ ? 200 : 2000);
    line_is_open_ = terminal_ && done != total;
    *out_ << (terminal_ ? "\r" : "") << doing_ << ' ' << done << " of " << total
          << (line_is_open_ ? "" : "\n") << std::flush;
}

} // namespace securebase::app
