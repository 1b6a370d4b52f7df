// SPDX-License-Identifier: MIT
// A session's rows go into the index and come out again as they were; private to this room.
#pragma once

#include "base/result.h"
#include "events/rows.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>
#include <string>

namespace securebase::record {

/// What the index remembers of a journal's file.
struct JournalFacts {
    std::string state;
    std::string says;
    std::int64_t bytes = 0;
    std::int64_t mtime_ns = 0;
    std::string hash;
};

/// Puts sessions in; statements are prepared once.
class SessionWriter {
public:
    explicit SessionWriter(SQLite::Database& database);
    /// Replaces the session if it is there.
    void put(events::SessionRows const& rows, JournalFacts const& journal);

private:
    void put_row(std::string const& session, std::int64_t index, events::ResponseRow const& row);
    void
    put_trigger(std::string const& session, std::int64_t index, events::TriggerRow const& trigger);
    void put_names(events::SessionRows const& rows);

    SQLite::Statement remove_;
    SQLite::Statement session_;
    SQLite::Statement response_;
    SQLite::Statement exposure_;
    SQLite::Statement trigger_;
    SQLite::Statement quality_;
    SQLite::Statement name_;
};

/// Takes sessions out; statements are prepared once.
class SessionReader {
public:
    explicit SessionReader(SQLite::Database const& database);
    /// Errors: no such session, header unreadable.
    base::Result<events::SessionRows> get(std::string const& session);

private:
    SQLite::Statement session_;
    SQLite::Statement response_;
    SQLite::Statement exposure_;
    SQLite::Statement trigger_;
    SQLite::Statement quality_;
};

} // namespace securebase::record
