// SPDX-License-Identifier: MIT
// Everything that can be observed in a session, as facts that are recorded once and never changed.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace securebase::events {

/// Version of the data contract: names and meaning of kinds and members.
inline constexpr int schema_version = 1;

/// The order of a session: session_begin (part_begin (trial_begin (onset | input | change |
/// response | no_response)* trial_end)* part_end)* session_end. A journal that ends earlier belongs
/// to a session that was cut off.
enum class EventKind : std::uint8_t {
    session_begin, ///< text: the header as JSON (see header.h).
    part_begin,    ///< part; text: JSON {name, kind}.
    trial_begin,   ///< trial, part; text: JSON written by plan::trial_json.
    onset,         ///< trial, stage, when, frames, late: a stage's picture appeared.
    input,         ///< trial, stage, when; text: the control that went down ("key:E", "pointer").
    change,        ///< trial, stage, when; text: JSON of an answer chosen but not confirmed.
    response,      ///< trial, stage, when, count; text: JSON {value, correct?, parts?, shown?}.
    no_response,   ///< trial, stage: the question closed unanswered.
    trial_end,     ///< trial, when (onset of what followed); text: "complete" or "aborted".
    part_end,      ///< part; text: "complete", "skipped" or "aborted".
    stop,          ///< when; text: what the participant chose: "go_on", "keep", "withdraw".
    quality,       ///< a doubt about the data; text: what ("focus lost", "queue full", ...).
    note,          ///< text: anything the operator should find later.
    session_end,   ///< text: "complete", "stopped", "declined", "withdrawn", "failed".
};

/// One fact. Fixed size; its text travels beside it so that noting one never allocates.
struct Event {
    EventKind kind = EventKind::note;
    std::uint32_t trial = 0; ///< Counts from 1 in the session; 0 when none.
    std::uint16_t part = 0;  ///< Counts from 1; 0 when none.
    std::uint16_t stage = 0; ///< Counts from 0 within the trial.
    base::Timestamp when;    ///< Source unknown when it does not matter or was not observed.
    std::optional<std::int32_t> frames; ///< onset: planned length; empty when it ends by answer.
    std::optional<std::int32_t> late;   ///< onset: frames after the planned one; empty: not known.
    std::optional<std::uint32_t> count; ///< response: how often it was changed before.
    bool operator==(Event const&) const = default;
};

/// An event with its text and its place in the journal.
struct StoredEvent {
    std::uint64_t sequence = 0; ///< Counts from 0.
    Event event;
    std::string text;
    bool operator==(StoredEvent const&) const = default;
};

} // namespace securebase::events
