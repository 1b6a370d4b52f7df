// SPDX-License-Identifier: MIT
// Stimulus tables: read, typed column by column (private to the room).
#pragma once

#include "model/check_context.h"

namespace securebase::model {

/// Reads every table of `stimuli:` into `source.tables`; one that cannot be read is kept as broken.
void read_tables(Checking& checking, Source& source, script::Node const& stimuli);

} // namespace securebase::model
