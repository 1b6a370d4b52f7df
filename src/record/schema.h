// SPDX-License-Identifier: MIT
// The tables of a study's index.
#pragma once

#include <cstdint>

namespace securebase::record {

/// "SBST": tells an index from any other SQLite file.
inline constexpr std::int32_t index_application_id = 0x53425354;
/// Grows with every change of the tables.
inline constexpr std::int32_t index_version = 7;

extern char const* const index_tables;
/// Takes the tables of any earlier version away.
extern char const* const drop_index_tables;

} // namespace securebase::record
