// SPDX-License-Identifier: MIT
// A virtual participant in the place of a real one: through virtual input, or through an X server's
// keyboard.
#pragma once

#include "bots/mind.h"
#include "devices/virtual/clock.h"
#include "ports/companion.h"
#include "ports/input.h"

#include <functional>
#include <string>
#include <vector>

namespace securebase::app {

/// Input and participant in one, in virtual time.
class VirtualParticipant final : public ports::Input, public ports::Companion {
public:
    VirtualParticipant(devices::VirtualClock& clock, bots::Mind mind)
        : clock_(clock), mind_(std::move(mind))
    {}

    std::string describe() const override;
    std::size_t drain(std::span<ports::InputEvent> room) noexcept override;
    void wait(base::Instant until) noexcept override;
    void set_text_input(bool on) noexcept override { (void)on; }
    void set_pointer(bool visible) noexcept override { (void)visible; }

    void asked(ports::Ask const& ask) override;
    void closed() override;

    /// What devices report at the moment it carries, whoever acts.
    void inject(ports::InputEvent const& event);
    /// The clock that stamps keys steps back: the next press is in dispute.
    void step_clock(base::Duration step) { step_ = step; }

private:
    devices::VirtualClock& clock_;
    bots::Mind mind_;
    std::vector<ports::InputEvent> injected_; ///< By time.
    std::vector<ports::InputEvent> coming_;   ///< By time.
    base::Duration step_{};
};

/// Hands each act to whatever presses real keys.
class RealStandIn final : public ports::Companion {
public:
    using Press = std::function<void(std::vector<ports::InputEvent> const&)>;
    RealStandIn(bots::Mind mind, Press press, std::function<void()> cancel)
        : mind_(std::move(mind)), press_(std::move(press)), cancel_(std::move(cancel))
    {}

    void asked(ports::Ask const& ask) override;
    void closed() override { cancel_(); }

private:
    bots::Mind mind_;
    Press press_;
    std::function<void()> cancel_;
};

} // namespace securebase::app
