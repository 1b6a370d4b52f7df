// SPDX-License-Identifier: MIT
// The tables that follow from a session's events: one row per question asked, pure and repeatable.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "events/event.h"
#include "events/header.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace securebase::events {

/// How far a row's timing can be trusted: the first of these that applies.
///
/// X  - the onset of the question or of a critical stage of the trial is not known, or the question
///      was answered at a moment that is not known;
///    - or in the trial the devices lost input or the window lost the focus;
///    - or a critical stage of the trial was shown late or early (its lateness is known and not 0);
///    - or it followed a stage of planned length and its lateness is not known although virtual
///      time, hardware or a driver stamped its onset;
///    - or its length was planned and it ended wrongly: the next onset's lateness is known and not
///      0; or virtual time, hardware or a driver stamped its onset, and either nothing is known of
///      the next onset or that is stamped so too and the frames between are not those planned.
/// V  the question's onset is virtual time.
/// A  hardware or a driver stamped the question's onset and that of every critical stage of the
///    trial, and the doubt is at most 2 ms.
/// B  the same, and the doubt is at most one refresh period of the header (never when that is 0).
///    Neither A nor B when two sources of a key disagreed in the trial.
/// C  everything else: a wider doubt, or an onset known only from a present call.
///
/// The doubt is the width of the RT interval; of a question that closed unanswered, the width of
/// its onset.
enum class Grade : std::uint8_t { a, b, c, x, v };
std::string_view name_of(Grade grade); ///< "A" "B" "C" "X" "V".

/// What became of one critical stage.
struct Exposure {
    std::string stage;
    std::optional<double> requested_ms;
    std::optional<double> achieved_ms; ///< Likeliest moment of its onset to that of the next onset.
    std::optional<std::int32_t> planned_frames;
    std::optional<std::int32_t> achieved_frames; ///< achieved_ms in refresh periods, nearest.
    /// Of its onset, less than 0 when early; empty when it had no target (nothing before it had a
    /// planned length) or that cannot be known.
    std::optional<std::int32_t> late_frames;
    /// Of its onset, where the display counts refreshes: the one asked for, and the one it got.
    std::optional<std::int64_t> target_refresh{};
    std::optional<std::int64_t> refresh{};
    bool operator==(Exposure const&) const = default;
};

/// What was pressed around a question apart from what answered it, by the moments of the presses
/// and whenever they were heard of. Each press of a trial counts once: at the latest question shown
/// before it, else as before the first. Escape is left out.
struct Presses {
    std::int64_t before = 0; ///< From the trial's first onset to the onset of its first question.
    /// While it was open: choices, pages, keys that are no answer. Empty for typed answers, whose
    /// keys are not noted.
    std::optional<std::int64_t> open;
    std::int64_t after = 0; ///< After the answer, until what is asked or shown next begins.
    std::int64_t late = 0;  ///< After it had closed unanswered.
    bool operator==(Presses const&) const = default;
};

/// An answer that comes sooner after the onset cannot be a reaction to it.
/// Source: Luce 1986, Response Times, section 2.
inline constexpr base::Duration fastest_reaction = std::chrono::milliseconds(100);

/// One question that was asked of the participant.
struct ResponseRow {
    std::uint16_t part = 0;
    std::string part_name;
    std::string part_kind;     ///< say, consent, ask, instrument, practice, block, debrief.
    std::int64_t block = 0;    ///< Counts from 1 among the blocks of a part.
    std::uint32_t trial = 0;   ///< Counts from 1 in the session.
    std::int64_t in_block = 0; ///< Counts from 1: the order shown.
    std::string trial_name;
    bool practice = false;
    std::string stage;
    std::string response_kind;
    /// As text, numbers by base::format_number; a missing value is absent.
    std::map<std::string, std::string> conditions;
    /// Numbers by base::format_number, lists as JSON; empty when the question closed unanswered.
    std::optional<std::string> response;
    std::optional<bool> correct; ///< Empty when the script names no right answer.
    base::Timestamp onset;
    std::optional<std::int32_t> onset_late;   ///< In refreshes, as Exposure::late_frames.
    std::optional<std::int64_t> onset_target; ///< As Exposure::target_refresh.
    std::optional<std::int64_t> onset_refresh;
    std::optional<base::Timestamp> offset; ///< When another picture took its place.
    std::optional<base::Timestamp> answered;
    std::optional<base::Span> rt;       ///< answered - onset.
    std::optional<base::Span> first_rt; ///< Of the first choice, before any change.
    std::int64_t changes = 0;
    /// The control that gave the answer, as input events name it; empty when none was noted.
    std::optional<std::string> answered_by;
    std::vector<double> parts_ms;    ///< Reading: time on each sentence or page.
    std::vector<Exposure> exposures; ///< Critical stages of the trial that were shown, in order.
    /// What quality events say of the trial's time, each once, in the order of the session. Input
    /// that went elsewhere concerns every trial until the focus came back or a key was heard.
    std::vector<std::string> doubts;
    /// Empty when not known: input or focus was lost in the trial, or the onset is not known.
    std::optional<Presses> presses;
    /// Controls that were down at the onset and had been pressed before; empty when not known, as
    /// above or because the session notes no releases.
    std::optional<std::int64_t> held;
    /// Pressed before the onset, or answered sooner than fastest_reaction (the likeliest RT).
    std::optional<bool> anticipated;
    /// The longest time in its trial for which the session, and whoever reads the keys, were held
    /// up; empty when nobody says.
    std::optional<base::Duration> longest_gap;
    std::optional<base::Duration> input_gap;
    std::optional<std::uint32_t> repeats; ///< The trial, missed, that its trial repeats.
    Grade grade = Grade::x;
    std::string verdict; ///< Why it has that grade, see judge() in grade.h.
    bool operator==(ResponseRow const&) const = default;
};

/// How the onsets of one sort fared that had a target: they followed a stage of planned length.
struct Onsets {
    std::uint64_t planned = 0;
    std::uint64_t missed = 0;        ///< Not on their refresh.
    std::uint64_t missed_frames = 0; ///< By how many refreshes, all together.
    std::uint64_t unknown = 0;       ///< Nobody knows.
    bool operator==(Onsets const&) const = default;
};

/// A code that was sent to other machines, whatever became of its trial.
struct TriggerRow {
    std::uint32_t trial = 0;
    std::string trial_name;
    std::int64_t block = 0;
    std::int64_t in_block = 0;
    bool complete = false; ///< The trial ended complete.
    std::string stage;
    std::int64_t code = 0;
    base::Timestamp onset; ///< Of the picture it tells of.
    base::Timestamp sent;  ///< Not known: it could not be sent.
    bool operator==(TriggerRow const&) const = default;
};

/// A whole session as tables.
struct SessionRows {
    Header header;
    std::string outcome; ///< Text of session_end; "unfinished" when there is none.
    std::uint64_t event_count = 0;
    std::uint64_t trial_count = 0;    ///< Trials that ended complete.
    std::vector<ResponseRow> rows;    ///< Only of trials that ended complete.
    std::vector<TriggerRow> triggers; ///< In the order sent.
    std::vector<std::string> quality; ///< Texts of quality events, in order.
    Onsets critical;                  ///< Of critical stages, in trials that ended complete.
    Onsets others;                    ///< Of all other pictures there.
};

/// One row per stage that asked something and was shown, in the order of the stages; a stage left
/// out by its condition yields none, nor an exposure. The RT runs from the first onset of the
/// stage. Errors: no session_begin, header unreadable, events out of order (with the sequence
/// number).
base::Result<SessionRows> derive_rows(std::span<StoredEvent const> events);

} // namespace securebase::events
