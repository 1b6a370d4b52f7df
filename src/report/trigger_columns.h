// SPDX-License-Identifier: MIT
// The columns of triggers.csv: the codes that other machines were told, and when.
#pragma once

#include "events/rows.h"
#include "report/cell.h"
#include "report/column.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace securebase::report {

std::vector<Column> trigger_columns();

/// What a session's codes say of conditions, by code, from its header; empty when it tells nothing.
std::map<std::int64_t, std::string> code_meanings(events::Header const& header);

/// The code at `position` of the session, from 0. `meanings` are the session's.
void write_trigger(Line& line,
                   events::SessionRows const& session,
                   std::map<std::int64_t, std::string> const& meanings,
                   std::size_t position);

} // namespace securebase::report
