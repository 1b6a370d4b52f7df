// SPDX-License-Identifier: MIT
// The index of a study: everything its journals hold, in a SQLite file made for questions.
#pragma once

#include "base/result.h"
#include "events/rows.h"
#include "record/journal.h"
#include "record/stub.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}

namespace securebase::record {

/// `DIR/study.sqlite`.
std::string index_path(std::string const& data_folder);

enum class StoreMode : std::uint8_t {
    read_write, ///< Made when absent.
    read_only,
    rebuild, ///< Thrown away and made anew, whatever state it is in: refresh() fills it.
};

/// A session the operator should hear of.
struct Finding {
    std::string session;
    std::string participant; ///< Empty when not known.
    std::int64_t visit = 0;
    std::int64_t attempt = 0;
    std::string experiment;
    std::uint64_t trials = 0; ///< Complete trials in the index.
    std::string what;         ///< Sentence without full stop.
    bool operator==(Finding const&) const = default;
};

/// What refresh() did, and what is the matter in the study now.
struct RefreshReport {
    std::vector<std::string> added;
    std::vector<std::string> updated;
    std::vector<Finding> running;    ///< Being recorded at this moment.
    std::vector<Finding> unfinished; ///< No end, and nobody is recording.
    std::vector<Finding> torn;       ///< The last line was incomplete.
    std::vector<Finding> broken;     ///< A line was changed, or whole lines are gone.
    std::vector<Finding> unreadable; ///< Not in the index: no header, or events out of order.
    std::vector<Finding> missing;    ///< In the index, but the journal is gone.
    std::vector<Finding> erased;     ///< Withdrawn before; what was left of them went now.
    std::vector<Finding> not_erased; ///< Withdrawn, but something of them may still be there.
    std::uint64_t withdrawn = 0;     ///< Sessions of which only a stub is kept.
};

struct SessionFacts {
    events::Header header;
    std::string outcome; ///< See events::SessionRows.
    std::uint64_t event_count = 0;
    std::uint64_t trial_count = 0;
    std::uint64_t row_count = 0;
    std::string journal_state; ///< intact, torn or broken.
    std::string journal_says;  ///< to_sentence() of the journal.
};

/// A value calculated from the rows, of one session or (session empty) of a person's visit.
struct Score {
    std::string session;
    std::string participant;
    std::int64_t visit = 1;
    std::string name;
    std::optional<double> value;
    std::optional<std::string> label; ///< For scores that are words.
    std::optional<std::int64_t> n;    ///< Rows it rests on.
    std::string rule;
    bool operator==(Score const&) const = default;
};

/// Names that differ between studies and become columns of an export; each sorted.
struct ColumnNames {
    std::vector<std::string> conditions;
    std::vector<std::string> critical_stages;
};

/// Thread: one. Errors of all calls: the file is locked, damaged or cannot be written.
class Store {
public:
    /// Errors: no study in the folder; made by a newer program, not an index of ours, damaged (then
    /// it can be rebuilt).
    static base::Result<Store> open(std::string const& data_folder, StoreMode mode);
    Store(Store&& other) noexcept;
    Store& operator=(Store&& other) noexcept;
    ~Store();

    /// Reads the journals that are new or have changed since (by size, time, then hash). Repeating
    /// it changes nothing. A journal that lost events which the index still holds is reported as
    /// broken and the index keeps them. What participants withdrew, and erasing that was cut off,
    /// is erased first. `progress`, which may be empty, is told now and then how many journals of
    /// how many have been looked at.
    base::Result<RefreshReport>
    refresh(std::function<void(std::uint64_t done, std::uint64_t total)> const& progress = {});

    /// Erases a session for good: its journal is overwritten and removed, its rows leave the index
    /// and no byte of them stays in its files; a stub remains. `day` as 2026-03-01. Cut off
    /// anywhere, refresh() does the rest; repeating it changes nothing. Errors also: no such
    /// session; it is being recorded; another program reads the index (then the rest waits for
    /// refresh()).
    base::Result<void> withdraw(std::string const& session, WithdrawnBy by, std::string const& day);

    /// By participant, visit, experiment, attempt, start.
    base::Result<std::vector<SessionFacts>> sessions() const;
    /// As derive_rows() gave them. Errors: no such session.
    base::Result<events::SessionRows> rows(std::string const& session) const;
    /// All sessions in the order of sessions(); stops at the first error, also of `visit`.
    base::Result<void>
    for_each(std::function<base::Result<void>(events::SessionRows const&)> const& visit) const;
    base::Result<std::uint64_t> row_count() const;
    base::Result<ColumnNames> column_names() const;

    /// Earlier sessions of this person in this experiment, oldest attempt first.
    base::Result<std::vector<SessionFacts>> find_attempts(std::string const& participant,
                                                          std::int64_t visit,
                                                          std::string const& experiment) const;

    /// Replaces all scores. They are gone as soon as refresh() adds or updates a session.
    base::Result<void> save_scores(std::vector<Score> const& scores);
    base::Result<std::vector<Score>> scores() const; ///< In the order they were saved.

private:
    Store(std::string data_folder, std::unique_ptr<SQLite::Database> database);

    std::string data_folder_;
    std::unique_ptr<SQLite::Database> database_;
};

} // namespace securebase::record
