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
void write_person(Line& line, PersonRow const& row);

} // namespace securebase::report
