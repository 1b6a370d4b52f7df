// SPDX-License-Identifier: MIT
// A small file, whole or not at all.
#pragma once

#include "base/result.h"
#include "report/atomic_file.h"

#include <string>

namespace securebase::app {

/// In the place of what is there. Errors: as report::AtomicFile.
base::Result<void> write_file(std::string const& path, std::string const& bytes);

/// Writes all of a file that was created, and gives it its name.
base::Result<void> complete(report::AtomicFile& file, std::string const& bytes);

} // namespace securebase::app
