// SPDX-License-Identifier: MIT
// A session written down event by event, for tests of what follows from it.
#pragma once

#include "events/event.h"
#include "events/header.h"

#include <string>
#include <string_view>
#include <vector>

namespace securebase::events::testing {

/// A header with every member set; a refresh takes 10 ms.
Header sample_header();

/// [earliest, latest] in microseconds.
base::Timestamp at_us(std::int64_t earliest,
                      std::int64_t latest,
                      base::TimeSource source = base::TimeSource::driver);

/// Collects events; numbers them; keeps the current part, trial.
class SessionScript {
public:
    SessionScript();
    explicit SessionScript(Header const& header);
    SessionScript& part(std::uint16_t number, std::string_view text);
    SessionScript& trial(std::uint32_t number, std::string_view text);
    SessionScript& onset(std::uint16_t stage,
                         base::Timestamp when,
                         std::optional<std::int32_t> frames = {},
                         std::optional<std::int32_t> late = {});
    SessionScript& trigger(std::uint16_t stage, base::Timestamp when, std::uint32_t code);
    SessionScript& input(base::Timestamp when, std::string_view control);
    SessionScript& release(base::Timestamp when, std::string_view control);
    SessionScript& doubt(base::Timestamp when, std::string_view what);
    SessionScript& change(std::uint16_t stage, base::Timestamp when, std::string_view text);
    SessionScript& response(std::uint16_t stage,
                            base::Timestamp when,
                            std::string_view text,
                            std::optional<std::uint32_t> count = {});
    SessionScript&
    no_response(std::uint16_t stage, std::string_view text = {}, base::Timestamp closed = {});
    SessionScript& end_trial(std::string_view text = "complete", base::Timestamp when = {});
    SessionScript& end_part(std::string_view text = "complete");
    SessionScript& plain(EventKind kind, std::string_view text);
    std::vector<StoredEvent> const& events() const { return events_; }

private:
    SessionScript& add(EventKind kind, std::string_view text);

    std::vector<StoredEvent> events_;
    std::uint16_t part_ = 0;
    std::uint32_t trial_ = 0;
};

} // namespace securebase::events::testing
