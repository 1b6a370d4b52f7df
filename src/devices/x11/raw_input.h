// SPDX-License-Identifier: MIT
// Keys and buttons as an X server stamps them, read in a thread of their own.
#pragma once

#include "base/result.h"
#include "devices/linux/mailbox_input.h"
#include "ports/clock.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace securebase::devices {

/// The moment of a stamp of an X server, in whole milliseconds modulo 2^32, that was read at
/// `arrival`: [X, min(X + 1 ms + `slack`, arrival)], source `x_server`. A thread that waits for
/// events hears of them in a tenth of a millisecond or two, so the likeliest moment is the arrival;
/// when it comes after the millisecond, as long before that is over, but not before its middle.
/// Empty when the stamp cannot be of our clock: it lies in the future, or more than ten seconds
/// back.
std::optional<base::Timestamp>
moment_of(std::uint32_t x_time, base::Instant arrival, base::Duration slack = {});

/// A server that had no time stamps late. `awake`: when it was last asked for something that it did
/// before it saw the key; what had been pressed by then, it would have seen by then. The moment
/// reaches back to there; farther than a millisecond, nothing in it is likelier than the rest.
base::Timestamp reaching_back(base::Timestamp const& when, base::Instant awake);

/// Presses and releases of keys and mouse buttons anywhere on an X server (XInput 2 raw events), on
/// a connection and in a thread of its own, so that neither a blocking present nor a busy main
/// thread delays them. Asks the server for a trifle a thousand times a second, so as to know when
/// it had no time. Knows neither focus nor text nor places; see MergedInput. Key repeats never
/// appear, nor does the wheel.
/// Thread: main; reads in its own.
class RawInput final : public MailboxInput {
public:
    /// `display` as in $DISPLAY; empty: that one. The clock must outlive the input.
    /// Errors: no such display, no XInput 2.1, a server that stamps by another clock than ours
    /// (asked by a round trip: each stamp must lie between sending and receiving).
    static base::Result<RawInput> open(ports::Clock const& clock, std::string const& display = {});
    ~RawInput() override;
    RawInput(RawInput&& other) noexcept;
    RawInput& operator=(RawInput&& other) noexcept;

    std::string describe() const override;
    std::optional<base::Duration> take_longest_gap() noexcept override;

private:
    struct Reader; ///< Keeps X's own names out of this header.
    Mailbox& mailbox() noexcept override;
    explicit RawInput(std::unique_ptr<Reader> reader);
    std::unique_ptr<Reader> reader_;
};

} // namespace securebase::devices
