// SPDX-License-Identifier: MIT
// The columns of sessions.csv: what each session's timing was like, and what its data support.
#pragma once

#include "events/rows.h"
#include "report/cell.h"
#include "report/column.h"

#include <vector>

namespace securebase::report {

std::vector<Column> session_columns();
void write_session(Line& line, events::SessionRows const& session);

} // namespace securebase::report
