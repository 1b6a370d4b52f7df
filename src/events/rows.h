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

/// How far a row's timing can be trusted.
/// A: interval <= 2 ms, onset stamped by hardware or driver, nothing critical late.
/// B: interval <= one frame with the same. C: wider, or an onset known only from a present call.
/// X: a critical stage was late or its lateness unknown while claimed, or the RT interval is
/// unknown. V: virtual time.
enum class Grade : std::uint8_t { a, b, c, x, v };
std::string_view name_of(Grade grade); ///< "A" "B" "C" "X" "V".

/// What became of one critical stage.
struct Exposure {
    std::string stage;
    std::optional<double> requested_ms;
    std::optional<double> achieved_ms; ///< Middle of its onset to middle of the next onset.
    std::optional<std::int32_t> planned_frames;
    std::optional<std::int32_t> achieved_frames;
    std::optional<std::int32_t> late_frames; ///< Of its onset; empty when that cannot be known.
    bool operator==(Exposure const&) const = default;
};

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
    std::map<std::string, std::string> conditions; ///< As text; a missing value is absent.
    std::optional<std::string> response;           ///< Empty when the question closed unanswered.
    std::optional<bool> correct;                   ///< Empty when the script names no right answer.
    base::Timestamp onset;
    std::optional<base::Timestamp> answered;
    std::optional<base::Span> rt;       ///< answered - onset.
    std::optional<base::Span> first_rt; ///< Of the first choice, before any change.
    std::int64_t changes = 0;
    std::vector<double> parts_ms;    ///< Reading: time on each sentence or page.
    std::vector<Exposure> exposures; ///< Critical stages of the trial, in order.
    Grade grade = Grade::x;
    bool operator==(ResponseRow const&) const = default;
};

/// A whole session as tables.
struct SessionRows {
    Header header;
    std::string outcome; ///< Text of session_end; "unfinished" when there is none.
    std::uint64_t event_count = 0;
    std::uint64_t trial_count = 0;    ///< Trials that ended complete.
    std::vector<ResponseRow> rows;    ///< Only of trials that ended complete.
    std::vector<std::string> quality; ///< Texts of quality events, in order.
};

/// Errors: no session_begin, header unreadable, events out of order (with the sequence number).
base::Result<SessionRows> derive_rows(std::span<StoredEvent const> events);

} // namespace securebase::events
