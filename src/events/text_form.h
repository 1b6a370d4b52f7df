// SPDX-License-Identifier: MIT
// Events as one line of JSON each: the form of the journal and of test traces.
#pragma once

#include "base/result.h"
#include "events/event.h"

#include <optional>
#include <string>
#include <string_view>

namespace securebase::events {

std::string_view name_of(EventKind kind);
std::string_view name_of(base::TimeSource source);
/// The inverse; empty when there is none of that name.
std::optional<base::TimeSource> source_named(std::string_view name);

/// `{"n":12,"kind":"onset","trial":7,...,"t":[earliest,latest],"src":"software"}` without members
/// that are absent; nanoseconds as integers; a text that is a JSON object or list is embedded under
/// "data", any other under "text". No line end.
std::string to_json_line(std::uint64_t sequence, Event const& event, std::string_view text);

/// The inverse. Errors: not JSON, unknown kind, member of the wrong type or out of range.
base::Result<StoredEvent> from_json_line(std::string_view line);

} // namespace securebase::events
