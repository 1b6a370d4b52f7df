// SPDX-License-Identifier: MIT
// Scores of people as a table, ready for any format.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace securebase::report {

struct PersonColumn {
    std::string name; ///< snake_case, distinct; not `participant` or `visit`.
    std::string description;
    std::string unit;     ///< "ms", "1-7", "share"; may be empty.
    bool is_text = false; ///< Its cells are words.
};

/// Nothing is a missing value.
using PersonCell = std::variant<std::monostate, double, std::string>;

/// One person at one visit.
struct PersonRow {
    std::string participant;
    std::int64_t visit = 1;
    std::vector<PersonCell> cells; ///< As wide as PersonTable::columns.
};

struct PersonTable {
    std::vector<PersonColumn> columns; ///< In the order of the export.
    std::vector<PersonRow> rows;
};

} // namespace securebase::report
