// SPDX-License-Identifier: MIT
// Asking a file system.
#include "devices/host/disk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace securebase::devices {

namespace {

constexpr std::size_t about_a_trial = 4096;

base::Error refused(std::string const& folder, int error)
{
    return {"cannot write in '" + folder + "': " + std::generic_category().message(error),
            "choose another folder with --data"};
}

/// A file without a name; where the file system has none, one whose name is gone at once.
int open_nameless(std::string const& folder)
{
    int const file = ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR)) {
        return file;
    }
    std::string const name = folder + "/.securebase-sync-" + std::to_string(::getpid());
    int const named =
        ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (named >= 0) {
        ::unlink(name.c_str());
    }
    return named;
}

} // namespace

std::optional<std::uint64_t> free_bytes(std::string const& folder)
{
    struct statvfs facts {};
    if (::statvfs(folder.c_str(), &facts) != 0) {
        return std::nullopt;
    }
    return std::uint64_t{facts.f_bavail} * facts.f_frsize;
}

base::Result<std::vector<double>>
sync_delays(std::string const& folder, ports::Clock const& clock, std::size_t tries)
{
    int const file = open_nameless(folder);
    if (file < 0) {
        return refused(folder, errno);
    }
    static constexpr std::array<char, about_a_trial> bytes{};
    std::vector<double> delays;
    int error = 0;
    while (delays.size() < tries && error == 0) {
        base::Instant const before = clock.now();
        if (::write(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()) ||
            ::fsync(file) != 0) {
            error = errno != 0 ? errno : ENOSPC;
        }
        delays.push_back(base::to_ms(clock.now() - before));
    }
    ::close(file);
    if (error != 0) {
        return refused(folder, error);
    }
    return delays;
}

} // namespace securebase::devices
