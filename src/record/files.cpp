// SPDX-License-Identifier: MIT
// The few system calls of this room.
#include "record/files.h"

#include "base/hash.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace securebase::record {

namespace {

std::string hint_for(int error)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return "free space on the disk, or choose another folder with --data";
    case EACCES:
    case EPERM:
    case EROFS:
        return "choose a folder this account may write to with --data";
    case EIO:
        return "the disk reports faults: copy the data folder elsewhere and replace the disk";
    default:
        return {};
    }
}

} // namespace

base::Error system_error(std::string_view doing, std::string const& path, int error)
{
    return {"cannot " + std::string(doing) + " '" + path +
                "': " + std::generic_category().message(error),
            hint_for(error)};
}

std::string sessions_path(std::string const& data_folder)
{
    return data_folder + "/sessions";
}

base::Result<void> make_folder(std::string const& path)
{
    std::error_code ignored; // What cannot be made is said by mkdir.
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
    if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
        return system_error("create the folder", path, errno);
    }
    return {};
}

bool exists(std::string const& path)
{
    struct stat facts {};
    return ::lstat(path.c_str(), &facts) == 0;
}

std::vector<std::string> list_names(std::string const& folder, std::string_view ending)
{
    std::vector<std::string> names;
    std::error_code fault;
    for (std::filesystem::directory_iterator file(folder, fault), end; !fault && file != end;
         file.increment(fault)) {
        std::string const name = file->path().filename().string();
        if (name.size() > ending.size() && name.ends_with(ending)) {
            names.push_back(name.substr(0, name.size() - ending.size()));
        }
    }
    std::ranges::sort(names);
    return names;
}

base::Result<void> write_and_close(int file, std::string const& path, std::string_view text)
{
    ssize_t const written = ::write(file, text.data(), text.size());
    int failed = written < 0                                        ? errno
                 : static_cast<std::size_t>(written) != text.size() ? ENOSPC
                                                                    : 0;
    if (failed == 0 && ::fsync(file) != 0) {
        failed = errno;
    }
    ::close(file);
    return failed == 0 ? base::Result<void>()
                       : base::Result<void>(system_error("write", path, failed));
}

base::Result<void> sync_folder(std::string const& folder)
{
    int const handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) {
        return system_error("open the folder", folder, errno);
    }
    int const failed = ::fsync(handle) == 0 ? 0 : errno;
    ::close(handle);
    if (failed != 0) {
        return system_error("make durable", folder, failed);
    }
    return {};
}

base::Result<void>
replace_file(std::string const& folder, std::string const& path, std::string_view text)
{
    std::string const aside = path + ".new";
    int const file = ::open(
        aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (file < 0) {
        return system_error("create", aside, errno);
    }
    auto done = write_and_close(file, path, text);
    if (done && ::rename(aside.c_str(), path.c_str()) != 0) {
        done = system_error("write", path, errno);
    }
    if (!done) {
        ::unlink(aside.c_str());
        return done;
    }
    return sync_folder(folder);
}

base::Result<void>
place_file(std::string const& folder, std::string const& path, std::string_view text)
{
    std::string const aside = path + "." + base::random_hex(4) + ".new";
    int const file =
        ::open(aside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) {
        return system_error("create", aside, errno);
    }
    auto done = write_and_close(file, path, text);
    // A link never takes the place of anything.
    if (done && ::link(aside.c_str(), path.c_str()) != 0 && errno != EEXIST) {
        done = system_error("create", path, errno);
    }
    ::unlink(aside.c_str());
    return done ? sync_folder(folder) : done;
}

base::Result<void> overwrite_with_zeros(int file, std::string const& path)
{
    static constexpr std::array<char, 65536> zeros{};
    struct stat facts {};
    if (::fstat(file, &facts) != 0) {
        return system_error("look at", path, errno);
    }
    for (off_t at = 0; at < facts.st_size;) {
        auto const rest = static_cast<std::size_t>(facts.st_size - at);
        ssize_t const count = ::pwrite(file, zeros.data(), std::min(rest, zeros.size()), at);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return system_error("overwrite", path, count < 0 ? errno : EIO);
        }
        at += count;
    }
    if (::fsync(file) != 0) {
        return system_error("make durable", path, errno);
    }
    return {};
}

} // namespace securebase::record
