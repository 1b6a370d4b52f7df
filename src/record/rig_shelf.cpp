// SPDX-License-Identifier: MIT
// Files named by their content.
#include "record/rig_shelf.h"

#include "base/hash.h"
#include "base/text.h"
#include "record/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace securebase::record {

namespace {

constexpr std::string_view ending = ".json";
constexpr std::size_t most_bytes = std::size_t{16} << 20U;

base::Result<void> make_folder(std::string const& path)
{
    if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
        return system_error("create the folder", path, errno);
    }
    return {};
}

} // namespace

std::string rig_path(std::string const& data_folder)
{
    return data_folder + "/rig";
}

base::Result<void> open_rig_shelf(std::string const& data_folder)
{
    if (auto made = make_folder(data_folder); !made) {
        return made;
    }
    if (auto made = make_folder(rig_path(data_folder)); !made) {
        return made;
    }
    return sync_folder(data_folder);
}

base::Result<std::string> keep_rig_report(std::string const& data_folder, std::string_view bytes)
{
    std::string const folder = rig_path(data_folder);
    std::string const hash = base::hash_hex(bytes);
    std::string const path = folder + '/' + hash + std::string(ending);
    std::string const aside = path + "." + base::random_hex(4) + ".new";
    int const file =
        ::open(aside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) {
        return system_error("create", aside, errno);
    }
    auto const written = write_and_close(file, path, bytes);
    // A link never takes the place of anything.
    int const failed = written && ::link(aside.c_str(), path.c_str()) != 0 ? errno : 0;
    ::unlink(aside.c_str());
    if (!written) {
        return written.error();
    }
    if (failed != 0 && failed != EEXIST) { // EEXIST: the same bytes are there.
        return system_error("create", path, failed);
    }
    if (auto const synced = sync_folder(folder); !synced) {
        return synced.error();
    }
    return hash;
}

std::vector<KeptReport> rig_reports(std::string const& data_folder)
{
    std::string const folder = rig_path(data_folder);
    std::vector<KeptReport> reports;
    for (std::string const& hash : list_names(folder, ending)) {
        auto bytes = base::read_file(folder + '/' + hash + std::string(ending), most_bytes);
        if (bytes && base::hash_hex(*bytes) == hash) {
            reports.push_back({hash, *std::move(bytes)});
        }
    }
    return reports;
}

} // namespace securebase::record
