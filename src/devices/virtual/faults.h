// SPDX-License-Identifier: MIT
// Faults by name: what can be made to go wrong in a virtual session, and the desk that does it.
#pragma once

#include "base/result.h"
#include "devices/virtual/clock.h"
#include "devices/virtual/display.h"
#include "ports/input.h"
#include "ports/witness.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::devices {

enum class FaultKind : std::uint8_t {
    late,             ///< The stage's picture appears `amount` refreshes after its time.
    early,            ///< A refresh before its time, where the display was told in time.
    discard,          ///< It never appears, and nobody knows when it would have.
    stall,            ///< The program is held up for `amount` ms before it hands the picture over.
    key_during_stall, ///< The same, and a key (F12) goes down in its middle and up 1 ms later.
    key_before_onset, ///< A key (F12) goes down when the picture is handed over, and up 1 ms later.
    lost_input,       ///< A device drops input right after the picture appeared.
    focus_lost,       ///< The window loses the keyboard right then, and has it back at once.
    msc_jump,         ///< The display counts `amount` refreshes that never were, once.
    clock_step,       ///< The clock that stamps keys steps back by `amount` ms: the next key's two
                      ///< sources disagree by that much.
    mismatch,         ///< Two sources of a key disagree right then.
};
std::string_view name_of(FaultKind kind);

struct Fault {
    FaultKind kind = FaultKind::late;
    double amount = 0; ///< Refreshes of `late` and `msc_jump`, ms of the others; else 0.
    std::uint32_t trial = 0;
    std::string stage; ///< Empty: the first critical one, else the first that asks, else the first.
    bool operator==(Fault const&) const = default;
};

/// NAME@trialT, NAME@trialT.STAGE, and with amounts late=2@trial7, stall=30ms@trial7.probe.
/// Errors: what is wrong, with the names there are.
base::Result<Fault> parse_fault(std::string_view text);

/// Makes faults happen at their stages. Owner: clock and display outlive it.
class FaultDesk final : public ports::Witness {
public:
    using Inject = std::function<void(ports::InputEvent const&)>;
    using StepClock = std::function<void(base::Duration)>;
    /// Every fault names its stage. `inject` takes what devices report, at the moment it carries;
    /// `step_clock` makes the next key in_dispute().
    FaultDesk(VirtualClock& clock,
              VirtualDisplay& display,
              Inject inject,
              StepClock step_clock,
              std::vector<Fault> faults);

    void about_to_show(std::uint32_t trial, std::string_view stage) noexcept override;
    void has_shown(std::uint32_t trial,
                   std::string_view stage,
                   base::Timestamp const& said) noexcept override;
    /// Faults that happened.
    std::size_t happened() const { return happened_; }

private:
    void before(Fault const& fault);
    void after(Fault const& fault);
    void press(base::Instant when);
    void report(ports::InputKind kind, base::Instant when);

    VirtualClock& clock_;
    VirtualDisplay& display_;
    Inject inject_;
    StepClock step_clock_;
    std::vector<Fault> faults_;
    std::size_t happened_ = 0;
};

} // namespace securebase::devices
