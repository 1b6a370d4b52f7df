// SPDX-License-Identifier: MIT
// A study's data folder: its layout, what kind of data it may hold, what was left unfinished.
#pragma once

#include "base/result.h"
#include "record/journal.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::record {

/// Data of people and data of programs never share a folder.
enum class StudyKind : std::uint8_t { real, simulated };
std::string_view name_of(StudyKind kind);
/// Of a header's source: "real" is real, everything else (virtual, simulated) is simulated.
StudyKind kind_of_source(std::string_view source);

/// Makes the folder (readable by its owner alone) with `sessions/` and the marker `study.json`, or
/// checks that it is one of this kind. Repeating it changes nothing. Two programs may do it at
/// once. Errors: of the other kind; sessions without a marker; made by a newer program; no
/// permission.
base::Result<void> open_study(std::string const& data_folder, StudyKind kind);

/// Of an existing study. Errors: no study there, marker unreadable, made by a newer program.
base::Result<StudyKind> study_kind(std::string const& data_folder);

/// A name for a new session: 32 random hexadecimal digits.
std::string new_session_id();

/// Identifiers of all journals, sorted; empty when there is no such folder.
std::vector<std::string> list_sessions(std::string const& data_folder);

/// A session whose journal does not end with session_end.
struct Unfinished {
    std::string session;
    std::string participant; ///< Empty when not even the header was saved, as the next three.
    std::string experiment;
    std::string started_utc;
    std::int64_t visit = 0;
    std::int64_t attempt = 0;
    std::uint64_t trials = 0; ///< Complete trials that are saved.
    bool running = false;     ///< Somebody is recording it now.
    std::string journal;      ///< to_sentence() of the journal.
};

/// Looks at the end of every journal and reads those that have none: what start-up should tell.
/// Journals that cannot be read are in the list, with the reason in `journal`.
std::vector<Unfinished> unfinished_sessions(std::string const& data_folder);

} // namespace securebase::record
