// SPDX-License-Identifier: MIT
// Writing the journal of one session.
#include "record/journal.h"

#include "base/hash.h"
#include "events/text_form.h"
#include "record/chain.h"
#include "record/files.h"
#include "record/stub.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace securebase::record {

namespace {

constexpr std::size_t most_waiting = std::size_t{64} << 10U;

} // namespace

bool is_session_id(std::string_view session)
{
    return session.size() == 32 &&
           session.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string journal_path(std::string const& data_folder, std::string_view session)
{
    return sessions_path(data_folder) + "/" + std::string(session) + ".jsonl";
}

base::Result<JournalWriter> JournalWriter::create(std::string const& data_folder,
                                                  std::string const& session)
{
    if (!is_session_id(session)) {
        return base::Error{"'" + session + "' is no session: it needs 32 hexadecimal digits", ""};
    }
    if (has_stub(data_folder, session)) {
        return base::Error{"session " + session + " was withdrawn; it cannot be recorded again",
                           "choose another folder with --data"};
    }
    std::string path = journal_path(data_folder, session);
    int const file = ::open(path.c_str(),
                            O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW,
                            S_IRUSR | S_IWUSR);
    if (file < 0) {
        return system_error("create the journal", path, errno);
    }
    JournalWriter writer(file, std::move(path));
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        return system_error("lock the journal", writer.path_, errno);
    }
    if (auto synced = sync_folder(sessions_path(data_folder)); !synced) {
        return synced.error();
    }
    return writer;
}

JournalWriter::JournalWriter(int file, std::string path)
    : file_(file), path_(std::move(path)), head_(chain_start)
{
    waiting_.reserve(2 * most_waiting);
}

JournalWriter::JournalWriter(JournalWriter&& other) noexcept
    : file_(std::exchange(other.file_, -1)), path_(std::move(other.path_)),
      waiting_(std::exchange(other.waiting_, {})), head_(std::move(other.head_)),
      lines_(other.lines_), written_bytes_(other.written_bytes_),
      synced_bytes_(other.synced_bytes_), failure_(std::move(other.failure_))
{}

JournalWriter& JournalWriter::operator=(JournalWriter&& other) noexcept
{
    JournalWriter taken(std::move(other));
    std::swap(file_, taken.file_);
    std::swap(path_, taken.path_);
    std::swap(waiting_, taken.waiting_);
    std::swap(head_, taken.head_);
    std::swap(lines_, taken.lines_);
    std::swap(written_bytes_, taken.written_bytes_);
    std::swap(synced_bytes_, taken.synced_bytes_);
    std::swap(failure_, taken.failure_);
    return *this;
}

JournalWriter::~JournalWriter()
{
    if (file_ >= 0) {
        (void)flush();
        ::close(file_); // Gives the lock back.
    }
}

base::Result<void> JournalWriter::fail(std::string_view doing, int error)
{
    failure_ = system_error(doing, path_, error);
    waiting_.clear();
    return *failure_;
}

base::Result<void> JournalWriter::append(events::Event const& event, std::string_view text)
{
    if (failure_) {
        return *failure_;
    }
    std::string body = events::to_json_line(lines_, event, text);
    body.pop_back();
    head_ = base::chain_hex(head_, body);
    waiting_ += body;
    waiting_ += chain_open;
    waiting_ += head_;
    waiting_ += chain_close;
    waiting_ += '\n';
    ++lines_;
    return waiting_.size() < most_waiting ? base::Result<void>() : flush();
}

base::Result<void> JournalWriter::flush()
{
    if (failure_) {
        return *failure_;
    }
    for (std::string_view rest = waiting_; !rest.empty();) {
        ssize_t const written = ::write(file_, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return fail("write", written < 0 ? errno : EIO);
        }
        auto const count = static_cast<std::size_t>(written);
        written_bytes_ += count;
        rest.remove_prefix(count);
    }
    waiting_.clear();
    return {};
}

base::Result<void> JournalWriter::sync()
{
    if (auto flushed = flush(); !flushed) {
        return flushed;
    }
    // Not tried twice: after a failed sync the system may have forgotten what it could not store.
    if (::fdatasync(file_) != 0) {
        return fail("make durable", errno);
    }
    synced_bytes_ = written_bytes_;
    return {};
}

bool is_being_written(std::string const& path)
{
    int const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return false;
    }
    bool const locked = ::flock(file, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(file);
    return locked;
}

} // namespace securebase::record
