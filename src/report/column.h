// SPDX-License-Identifier: MIT
// What a column of an export is: the same words for the table and for its dictionary.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace securebase::report {

enum class ColumnType : std::uint8_t { text, integer, number, flag };
std::string name_of(ColumnType type); ///< "text" "integer" "number" "flag".

struct Column {
    std::string name;
    ColumnType type = ColumnType::text;
    std::string unit; ///< Empty when it has none.
    std::string description;
    std::vector<std::pair<std::string, std::string>> levels{}; ///< Value and meaning; may be empty.
};

} // namespace securebase::report
