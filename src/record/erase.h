// SPDX-License-Identifier: MIT
// Erasing withdrawn sessions, in steps of which each can be repeated; private to this room.
#pragma once

#include "base/result.h"
#include "record/stub.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <vector>

namespace securebase::record {

/// What became of one session that was to be erased.
struct Fate {
    Stub stub;
    base::Result<void> done;
};

/// Stub, journal, index, and at last the word in the stub that all is done. Cut off anywhere, the
/// next call with the same stub does the rest. A session that is being recorded stays as it is.
/// Throws SQLite::Exception when the index cannot be cleaned; the stubs then say so.
std::vector<Fate> erase_sessions(std::string const& data_folder,
                                 SQLite::Database& database,
                                 std::vector<Stub> const& stubs);

} // namespace securebase::record
