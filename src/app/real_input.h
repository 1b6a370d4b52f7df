// SPDX-License-Identifier: MIT
// The input of a real session: the best there is on this window system.
#pragma once

#include "devices/sdl/input.h"
#include "devices/x11/merged_input.h"
#include "devices/x11/raw_input.h"

#include <optional>
#include <string>

namespace securebase::app {

/// SDL's input, with the X server's own times where the window is an X window and the server can
/// tell them. Does not move: its parts know each other.
class RealInput {
public:
    /// All must outlive the input.
    RealInput(devices::SdlSession& session, devices::SdlDisplay& display, ports::Clock& clock);
    RealInput(RealInput const&) = delete;
    RealInput& operator=(RealInput const&) = delete;

    ports::Input& best();
    /// Why keys are stamped by SDL's queue alone; empty when they are not.
    std::string const& shortcoming() const { return shortcoming_; }

private:
    devices::SdlInput sdl_;
    std::optional<devices::RawInput> raw_;
    std::optional<devices::MergedInput> merged_;
    std::string shortcoming_;
};

} // namespace securebase::app
