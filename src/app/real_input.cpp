// SPDX-License-Identifier: MIT
// Choosing the input of a real session.
#include "app/real_input.h"

namespace securebase::app {

RealInput::RealInput(devices::SdlSession& session,
                     devices::SdlDisplay& display,
                     ports::Clock& clock)
    : sdl_(session, display, clock)
{
    if (!session.is_x11()) {
        shortcoming_ = "the window is no X window";
        return;
    }
    auto raw = devices::RawInput::open(clock);
    if (!raw) {
        shortcoming_ = raw.error().what;
        return;
    }
    raw_.emplace(*std::move(raw));
    merged_.emplace(sdl_, *raw_, clock);
}

ports::Input& RealInput::best()
{
    return merged_ ? static_cast<ports::Input&>(*merged_) : sdl_;
}

} // namespace securebase::app
