// SPDX-License-Identifier: MIT
// Files named by their content.
#include "record/rig_shelf.h"

#include "base/hash.h"
#include "base/text.h"
#include "record/files.h"

namespace securebase::record {

namespace {

constexpr std::string_view ending = ".json";
constexpr std::size_t most_bytes = std::size_t{16} << 20U;

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
    // What is there already has the same bytes.
    if (auto const placed = place_file(folder, path, bytes); !placed) {
        return placed.error();
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
