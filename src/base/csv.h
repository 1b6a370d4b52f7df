// SPDX-License-Identifier: MIT
// Comma-separated tables after RFC 4180: read with the place of every cell, written with quoting.
#pragma once

#include "base/diagnostics.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::base {

struct CsvCell {
    std::string text;
    std::uint32_t line = 0;
    std::uint32_t column = 0; ///< Code points from 1, of the first character (or opening quote).
    std::uint32_t length = 1; ///< Code points as written on that line, quotes included; at least 1.
};

struct CsvTable {
    std::string file;
    std::vector<CsvCell> header;
    std::vector<std::vector<CsvCell>> rows; ///< Every row as wide as the header.

    std::optional<std::size_t> column(std::string_view name) const;
    Place place_of(CsvCell const& cell) const;
};

/// Reads a whole table. Separator comma, or tab when the name ends in .tsv; quotes doubled inside
/// quotes; LF or CRLF; an optional BOM is skipped; lines without any character hold no row.
/// All faults are added at their place, as errors:
/// `csv-unreadable`, `csv-empty` (no header), `not-utf8`, `csv-control` (a control character),
/// `csv-line-end` (a lone CR), `csv-quote` (a quote inside a cell that does not begin with one,
/// text after a closing quote), `csv-unclosed-quote`, `csv-ragged`, `csv-column-name` (empty, or
/// with blanks around it), `csv-duplicate-column`, `csv-separator` (semicolons or tabs instead),
/// `csv-too-many-columns` (over 200), `csv-cell-too-long` (over 64 KiB).
/// Returns what could be read (ragged rows are left out), or nothing when it is hopeless.
std::optional<CsvTable> read_csv(std::string const& file, Diagnostics& diagnostics);
std::optional<CsvTable>
read_csv_text(std::string const& file, std::string_view bytes, Diagnostics& diagnostics);

/// The one of comma, semicolon and tab that stands most often in the first line, outside quotes;
/// comma when none does.
char separator_of(std::string_view bytes);

/// What sees a table that is too long to hold, row by row.
struct CsvWalk {
    std::function<bool(CsvTable const&)> begin;    ///< The header; false: the rest is not wanted.
    std::function<void(std::vector<CsvCell>)> row; ///< As wide as the header.
};
/// As read_csv_text(), with a separator that is known. False when it is hopeless or not wanted.
bool walk_csv_text(std::string const& file,
                   std::string_view bytes,
                   char separator,
                   CsvWalk const& walk,
                   Diagnostics& diagnostics);

/// One field, quoted only when it holds a comma, a quote, CR or LF (RFC 4180).
std::string csv_field(std::string_view text);
/// Fields joined by commas and ended by LF. A single empty field is written as "" lest its line be
/// empty.
std::string csv_line(std::vector<std::string> const& fields);

} // namespace securebase::base
