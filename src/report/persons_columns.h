// SPDX-License-Identifier: MIT
// The columns of persons.csv.
#pragma once

#include "report/cell.h"
#include "report/column.h"
#include "report/person_table.h"

#include <vector>

namespace securebase::report {

/// participant and visit, then the scores in the order of the table.
std::vector<Column> person_columns(PersonTable const& table);
/// Numbers are rounded as decimals_of() says.
void write_person(Line& line, PersonTable const& table, PersonRow const& row);

/// Decimals a score keeps by its unit: counts none, ms three, all else four. The trials hold
/// everything from which it can be calculated anew.
int decimals_of(PersonColumn const& column);

} // namespace securebase::report
