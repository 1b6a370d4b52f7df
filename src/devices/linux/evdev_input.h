// SPDX-License-Identifier: MIT
// Keyboards and mice as the kernel stamps them.
#pragma once

#include "base/result.h"
#include "devices/linux/mailbox_input.h"
#include "ports/clock.h"

#include <memory>
#include <string>
#include <vector>

namespace securebase::devices {

/// Reads input devices of the kernel (evdev), with its own stamps, in a thread of its own, without
/// taking them away from anybody. Knows neither focus nor text nor places; see MergedInput.
/// Thread: main; reads in its own.
class EvdevInput final : public MailboxInput {
public:
    /// ioctl(), or what stands in for it in tests.
    using Control = int (*)(int file, unsigned long request, void* data);

    /// Those of `nodes` (/dev/input/event3) that have keys or buttons. The clock must outlive the
    /// input. Errors: none of them can be read, with the reason of the first.
    static base::Result<EvdevInput>
    open(std::vector<std::string> const& nodes, ports::Clock const& clock, Control control = {});
    ~EvdevInput() override;
    EvdevInput(EvdevInput&& other) noexcept;
    EvdevInput& operator=(EvdevInput&& other) noexcept;

    std::string describe() const override;

private:
    struct Reader;
    Mailbox& mailbox() noexcept override;
    explicit EvdevInput(std::unique_ptr<Reader> reader);
    std::unique_ptr<Reader> reader_;
};

} // namespace securebase::devices
