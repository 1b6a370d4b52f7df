// SPDX-License-Identifier: MIT
// The few system calls of this room, with their failures as sentences.
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace securebase::record {

/// "cannot DOING 'PATH': reason", with a hint where there is one to give.
base::Error system_error(std::string_view doing, std::string const& path, int error);

/// Makes the names in a folder durable.
base::Result<void> sync_folder(std::string const& folder);

} // namespace securebase::record
