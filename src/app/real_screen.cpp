// SPDX-License-Identifier: MIT
// Choosing the display and the input of a real session.
#include "app/real_screen.h"

#include "devices/host/system_files.h"
#include "devices/x11/device_nodes.h"
#include "devices/x11/x_survey.h"
#include "events/text_form.h"

namespace securebase::app {

namespace {

base::Error drawn_by_a_program()
{
    return {"frames are drawn by the processor, and nothing waits for the screen", {}};
}

} // namespace

devices::Showing RealScreen::open_keeper(devices::SdlSession& session, ports::Clock& clock)
{
    if (session.is_x11()) {
        auto keeper = devices::PresentKeeper::open(
            session.x11_window(), clock, {.is_guest = devices::is_virtual_machine()});
        return keeper ? devices::Showing{&x11_keeper_.emplace(*std::move(keeper)), {}}
                      : devices::Showing{nullptr, keeper.error().what};
    }
    return session.wayland_window() ? open_wayland_keeper(session, clock) : devices::Showing{};
}

/// A compositor tells how large the window's pixels are when it has shown the first picture.
devices::Showing RealScreen::open_wayland_keeper(devices::SdlSession& session, ports::Clock& clock)
{
    constexpr int tries = 2;
    for (int i = 0; i < tries; ++i) {
        auto const window = *session.wayland_window();
        auto keeper = devices::FeedbackKeeper::open(
            {window.display, window.surface, window.width, window.height},
            clock,
            !devices::is_virtual_machine());
        if (!keeper) {
            return {nullptr, keeper.error().what};
        }
        session.hear();
        auto const after = *session.wayland_window();
        if (after.width == window.width && after.height == window.height) {
            return {&wayland_keeper_.emplace(*std::move(keeper)), {}};
        }
    }
    return {nullptr, "the window does not keep its size"};
}

base::Result<void> RealScreen::open(devices::SdlSession& session, ports::Clock& clock)
{
    devices::Showing showing = open_keeper(session, clock);
    if (showing.keeper == nullptr) {
        find_flip_clocks(session, clock, showing);
    }
    auto display = devices::SdlDisplay::open(session, clock, showing);
    if (!display) {
        return display.error();
    }
    display_.emplace(*std::move(display));
    open_input(session, clock);
    return {};
}

/// In the order in which they are believed.
void RealScreen::find_flip_clocks(devices::SdlSession& session,
                                  ports::Clock& clock,
                                  devices::Showing& showing)
{
    auto const take = [&](base::TimeSource source, auto& flips, base::Result<void> const& opened) {
        if (opened) {
            showing.flip_clocks.push_back(&*flips);
        } else {
            showing.unused.push_back({std::string(events::name_of(source)), opened.error().what});
        }
    };
    take(base::TimeSource::drm_flip, drm_clock_, open_drm(session, clock));
    take(base::TimeSource::oml, oml_clock_, open_oml(session, clock));
    if (session.draw_path() == devices::DrawPath::software) {
        showing.unused.push_back(
            {std::string(events::name_of(base::TimeSource::gl_finish)), drawn_by_a_program().what});
    }
}

base::Result<void> RealScreen::open_drm(devices::SdlSession& session, ports::Clock& clock)
{
    int const card = session.kmsdrm_file();
    if (card < 0) {
        return base::Error{"a window system owns the screen", {}};
    }
    if (session.draw_path() == devices::DrawPath::software) {
        return drawn_by_a_program();
    }
    if (session.swap_interval() != 1) {
        return base::Error{"frames are flipped without waiting for the refresh", {}};
    }
    auto opened = devices::DrmClock::open(
        card, clock, [&session] { session.show_blank(); }, devices::drm_kernel(clock));
    if (!opened) {
        return opened.error();
    }
    drm_clock_.emplace(*std::move(opened));
    return {};
}

base::Result<void> RealScreen::open_oml(devices::SdlSession const& session, ports::Clock& clock)
{
    if (!session.is_x11()) {
        return base::Error{"the window is no X window", {}};
    }
    if (session.draw_path() == devices::DrawPath::software) {
        return drawn_by_a_program();
    }
    auto driver = devices::oml_driver(session);
    if (!driver) {
        return driver.error();
    }
    auto const told = devices::survey(clock, 1);
    if (told && told->xwayland) {
        return base::Error{"X is a guest of Wayland, which makes its refreshes up", {}};
    }
    auto opened = devices::OmlClock::open(*std::move(driver), clock, !told || told->composed);
    if (!opened) {
        return opened.error();
    }
    oml_clock_.emplace(*std::move(opened));
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
