// SPDX-License-Identifier: MIT
// Reports on the machine that lie beside the data they speak for.
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace securebase::record {

/// Where they lie: `DIR/rig`.
std::string rig_path(std::string const& data_folder);

/// Makes the folder of a study, if it is not there yet, and the one for reports; both readable by
/// their owner alone. Does not decide what kind of study it will be.
base::Result<void> open_rig_shelf(std::string const& data_folder);

/// Keeps a report durably as `DIR/rig/HASH.json`, HASH being its BLAKE2b-256, and gives the hash.
/// What is there already is never written again. The shelf must be open.
base::Result<std::string> keep_rig_report(std::string const& data_folder, std::string_view bytes);

struct KeptReport {
    std::string hash;
    std::string bytes;
};
/// All whose content still is what their name says; none when there is no shelf.
std::vector<KeptReport> rig_reports(std::string const& data_folder);

} // namespace securebase::record
