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

/// The order of a session: session_begin (part_begin (trial_begin (onset | trigger | input |
/// change | response | no_response)* trial_end)* part_end)* session_end; input, release, stop,
/// quality and note stand anywhere after session_begin. A journal that ends earlier belongs to a
/// session that was cut off.
///
/// Texts that are JSON (`?`: may be left out; further members are errors):
///   part_begin   {"name":"probe","kind":"block"}
///                kind: say, consent, ask, instrument, practice, block or debrief.
///   trial_begin  {"trial":"probe","block":2,"in_block":17,"practice":false,
///                 "conditions":{"pair_kind":"neutral","distance":2.5,"cue":null},
///                 "stages":[{"name":"pair","ms":500,"frames":30,"critical":true},
///                           {"name":"probe","kind":"keys"}]}
///                block counts from 1 among the blocks of its part, in_block from 1 in the order
///                shown; practice? is false when left out; repeats? is the number of the trial,
///                missed, that this one repeats. A condition is a text, a number, true,
///                false, a list, or null for NA. A stage has a name; ms? requested and frames?
///                planned when it is timed; critical? true when its timing is; kind? the response
///                kind when it asks something.
///   change       {"value":5}
///   response     {"value":"E","correct":true,"parts":[812.5,640],"shown":["b","a"]}
///                value: a text, a number, true, false, a list of these, or null; correct? when the
///                script names a right answer; parts? ms on each sentence or page; shown? the
///                options in the order they stood on the screen.
///   no_response  nothing, or {"correct":false} when the script names a right answer.
/// Stages count in the order of the list; an onset whose stage is the length of that list is the
/// screen that followed the last stage.
enum class EventKind : std::uint8_t {
    session_begin, ///< text: the header as JSON (see header.h).
    part_begin,    ///< part; text: JSON.
    trial_begin,   ///< trial, part; text: JSON.
    onset,         ///< trial, stage, when, frames, late: a stage's picture appeared.
    input, ///< trial, stage, when; text: the control that went down ("E", "MouseLeft", "pointer").
    release,     ///< trial, stage, when; text: the control that went up.
    change,      ///< trial, stage, when; text: JSON of an answer chosen but not confirmed.
    response,    ///< trial, stage, when, count; text: JSON.
    no_response, ///< trial, stage, when (answers counted until then): it closed unanswered.
    trigger,     ///< trial, stage, when (it was sent; not known: it could not be), count: the code.
    trial_end,   ///< trial, when (onset of what followed); text: "complete" or "aborted".
    part_end,    ///< part; text: "complete", "skipped" or "aborted".
    stop,        ///< when; text: what the participant chose: "go_on", "keep", "withdraw".
    quality,     ///< a doubt about the data; text: what ("focus lost", "events lost: 3", ...).
    note,        ///< text: anything the operator should find later.
    session_end, ///< text: "complete", "stopped", "declined", "withdrawn", "failed".
};

/// How the text of a quality event begins when the recorder could not keep up: facts are missing at
/// this place. The trial it falls into yields no rows.
inline constexpr std::string_view events_lost = "events lost: ";

/// Texts of quality events about devices, and of the note that ends the first of them.
inline constexpr std::string_view focus_lost = "focus lost";
inline constexpr std::string_view focus_gained = "focus gained";
inline constexpr std::string_view input_lost = "input lost";
inline constexpr std::string_view input_mismatch = "input mismatch";
/// A code could not be sent.
inline constexpr std::string_view trigger_lost = "trigger lost";

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
    std::optional<std::int64_t>
        refresh;                        ///< onset: the display's count of the refresh it came with.
    std::optional<std::int64_t> target; ///< onset: the count that was asked for.
    /// trial_end: the longest time in ns for which the session was held up: it did not come round
    /// to keys and clock, waiting for the display apart.
    std::optional<std::int64_t> gap;
    std::optional<std::int64_t> input_gap; ///< trial_end: the same of whoever reads the keys.
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
