// SPDX-License-Identifier: MIT
// Comma-separated tables after RFC 4180: read with the place of every cell, written with quoting.
#pragma once

#include "base/diagnostics.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::base {

struct CsvCell {
    std::string text;
    std::uint32_t line = 0;
    std::uint32_t column =
        0; ///< Code points from 1, of the first character (or the opening quote).
};

struct CsvTable {
    std::string file;
    std::vector<CsvCell> header;
    std::vector<std::vector<CsvCell>> rows; ///< Every row as wide as the header.

    std::optional<std::size_t> column(std::string_view name) const;
    Place place_of(CsvCell const& cell) const;
};

/// Reads a whole table. Separator comma, or tab when the name ends in .tsv; quotes doubled inside
/// quotes; LF or CRLF; an optional BOM is skipped. All faults are added at their place: not UTF-8,
/// ragged row, empty or duplicate column name, unclosed quote, text after a closing quote, over 200
/// columns, cell over 64 KiB, no header. Returns what could be read, or nothing when it is
/// hopeless.
std::optional<CsvTable> read_csv(std::string const& file, Diagnostics& diagnostics);
std::optional<CsvTable>
read_csv_text(std::string const& file, std::string_view bytes, Diagnostics& diagnostics);

/// One field, quoted only when it holds a comma, a quote, CR or LF (RFC 4180).
std::string csv_field(std::string_view text);
/// Fields joined by commas and ended by LF.
std::string csv_line(std::vector<std::string> const& fields);

} // namespace securebase::base
