// SPDX-License-Identifier: MIT
// The journal of one session: written line by line, never changed, read back as far as it is whole.
#pragma once

#include "base/result.h"
#include "events/event.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::record {

/// `DIR/sessions/SESSION.jsonl`.
std::string journal_path(std::string const& data_folder, std::string_view session);

/// 32 hexadecimal digits in lower case: never a path.
bool is_session_id(std::string_view session);

/// The only writer of one journal. Holds an exclusive lock on the file while it lives.
/// After a failed write or sync every later call fails with the same error: what the system said
/// it could not store is never believed to be stored.
/// Thread: one at a time. Owner: moved, not copied.
class JournalWriter {
public:
    /// Creates the journal of a session of 32 hexadecimal digits, readable by its owner alone, and
    /// makes its name durable. Errors: it exists or was withdrawn, no such folder, no permission,
    /// disk full.
    static base::Result<JournalWriter> create(std::string const& data_folder,
                                              std::string const& session);
    JournalWriter(JournalWriter&& other) noexcept;
    JournalWriter& operator=(JournalWriter&& other) noexcept;
    JournalWriter(JournalWriter const&) = delete;
    JournalWriter& operator=(JournalWriter const&) = delete;
    ~JournalWriter(); ///< Writes what is waiting; makes nothing durable.

    /// Adds a line; it may wait in memory (at most 64 KiB do).
    base::Result<void> append(events::Event const& event, std::string_view text);
    /// Hands all lines to the operating system: they survive the end of this process.
    base::Result<void> flush();
    /// flush(), then fdatasync: they survive a power cut.
    base::Result<void> sync();

    std::uint64_t line_count() const { return lines_; }
    std::uint64_t synced_bytes() const { return synced_bytes_; }
    std::string const& path() const { return path_; }

private:
    JournalWriter(int file, std::string path);
    base::Result<void> fail(std::string_view doing, int error);

    int file_ = -1;
    std::string path_;
    std::string waiting_;
    std::string head_;
    std::uint64_t lines_ = 0;
    std::uint64_t written_bytes_ = 0;
    std::uint64_t synced_bytes_ = 0;
    std::optional<base::Error> failure_;
};

enum class JournalState : std::uint8_t {
    intact, ///< Every byte belongs to a whole line that follows from the one before.
    torn,   ///< The last line is incomplete and was left out: the writer was cut off.
    broken, ///< A whole line is not what was written; it and all after it were left out.
};
std::string_view name_of(JournalState state);

/// What a journal holds, and what it does not hold any more.
struct Journal {
    std::vector<events::StoredEvent> events; ///< The whole lines before the first fault.
    JournalState state = JournalState::intact;
    std::uint64_t bad_line = 0;   ///< Counts from 1; of the torn or broken line, 0 when intact.
    std::uint64_t lost_bytes = 0; ///< From the start of that line to the end of the file.
    std::string why;              ///< broken: what is wrong with the line.
    std::string head;             ///< Hash of the last whole line; 16 zeros when there is none.
    bool ended = false;           ///< The last event is session_end.
};

/// Reads a journal that was read into memory.
Journal parse_journal(std::string_view bytes);
/// Errors: the file cannot be read, or is above 512 MiB. A damaged journal is no error.
base::Result<Journal> read_journal(std::string const& path);

/// One sentence without full stop: "intact, 812 events", "the last line (line 40) is incomplete:
/// 17 bytes were dropped, 39 events are kept", "line 12 was changed (...)...".
std::string to_sentence(Journal const& journal);

/// True while a JournalWriter somewhere holds the file's lock.
bool is_being_written(std::string const& path);

} // namespace securebase::record
