// SPDX-License-Identifier: MIT
// The tables of a study's index. All of it can be made again from the journals.
#include "record/schema.h"

namespace securebase::record {

// Moments and spans are nanoseconds of the session clock: least, likeliest, most. The whole header
// stands as JSON in one column; what people ask for stands beside it. (Columns calculated by
// SQLite's JSON functions would need a trusted schema, and a file from elsewhere is not to be
// trusted.)
char const* const index_tables = R"sql(
CREATE TABLE session (
    session TEXT PRIMARY KEY,
    header TEXT NOT NULL,
    experiment TEXT NOT NULL,
    title TEXT NOT NULL,
    participant TEXT NOT NULL,
    number INTEGER NOT NULL,
    visit INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    source TEXT NOT NULL,
    seed TEXT NOT NULL,
    started_utc TEXT NOT NULL,
    version TEXT NOT NULL,
    build TEXT NOT NULL,
    frame_ns INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    event_count INTEGER NOT NULL,
    trial_count INTEGER NOT NULL,
    critical_planned INTEGER NOT NULL,
    critical_missed INTEGER NOT NULL,
    critical_missed_frames INTEGER NOT NULL,
    critical_unknown INTEGER NOT NULL,
    others_planned INTEGER NOT NULL,
    others_missed INTEGER NOT NULL,
    others_missed_frames INTEGER NOT NULL,
    others_unknown INTEGER NOT NULL,
    journal_state TEXT NOT NULL CHECK (journal_state IN ('intact', 'torn', 'broken')),
    journal_says TEXT NOT NULL,
    journal_bytes INTEGER NOT NULL,
    journal_mtime_ns INTEGER NOT NULL,
    journal_hash TEXT NOT NULL
) STRICT;
CREATE INDEX session_person ON session (participant, visit, experiment);

CREATE TABLE response (
    session TEXT NOT NULL REFERENCES session ON DELETE CASCADE,
    row INTEGER NOT NULL,
    part INTEGER NOT NULL,
    part_name TEXT NOT NULL,
    part_kind TEXT NOT NULL,
    block INTEGER NOT NULL,
    trial INTEGER NOT NULL,
    in_block INTEGER NOT NULL,
    trial_name TEXT NOT NULL,
    practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
    stage TEXT NOT NULL,
    response_kind TEXT NOT NULL,
    conditions TEXT NOT NULL,
    response TEXT,
    correct INTEGER CHECK (correct IN (0, 1)),
    onset_lo INTEGER NOT NULL,
    onset_at INTEGER NOT NULL,
    onset_hi INTEGER NOT NULL,
    onset_source TEXT NOT NULL,
    onset_late INTEGER,
    onset_target INTEGER,
    onset_refresh INTEGER,
    offset_lo INTEGER,
    offset_at INTEGER,
    offset_hi INTEGER,
    offset_source TEXT,
    answered_lo INTEGER,
    answered_at INTEGER,
    answered_hi INTEGER,
    answered_source TEXT,
    rt_lo INTEGER,
    rt_at INTEGER,
    rt_hi INTEGER,
    first_rt_lo INTEGER,
    first_rt_at INTEGER,
    first_rt_hi INTEGER,
    changes INTEGER NOT NULL,
    parts_ms TEXT NOT NULL,
    answered_by TEXT,
    doubts TEXT NOT NULL,
    presses_before INTEGER,
    presses_open INTEGER,
    presses_after INTEGER,
    presses_late INTEGER,
    held INTEGER,
    anticipated INTEGER CHECK (anticipated IN (0, 1)),
    longest_gap INTEGER,
    input_gap INTEGER,
    repeats INTEGER,
    verdict TEXT NOT NULL,
    grade TEXT NOT NULL CHECK (grade IN ('A', 'B', 'C', 'X', 'V')),
    PRIMARY KEY (session, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE exposure (
    session TEXT NOT NULL,
    row INTEGER NOT NULL,
    position INTEGER NOT NULL,
    stage TEXT NOT NULL,
    requested_ms REAL,
    achieved_ms REAL,
    planned_frames INTEGER,
    achieved_frames INTEGER,
    late_frames INTEGER,
    target_refresh INTEGER,
    refresh INTEGER,
    PRIMARY KEY (session, row, position),
    FOREIGN KEY (session, row) REFERENCES response ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What other machines were told.
CREATE TABLE trigger_sent (
    session TEXT NOT NULL REFERENCES session ON DELETE CASCADE,
    position INTEGER NOT NULL,
    trial INTEGER NOT NULL,
    trial_name TEXT NOT NULL,
    block INTEGER NOT NULL,
    in_block INTEGER NOT NULL,
    complete INTEGER NOT NULL CHECK (complete IN (0, 1)),
    stage TEXT NOT NULL,
    code INTEGER NOT NULL,
    onset_lo INTEGER,
    onset_at INTEGER,
    onset_hi INTEGER,
    onset_source TEXT,
    sent_lo INTEGER,
    sent_at INTEGER,
    sent_hi INTEGER,
    sent_source TEXT,
    PRIMARY KEY (session, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE quality (
    session TEXT NOT NULL REFERENCES session ON DELETE CASCADE,
    position INTEGER NOT NULL,
    what TEXT NOT NULL,
    PRIMARY KEY (session, position)
) STRICT, WITHOUT ROWID;

-- Which columns the exports of a session need.
CREATE TABLE session_column (
    session TEXT NOT NULL REFERENCES session ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('condition', 'critical')),
    name TEXT NOT NULL,
    PRIMARY KEY (session, kind, name)
) STRICT, WITHOUT ROWID;

-- Calculated from the rows; emptied whenever a session comes or changes.
CREATE TABLE score (
    position INTEGER PRIMARY KEY,
    session TEXT REFERENCES session ON DELETE CASCADE,
    participant TEXT NOT NULL,
    visit INTEGER NOT NULL,
    name TEXT NOT NULL,
    value REAL,
    label TEXT,
    n INTEGER,
    rule TEXT NOT NULL
) STRICT;
)sql";

char const* const drop_index_tables = R"sql(
DROP TABLE IF EXISTS score;
DROP TABLE IF EXISTS session_column;
DROP TABLE IF EXISTS quality;
DROP TABLE IF EXISTS trigger_sent;
DROP TABLE IF EXISTS exposure;
DROP TABLE IF EXISTS response;
DROP TABLE IF EXISTS session;
)sql";

} // namespace securebase::record
