// SPDX-License-Identifier: MIT
// The display and the input of a real session: the best there are on this window system.
#pragma once

#include "devices/linux/button_box.h"
#include "devices/linux/drm_clock.h"
#include "devices/linux/evdev_input.h"
#include "devices/linux/joined_input.h"
#include "devices/sdl/display.h"
#include "devices/sdl/input.h"
#include "devices/sdl/oml_clock.h"
#include "devices/wayland/feedback_keeper.h"
#include "devices/wayland/seat_input.h"
#include "devices/x11/merged_input.h"
#include "devices/x11/present_keeper.h"
#include "devices/x11/raw_input.h"

#include <optional>
#include <string>
#include <vector>

namespace securebase::app {

/// Frames kept by the X server and shown by its Present extension, or kept for a Wayland compositor
/// that tells when it has shown them; else shown by SDL, with the kernel or the graphics driver to
/// tell when, where they can. SDL's input, with the kernel's own times of keys where they can be
/// read, else with the X server's or the compositor's where these tell
/// them.
class RealScreen {
public:
    RealScreen() = default;
    RealScreen(RealScreen const&) = delete;
    RealScreen& operator=(RealScreen const&) = delete;

    /// Once, before anything else. Both must outlive the screen. Errors: no fonts.
    base::Result<void> open(devices::SdlSession& session, ports::Clock& clock);

    devices::SdlDisplay& display() { return *display_; }
    /// After open(). Buttons 1, 2, ... of a box on a serial line stand for keys from now on.
    /// Errors: as ButtonBox::open().
    base::Result<void>
    add_box(std::string const& line, std::vector<ports::Key> const& keys, ports::Clock& clock);
    ports::Input& input() { return *input_; }
    /// Why keys are stamped by SDL's queue alone; empty when they are not.
    std::string const& input_shortcoming() const { return input_shortcoming_; }
    /// Whether keys are stamped by a compositor that only hears of them.
    bool keys_are_stamped_by_compositor() const
    {
        return seat_input_ && !evdev_input_ && !wayland_keeper_is_on_hardware();
    }

private:
    bool wayland_keeper_is_on_hardware() const
    {
        return wayland_keeper_ && wayland_keeper_->is_on_hardware();
    }
    devices::Showing open_keeper(devices::SdlSession& session, ports::Clock& clock);
    devices::Showing open_wayland_keeper(devices::SdlSession& session, ports::Clock& clock);
    void
    find_flip_clocks(devices::SdlSession& session, ports::Clock& clock, devices::Showing& showing);
    base::Result<void> open_drm(devices::SdlSession& session, ports::Clock& clock);
    base::Result<void> open_oml(devices::SdlSession const& session, ports::Clock& clock);
    void open_input(devices::SdlSession& session, ports::Clock& clock);
    void open_x11_input(ports::Clock& clock);
    void open_wayland_input(devices::SdlSession::WaylandWindow const& window, ports::Clock& clock);

    std::optional<devices::PresentKeeper> x11_keeper_;
    std::optional<devices::FeedbackKeeper> wayland_keeper_;
    std::optional<devices::DrmClock> drm_clock_;
    std::optional<devices::OmlClock> oml_clock_;
    std::optional<devices::SdlDisplay> display_;
    std::optional<devices::SdlInput> sdl_input_;
    std::optional<devices::RawInput> raw_input_;
    std::optional<devices::SeatInput> seat_input_;
    std::optional<devices::MergedInput> merged_input_;
    std::optional<devices::EvdevInput> evdev_input_;
    std::optional<devices::MergedInput> evdev_merged_input_;
    std::optional<devices::ButtonBox> box_;
    std::optional<devices::JoinedInput> joined_input_;
    ports::Input* input_ = nullptr; ///< The best of those above.
    std::string input_shortcoming_;
};

} // namespace securebase::app
