// SPDX-License-Identifier: MIT
// Builds the tree from libyaml's events and refuses what scripts may not hold.
#pragma once

#include "base/diagnostics.h"
#include "script/reader.h"
#include "script/source.h"
#include "script/tree.h"

#include <optional>

namespace securebase::script {

/// Errors: added to `diagnostics` in the order found; see read_file.
std::optional<Node>
compose(Source const& source, Budget const& budget, base::Diagnostics& diagnostics);

} // namespace securebase::script
