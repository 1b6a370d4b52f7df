// SPDX-License-Identifier: MIT
// A file that appears complete under its name, or not at all.
#include "report/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

namespace securebase::report {

namespace {

std::string partial(std::string const& path)
{
    return path + ".partial";
}

base::Error failure(std::string_view doing, std::string const& path, int number)
{
    return {"cannot " + std::string(doing) + " '" + path +
                "': " + std::generic_category().message(number),
            number == ENOSPC || number == EDQUOT || number == EFBIG
                ? "free space on the disk, or choose another folder with --out"
                : "choose a folder this account may write to with --out"};
}

} // namespace

AtomicFile::AtomicFile(int file, std::string path) : file_(file), path_(std::move(path)) {}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : file_(std::exchange(other.file_, -1)), path_(std::move(other.path_)),
      waiting_(std::exchange(other.waiting_, false))
{}

AtomicFile::~AtomicFile()
{
    if (file_ >= 0) {
        ::close(file_);
    }
    if (waiting_) {
        ::unlink(partial(path_).c_str());
    }
}

base::Error AtomicFile::error(std::string_view doing, int number) const
{
    return failure(doing, partial(path_), number);
}

base::Result<AtomicFile> AtomicFile::create(std::string path)
{
    // What an export that was killed left behind is of no use to anybody.
    ::unlink(partial(path).c_str());
    int const file =
        ::open(partial(path).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) {
        return failure("create", partial(path), errno);
    }
    return AtomicFile(file, std::move(path));
}

base::Result<void> AtomicFile::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        ssize_t const count = ::write(file_, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return error("write", count < 0 ? errno : EIO);
        }
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

base::Result<void> AtomicFile::finish()
{
    int const failed = ::fsync(file_) == 0 ? 0 : errno;
    ::close(std::exchange(file_, -1));
    return failed == 0 ? base::Result<void>() : error("make durable", failed);
}

base::Result<void> AtomicFile::commit()
{
    if (std::rename(partial(path_).c_str(), path_.c_str()) != 0) {
        return error("rename", errno);
    }
    waiting_ = false;
    return {};
}

base::Result<void> sync_names(std::string const& folder)
{
    int const handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) {
        return failure("open the folder", folder, errno);
    }
    int const failed = ::fsync(handle) == 0 ? 0 : errno;
    ::close(handle);
    return failed == 0 ? base::Result<void>() : failure("make durable", folder, failed);
}

} // namespace securebase::report
