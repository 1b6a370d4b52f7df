// SPDX-License-Identifier: MIT
// A small study made by hand, for tests of exports.
#pragma once

#include "events/rows.h"
#include "report/person_table.h"

#include <vector>

namespace securebase::report::testing {

/// P01: two probe trials (one timed out) and a rating with an awkward answer; 007: one probe trial;
/// P03 withdrew.
std::vector<events::SessionRows> sample_sessions();
PersonTable sample_persons();

} // namespace securebase::report::testing
