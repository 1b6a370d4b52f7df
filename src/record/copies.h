// SPDX-License-Identifier: MIT
// Where else in a data folder a session may stand: tables exported into it, copies of journals.
#pragma once

#include <string>
#include <vector>

namespace securebase::record {

/// Files below the folder, apart from the study's own, that contain one of the identifiers; sorted.
/// Files that cannot be read are passed over, links are not followed.
std::vector<std::string> find_copies(std::string const& data_folder,
                                     std::vector<std::string> const& sessions);

} // namespace securebase::record
