// SPDX-License-Identifier: MIT
// Everything a script may name: kinds of stimuli and responses, scoring rules.
#pragma once

#include "model/catalogue.h"
#include "stage/kind.h"

namespace securebase::app {

model::Catalogue catalogue(stage::Kinds const& kinds);

} // namespace securebase::app
