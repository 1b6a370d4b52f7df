// SPDX-License-Identifier: MIT
// Which controls are down, and which movements of them are facts of the session.
#pragma once

#include "ports/input.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace securebase::stage {

/// Remembers controls across trials and the screens between them, so that who analyses the data can
/// tell what was held when a question appeared. Keys that typed something are never told: typed
/// words are no facts but as answers.
class HeldControls {
public:
    /// What is on the screen.
    enum class Screen : std::uint8_t { trial, typing, own };

    /// Whether the movement is to be noted. What went down unseen or on a screen of the program's
    /// own is told when it goes up in a trial.
    bool tells(ports::InputEvent const& event, Screen screen) noexcept
    {
        using ports::InputKind;
        bool const down =
            event.kind == InputKind::key_down || event.kind == InputKind::pointer_down;
        bool const up = event.kind == InputKind::key_up || event.kind == InputKind::pointer_up;
        auto const index = static_cast<std::size_t>(event.key);
        if ((!down && !up) || index >= states_.size()) {
            return false;
        }
        State const was = states_[index];
        if (down) {
            states_[index] = screen == Screen::typing  ? State::typed
                             : screen == Screen::trial ? State::told
                                                       : State::untold;
            return screen == Screen::trial;
        }
        states_[index] = State::untold;
        return was == State::told || (was == State::untold && screen != Screen::own);
    }

private:
    /// How it went down last, or `untold` when it is up.
    enum class State : std::uint8_t { untold, told, typed };
    std::array<State, static_cast<std::size_t>(ports::Key::mouse_right) + 1> states_{};
};

} // namespace securebase::stage
