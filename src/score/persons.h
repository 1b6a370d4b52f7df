// SPDX-License-Identifier: MIT
// One row per person and visit: questionnaire scores joined to the scores of the tasks.
#pragma once

#include "base/result.h"
#include "events/rows.h"
#include "score/scores.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace securebase::score {

/// Everything scored in one session.
struct SessionScores {
    std::string session;
    std::string experiment;
    std::string participant;
    std::int64_t visit = 1;
    std::int64_t attempt = 1;
    std::string source;
    std::string outcome;
    std::uint64_t trials = 0;
    std::int64_t timed_rows = 0;              ///< Timed answers (blocks), practice left out.
    std::optional<double> share_valid_timing; ///< Of those, graded A, B or V.
    std::vector<Scores> parts;                ///< Instruments, then measures.
};

/// Scores by what the session's own header says. Errors: the header's measures or instruments
/// cannot be read.
base::Result<SessionScores> score_session(events::SessionRows const& session);

struct PersonColumn {
    std::string name;
    std::string description;
    std::string unit;
};

struct PersonRow {
    std::string participant;
    std::int64_t visit = 1;
    std::string source;
    std::string outcome; ///< Of its sessions; the least good one.
    std::int64_t sessions = 1;
    std::uint64_t trials = 0;
    std::vector<std::optional<double>> values; ///< As wide as PersonTable::columns.
    std::vector<std::string> why_missing;      ///< Beside values.
    std::string style;                         ///< Empty unless a rule was named.
    std::string style_rule;
};

struct PersonTable {
    std::vector<PersonColumn> columns;
    std::vector<PersonRow> rows;    ///< By participant, then visit.
    std::vector<std::string> notes; ///< What was left out and why, one sentence each.
};

/// Joins. Of several attempts at the same experiment the last complete one counts (else the last);
/// withdrawn sessions never. `style_rule` empty: dimensions only.
PersonTable persons(std::span<SessionScores const> sessions, std::string const& style_rule);

} // namespace securebase::score
