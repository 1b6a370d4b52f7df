// SPDX-License-Identifier: MIT
// A box with buttons on a serial line, which stamps presses by a clock of its own.
#pragma once

#include "base/result.h"
#include "devices/linux/mailbox_input.h"
#include "ports/clock.h"

#include <memory>
#include <string>
#include <vector>

namespace securebase::devices {

/// Speaks docs/formats/button_box.md. Each button stands for a key. Its presses carry the box's own
/// time, source `hardware`, as surely as asking the box for its time allows; a press whose time
/// fits nothing the box said before carries when it was read, source `poll`.
/// Thread: main; reads in its own.
class ButtonBox final : public MailboxInput {
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

private:
    struct Reader;
    Mailbox& mailbox() noexcept override;
    explicit ButtonBox(std::unique_ptr<Reader> reader);
    std::unique_ptr<Reader> reader_;
};

} // namespace securebase::devices
