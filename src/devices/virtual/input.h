// SPDX-License-Identifier: MIT
// Input that was written down beforehand and happens in virtual time.
#pragma once

#include "devices/virtual/clock.h"
#include "ports/input.h"

#include <string>
#include <string_view>
#include <vector>

namespace securebase::devices {

/// A key going down at `at` and up `held` later, stamped exactly.
std::vector<ports::InputEvent>
key_press(ports::Key key, base::Instant at, base::Duration held = base::from_ms(80));
/// A click: move to the place, button down, button up `held` later.
std::vector<ports::InputEvent>
click(std::int32_t x, std::int32_t y, base::Instant at, base::Duration held = base::from_ms(80));
/// Characters, as an input method delivers them. At most 31 bytes of UTF-8.
ports::InputEvent typed(std::string_view utf8, base::Instant at);

struct ScriptedInputOptions {
    /// 0: events are stamped exactly, when they happen. Otherwise the device is looked at on a grid
    /// of this period, events wait for the next look, and are stamped [previous look, this look].
    base::Duration pump{};
};

/// A key as a device reports it whose clock has stepped back by `step`: anywhere between its two
/// stamps, likeliest by the one that did not step; and the mismatch that follows.
std::array<ports::InputEvent, 2> in_dispute(ports::InputEvent event, base::Duration step);

/// Delivers each event once the clock has reached it. Text arrives only while text input is on.
class ScriptedInput final : public ports::Input {
public:
    ScriptedInput(VirtualClock& clock,
                  std::vector<ports::InputEvent> events,
                  ScriptedInputOptions options = {});

    /// More events, in any order; those already past arrive at the next drain.
    void add(std::vector<ports::InputEvent> const& events);

    std::string describe() const override;
    std::size_t drain(std::span<ports::InputEvent> room) noexcept override;
    /// Moves the clock to the next event or to `until`, whichever is first.
    void wait(base::Instant until) noexcept override;
    void set_text_input(bool on) noexcept override { text_input_ = on; }
    void set_pointer(bool visible) noexcept override { pointer_ = visible; }

    std::size_t left() const { return events_.size() - next_; }
    bool text_input() const { return text_input_; }
    bool pointer() const { return pointer_; }

private:
    base::Instant visible_at(ports::InputEvent const& event) const;

    VirtualClock& clock_;
    std::vector<ports::InputEvent> events_; ///< By time; those before next_ were delivered.
    std::size_t next_ = 0;
    ScriptedInputOptions options_;
    bool text_input_ = false;
    bool pointer_ = false;
};

} // namespace securebase::devices
