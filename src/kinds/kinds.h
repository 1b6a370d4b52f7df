// SPDX-License-Identifier: MIT
// Every kind of stimulus and response there is.
#pragma once

#include "stage/kind.h"

namespace securebase::kinds {

/// In the order in which lists and manuals show them.
stage::Kinds all();

} // namespace securebase::kinds
