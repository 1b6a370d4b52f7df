// SPDX-License-Identifier: MIT
// The few system calls of this room.
#include "record/files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
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

} // namespace securebase::record
