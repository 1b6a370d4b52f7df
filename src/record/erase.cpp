// SPDX-License-Identifier: MIT
// Erasing withdrawn sessions.
#include "record/erase.h"

#include "record/files.h"
#include "record/journal.h"
#include "record/sqlite.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace securebase::record {

namespace {

/// A file or folder that nobody else has locked, closed at the end.
class Locked {
public:
    explicit Locked(int file) : file_(file) {}
    Locked(Locked&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
    Locked(Locked const&) = delete;
    Locked& operator=(Locked const&) = delete;
    Locked& operator=(Locked&&) = delete;
    ~Locked()
    {
        if (file_ >= 0) {
            ::close(file_); // Gives the lock back.
        }
    }
    int file() const { return file_; } ///< -1: there is none.

private:
    int file_;
};

/// One eraser at a time in a study: they share the names of what they write.
base::Result<Locked> lock_folder(std::string const& folder)
{
    Locked locked(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (locked.file() < 0) {
        return system_error("open the folder", folder, errno);
    }
    while (::flock(locked.file(), LOCK_EX) != 0) {
        if (errno != EINTR) {
            return system_error("lock the folder", folder, errno);
        }
    }
    return locked;
}

base::Result<Locked> lock_journal(std::string const& path)
{
    Locked locked(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW));
    if (locked.file() < 0) {
        return errno == ENOENT ? base::Result<Locked>(std::move(locked))
                               : base::Result<Locked>(system_error("open", path, errno));
    }
    if (::flock(locked.file(), LOCK_EX | LOCK_NB) != 0) {
        return base::Error{"the session is being recorded at this moment",
                           "stop it first (Esc held for a second)"};
    }
    return locked;
}

/// The stub comes first: from then on whoever starts next knows what has to go.
base::Result<void> erase_journal(std::string const& data_folder, Stub const& stub)
{
    std::string const path = journal_path(data_folder, stub.session);
    auto const journal = lock_journal(path);
    if (!journal) {
        return journal.error();
    }
    if (auto placed = place_stub(data_folder, stub); !placed) {
        return placed;
    }
    if (journal->file() < 0) {
        return {};
    }
    if (auto wiped = overwrite_with_zeros(journal->file(), path); !wiped) {
        return wiped;
    }
    if (::unlink(path.c_str()) != 0) {
        return system_error("remove", path, errno);
    }
    return sync_folder(sessions_path(data_folder));
}

void remove_rows(SQLite::Database& database, std::vector<Fate> const& fates)
{
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement remove(database, "DELETE FROM session WHERE session = ?");
    for (Fate const& fate : fates) {
        if (fate.done) {
            Binder(remove).put(fate.stub.session).run();
        }
    }
    database.exec("DELETE FROM score"); // A person's scores may rest on what is gone.
    transaction.commit();
}

/// Deleted rows are overwritten (secure_delete), but copies of them may stand where a page was
/// rearranged before, and in the write-ahead log. False when another program still reads the log.
bool purge(SQLite::Database& database)
{
    // What VACUUM copies on its way must not lie in a folder for everybody.
    database.exec("PRAGMA temp_store = MEMORY");
    database.exec("VACUUM");
    SQLite::Statement checkpoint(database, "PRAGMA wal_checkpoint(TRUNCATE)");
    return checkpoint.executeStep() && checkpoint.getColumn(0).getInt() == 0;
}

} // namespace

std::vector<Fate> erase_sessions(std::string const& data_folder,
                                 SQLite::Database& database,
                                 std::vector<Stub> const& stubs)
{
    std::vector<Fate> fates;
    if (stubs.empty()) {
        return fates;
    }
    auto const alone = lock_folder(sessions_path(data_folder));
    for (Stub stub : stubs) {
        stub.erased = false;
        auto done = alone ? erase_journal(data_folder, stub) : base::Result<void>(alone.error());
        fates.push_back({std::move(stub), std::move(done)});
    }
    if (std::ranges::none_of(fates, [](Fate const& fate) { return fate.done.has_value(); })) {
        return fates;
    }
    remove_rows(database, fates);
    bool const clean = purge(database);
    for (Fate& fate : fates) {
        if (fate.done && !clean) {
            fate.done = base::Error{"another program reads the index, whose log still holds rows",
                                    "close it; the next start finishes the erasing"};
        } else if (fate.done) {
            fate.stub.erased = true;
            fate.done = place_stub(data_folder, fate.stub);
        }
    }
    return fates;
}

} // namespace securebase::record
