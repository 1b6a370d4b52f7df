// SPDX-License-Identifier: MIT
// The few system calls of this room, with their failures as sentences.
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace securebase::record {

/// "cannot DOING 'PATH': reason", with a hint where there is one to give.
base::Error system_error(std::string_view doing, std::string const& path, int error);

/// Where the journals and stubs of a study lie.
std::string sessions_path(std::string const& data_folder);

/// Makes a folder for its owner alone, and those above it that are missing; one that is there is as
/// good.
base::Result<void> make_folder(std::string const& path);

/// Whether anything has this name, a link that leads nowhere too.
bool exists(std::string const& path);

/// Sorted names in a folder that end so, without the ending; none when it cannot be read.
std::vector<std::string> list_names(std::string const& folder, std::string_view ending);

/// Writes a text to a file just opened, makes it durable and closes it. `path` is for the error.
base::Result<void> write_and_close(int file, std::string const& path, std::string_view text);

/// Makes the names in a folder durable.
base::Result<void> sync_folder(std::string const& folder);

/// Writes a small file aside (`PATH.new`, readable by its owner alone), makes it durable and puts
/// it in the place of what is there: after a power cut the old one or the new one is there, whole.
/// `folder` is where `path` lies. Thread and process: one at a time for the same path.
base::Result<void>
replace_file(std::string const& folder, std::string const& path, std::string_view text);

/// Writes a small file aside, makes it durable and gives it its name, unless something has that
/// name already, which then stays. `folder` is where `path` lies. Thread and process: any.
base::Result<void>
place_file(std::string const& folder, std::string const& path, std::string_view text);

/// Writes zeros over all bytes of an open file and makes them durable; `path` is for the error.
base::Result<void> overwrite_with_zeros(int file, std::string const& path);

} // namespace securebase::record
