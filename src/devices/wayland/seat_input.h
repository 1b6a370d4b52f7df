// SPDX-License-Identifier: MIT
// Keys, buttons and touches as a Wayland compositor stamps them, read in a thread of their own.
#pragma once

#include "base/result.h"
#include "devices/linux/mailbox_input.h"
#include "ports/clock.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

struct wl_display;

namespace securebase::devices {

/// Whose hands the compositor's stamps are.
enum class StampedBy : std::uint8_t {
    kernel,     ///< It passes on what the kernel stamped: it drives the hardware itself.
    compositor, ///< It stamps when it hears of a key, for it is a window of somebody else.
};

/// The moment of a stamp in nanoseconds that was heard of at `heard`: on our clock when it lies in
/// the second before, else on the wall clock when it does by that; empty when by neither.
/// Compositors do not say which it is. The kernel's stamps are cut to microseconds,
/// or, as it seems, to milliseconds.
/// What another program stamped may have waited to be seen since `awake`, when the compositor was
/// last asked for something that it did before. Source `driver`.
std::optional<base::Timestamp> moment_of_stamp(std::int64_t stamp,
                                               base::Instant heard,
                                               std::int64_t wall_at_heard,
                                               StampedBy by,
                                               base::Instant awake);

/// Presses and releases while a window of this connection has the keyboard or the pointer. Knows
/// neither focus nor text nor places; see MergedInput. Key repeats never appear.
/// Thread: main; reads in its own.
class SeatInput final : public MailboxInput {
public:
    /// The connection and the clock must outlive the input. Errors: no seat with a keyboard, no
    /// stamps in nanoseconds (input-timestamps).
    static base::Result<SeatInput>
    open(wl_display& connection, StampedBy by, ports::Clock const& clock);
    ~SeatInput() override;
    SeatInput(SeatInput&& other) noexcept;
    SeatInput& operator=(SeatInput&& other) noexcept;

    std::string describe() const override;
    std::optional<base::Duration> take_longest_gap() noexcept override;

private:
    struct Reader;
    Mailbox& mailbox() noexcept override;
    explicit SeatInput(std::unique_ptr<Reader> reader);
    std::unique_ptr<Reader> reader_;
};

} // namespace securebase::devices
