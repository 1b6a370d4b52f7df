// SPDX-License-Identifier: MIT
// The stub of a withdrawn session: that there was one, and that nothing of it is kept.
#pragma once

#include "base/result.h"
#include "events/event.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::record {

/// Who took the session back.
enum class WithdrawnBy : std::uint8_t {
    participant, ///< In the stop dialogue of the session itself.
    command,     ///< Somebody at the desk, later: `securebase withdraw`.
};
std::string_view name_of(WithdrawnBy by); ///< "participant", "command".

/// All that remains. It holds no code of a person, no answer and no reaction time
/// (docs/decisions/0007).
struct Stub {
    std::string session;
    std::string study; ///< What the study holds: "real" or "simulated".
    std::optional<std::string> experiment;
    std::optional<std::int64_t> visit;
    std::optional<std::string> began; ///< Day (UTC) as 2026-03-01; empty when nobody knows it.
    std::optional<std::string> withdrawn;
    WithdrawnBy by = WithdrawnBy::participant;
    bool erased = false; ///< False while journal or index may still hold something.
    bool operator==(Stub const&) const = default;
};

/// `DIR/sessions/SESSION.withdrawn.json`.
std::string stub_path(std::string const& data_folder, std::string_view session);
bool has_stub(std::string const& data_folder, std::string_view session);

/// One line of JSON (docs/formats/journal.md).
std::string to_json(Stub const& stub);
/// Errors: not JSON, a member missing or wrong, made by a newer program.
base::Result<Stub> stub_from_json(std::string_view json);

/// Errors: cannot be read, is no stub, is another session's.
base::Result<Stub> read_stub(std::string const& data_folder, std::string_view session);
/// Puts the stub in its place, durably and as a whole; replaces one that is there.
base::Result<void> place_stub(std::string const& data_folder, Stub const& stub);
/// Sessions that have a stub, readable or not, sorted.
std::vector<std::string> list_withdrawn(std::string const& data_folder);

/// True when the participant asked for it in the session, whether it came to its end or not.
bool asks_for_withdrawal(std::span<events::StoredEvent const> events);

} // namespace securebase::record
