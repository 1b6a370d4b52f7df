// SPDX-License-Identifier: MIT
// Choosing the display and the input of a real session.
#include "app/real_screen.h"

#include "devices/x11/device_nodes.h"

namespace securebase::app {

devices::Showing RealScreen::open_keeper(devices::SdlSession& session, ports::Clock& clock)
{
    if (session.is_x11()) {
        auto keeper = devices::PresentKeeper::open(session.x11_window(), clock);
        return keeper ? devices::Showing{&x11_keeper_.emplace(*std::move(keeper)), {}}
                      : devices::Showing{nullptr, keeper.error().what};
    }
    if (auto const window = session.wayland_window()) {
        auto keeper = devices::FeedbackKeeper::open(
            {window->display, window->surface, window->width, window->height}, clock);
        return keeper ? devices::Showing{&wayland_keeper_.emplace(*std::move(keeper)), {}}
                      : devices::Showing{nullptr, keeper.error().what};
    }
    return {};
}

base::Result<void> RealScreen::open(devices::SdlSession& session, ports::Clock& clock)
{
    auto display = devices::SdlDisplay::open(session, clock, open_keeper(session, clock));
    if (!display) {
        return display.error();
    }
    display_.emplace(*std::move(display));
    open_input(session, clock);
    return {};
}

void RealScreen::open_input(devices::SdlSession& session, ports::Clock& clock)
{
    input_ = &sdl_input_.emplace(session, *display_, clock);
    if (session.is_x11()) {
        open_x11_input(clock);
    } else if (auto const window = session.wayland_window()) {
        open_wayland_input(*window, clock);
    } else {
        input_shortcoming_ = "the window is no X window and no Wayland window";
    }
}

void RealScreen::open_x11_input(ports::Clock& clock)
{
    auto raw = devices::RawInput::open(clock);
    if (!raw) {
        input_shortcoming_ = raw.error().what;
        return;
    }
    raw_input_.emplace(*std::move(raw));
    input_ = &merged_input_.emplace(*sdl_input_, *raw_input_, clock);
    // Only devices that this X server reads: keys of another machine, or of a server without
    // devices, are not theirs.
    if (auto evdev = devices::EvdevInput::open(devices::device_nodes(), clock)) {
        evdev_input_.emplace(*std::move(evdev));
        input_ = &evdev_merged_input_.emplace(*merged_input_, *evdev_input_, clock);
    }
}

void RealScreen::open_wayland_input(devices::SdlSession::WaylandWindow const& window,
                                    ports::Clock& clock)
{
    auto const by = wayland_keeper_is_on_hardware() ? devices::StampedBy::kernel
                                                    : devices::StampedBy::compositor;
    auto seat = devices::SeatInput::open(*window.display, by, clock);
    if (!seat) {
        input_shortcoming_ = seat.error().what;
        return;
    }
    seat_input_.emplace(*std::move(seat));
    input_ = &merged_input_.emplace(*sdl_input_, *seat_input_, clock);
}

base::Result<void> RealScreen::add_box(std::string const& line,
                                       std::vector<ports::Key> const& keys,
                                       ports::Clock& clock)
{
    auto box = devices::ButtonBox::open(line, keys, clock);
    if (!box) {
        return box.error();
    }
    box_.emplace(*std::move(box));
    input_ = &joined_input_.emplace(*input_, *box_, clock);
    return {};
}

} // namespace securebase::app
