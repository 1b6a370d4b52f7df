// SPDX-License-Identifier: MIT
// A box with buttons on a serial line, which stamps presses by a clock of its own.
#pragma once

#include "base/result.h"
#include "ports/clock.h"
#include "ports/input.h"

#include <memory>
#include <string>
#include <vector>

namespace securebase::devices {

/// Speaks docs/formats/button_box.md. Each button stands for a key. Its presses carry the box's own
/// time, source `hardware`, as surely as asking the box for its time allows; a press whose time
/// fits nothing the box said before carries when it was read, source `poll`.
/// Thread: main; reads in its own.
class ButtonBox final : public ports::Input {
public:
    /// Waits for at most three seconds until the box has said what it is. `keys`: of button 1, 2,
    /// ...; at least one. The clock must outlive the box. Errors: the line cannot be opened, no box
    /// answers, another protocol, fewer buttons than keys.
    static base::Result<ButtonBox>
    open(std::string const& path, std::vector<ports::Key> const& keys, ports::Clock const& clock);
    ~ButtonBox() override;
    ButtonBox(ButtonBox&& other) noexcept;
    ButtonBox& operator=(ButtonBox&& other) noexcept;

    std::string describe() const override;
    std::size_t drain(std::span<ports::InputEvent> room) noexcept override;
    void wait(base::Instant until) noexcept override;
    void set_text_input(bool on) noexcept override { static_cast<void>(on); }
    void set_pointer(bool visible) noexcept override { static_cast<void>(visible); }

private:
    struct Reader;
    explicit ButtonBox(std::unique_ptr<Reader> reader);
    std::unique_ptr<Reader> reader_;
};

} // namespace securebase::devices
