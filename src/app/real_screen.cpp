// SPDX-License-Identifier: MIT
// Choosing the display and the input of a real session.
#include "app/real_screen.h"

namespace securebase::app {

base::Result<void> RealScreen::open(devices::SdlSession& session, ports::Clock& clock)
{
    devices::Showing showing;
    if (session.is_x11()) {
        auto keeper = devices::PresentKeeper::open(session.x11_window(), clock);
        if (keeper) {
            showing.keeper = &keeper_.emplace(*std::move(keeper));
        } else {
            showing.without_because = keeper.error().what;
        }
    }
    auto display = devices::SdlDisplay::open(session, clock, showing);
    if (!display) {
        return display.error();
    }
    display_.emplace(*std::move(display));
    open_input(session, clock);
    return {};
}

void RealScreen::open_input(devices::SdlSession& session, ports::Clock& clock)
{
    sdl_input_.emplace(session, *display_, clock);
    if (!session.is_x11()) {
        input_shortcoming_ = "the window is no X window";
        return;
    }
    auto raw = devices::RawInput::open(clock);
    if (!raw) {
        input_shortcoming_ = raw.error().what;
        return;
    }
    raw_input_.emplace(*std::move(raw));
    merged_input_.emplace(*sdl_input_, *raw_input_, clock);
}

ports::Input& RealScreen::input()
{
    return merged_input_ ? static_cast<ports::Input&>(*merged_input_) : *sdl_input_;
}

} // namespace securebase::app
