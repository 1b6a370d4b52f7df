// SPDX-License-Identifier: MIT
// What every column of an export means, for people and for programs.
#pragma once

#include "report/column.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::report {

struct TableDoc {
    std::string file;
    std::string description;
    std::uint64_t rows = 0;
    std::vector<Column> columns;
};

/// dictionary.json. Ends with LF.
std::string to_dictionary(std::vector<TableDoc> const& tables, std::string_view version);

/// True when `json` is a dictionary an export made.
bool is_dictionary(std::string_view json);

} // namespace securebase::report
