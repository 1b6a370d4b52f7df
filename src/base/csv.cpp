// SPDX-License-Identifier: MIT
// The reader and writer of comma-separated tables.
#include "base/csv.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace securebase::base {

namespace {

constexpr std::size_t most_columns = 200;
constexpr std::size_t longest_cell = std::size_t{64} << 10U;
constexpr std::size_t most_ragged_rows_shown = 20;
constexpr std::string_view bom = "\xEF\xBB\xBF";

std::string count_of(std::size_t count, std::string_view thing)
{
    return std::to_string(count) + ' ' + std::string(thing) + (count == 1 ? "" : "s");
}

/// Walks the bytes of a table already known to be UTF-8 and hands out rows.
class Scanner {
public:
    Scanner(std::string file, std::string_view bytes, char separator, Diagnostics& diagnostics)
        : file_(std::move(file)), bytes_(bytes), separator_(separator), diagnostics_(diagnostics)
    {}

    bool at_end() const { return at_ >= bytes_.size(); }
    /// True once nothing after this point can be trusted.
    bool is_hopeless() const { return hopeless_; }

    /// The next line with anything on it, or nothing at the end of the table.
    std::optional<std::vector<CsvCell>> next_row()
    {
        while (!at_end() && at_line_end()) {
            skip_line_end();
        }
        if (at_end()) {
            return std::nullopt;
        }
        std::vector<CsvCell> row;
        for (;;) {
            row.push_back(next_cell());
            if (hopeless_ || at_end()) {
                return row;
            }
            if (at_line_end()) {
                skip_line_end();
                return row;
            }
            skip(); // the separator
        }
    }

private:
    bool at_line_end() const { return bytes_[at_] == '\n' || bytes_[at_] == '\r'; }

    Place here() const { return {file_, line_, column_, 1}; }

    /// One character within a line.
    void skip()
    {
        auto const byte = static_cast<unsigned char>(bytes_[at_]);
        if ((byte < 0x20 && byte != '\t') || byte == 0x7F) {
            diagnostics_.error(here(),
                               "csv-control",
                               "control character U+00" + format_hex(byte, 2),
                               "delete it; it is invisible in most editors");
        }
        ++at_;
        while (at_ < bytes_.size() && (static_cast<unsigned char>(bytes_[at_]) & 0xC0U) == 0x80U) {
            ++at_;
        }
        ++column_;
    }

    void skip_line_end()
    {
        bool const carriage_return = bytes_[at_] == '\r';
        bool const pair = carriage_return && at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '\n';
        if (carriage_return && !pair && !told_line_end_) {
            told_line_end_ = true;
            diagnostics_.error(here(),
                               "csv-line-end",
                               "line ended by a carriage return alone",
                               "save the table with LF or CRLF line ends");
        }
        at_ += pair ? 2 : 1;
        ++line_;
        column_ = 1;
    }

    CsvCell next_cell()
    {
        CsvCell cell{{}, line_, column_, 1};
        if (!at_end() && bytes_[at_] == '"') {
            read_quoted(cell);
        } else {
            read_plain(cell);
        }
        if (!hopeless_ && cell.text.size() > longest_cell) {
            diagnostics_.error({file_, cell.line, cell.column, cell.length},
                               "csv-cell-too-long",
                               "cell of " + count_of(cell.text.size(), "byte") + ", at most " +
                                   std::to_string(longest_cell) + " are allowed",
                               "keep long texts in the script or in a file of their own");
        }
        return cell;
    }

    bool at_cell_end() const { return at_end() || at_line_end() || bytes_[at_] == separator_; }

    void read_plain(CsvCell& cell)
    {
        std::size_t const from = at_;
        bool told = false;
        while (!at_cell_end()) {
            if (bytes_[at_] == '"' && !told) {
                told = true;
                diagnostics_.error(here(),
                                   "csv-quote",
                                   "quote inside a cell that does not begin with one",
                                   "put the whole cell in quotes and double the quotes inside it");
            }
            skip();
        }
        cell.text = bytes_.substr(from, at_ - from);
        cell.length = std::max<std::uint32_t>(1, column_ - cell.column);
    }

    void read_quoted(CsvCell& cell)
    {
        Place const opened = here();
        skip();
        for (;;) {
            if (at_end()) {
                hopeless_ = true;
                diagnostics_.error(opened,
                                   "csv-unclosed-quote",
                                   "quote opened here is never closed",
                                   "close it with \"; write a quote inside a cell as \"\"");
                return;
            }
            std::size_t const from = at_;
            if (at_line_end()) {
                close_length(cell);
                skip_line_end();
            } else if (bytes_[at_] == '"') {
                skip();
                if (at_end() || bytes_[at_] != '"') {
                    break;
                }
                skip();
                cell.text += '"';
                continue;
            } else {
                skip();
            }
            cell.text += bytes_.substr(from, at_ - from);
        }
        close_length(cell);
        read_after_quote(cell);
    }

    /// A cell of several lines is as long as its part on the first.
    void close_length(CsvCell& cell) const
    {
        if (line_ == cell.line) {
            cell.length = std::max<std::uint32_t>(1, column_ - cell.column);
        }
    }

    void read_after_quote(CsvCell& cell)
    {
        if (at_cell_end()) {
            return;
        }
        Place place = here();
        std::size_t const from = at_;
        while (!at_cell_end()) {
            skip();
        }
        place.length = column_ - place.column;
        diagnostics_.error(place,
                           "csv-quote",
                           "text after the closing quote of a cell",
                           "put a comma between two cells; write a quote inside a cell as \"\"");
        cell.text += bytes_.substr(from, at_ - from);
    }

    std::string file_;
    std::string_view bytes_;
    char separator_;
    Diagnostics& diagnostics_;
    std::size_t at_ = 0;
    std::uint32_t line_ = 1;
    std::uint32_t column_ = 1;
    bool told_line_end_ = false;
    bool hopeless_ = false;
};

/// False, with the place told, when a byte is not UTF-8.
bool check_utf8(std::string const& file, std::string_view bytes, Diagnostics& diagnostics)
{
    std::optional<std::size_t> const bad = first_invalid_utf8(bytes);
    if (!bad) {
        return true;
    }
    std::string_view const before = bytes.substr(0, *bad);
    std::size_t const line_start = before.find_last_of('\n') + 1; // npos + 1 is 0
    auto const lines = std::count(before.begin(), before.end(), '\n');
    diagnostics.error({file,
                       static_cast<std::uint32_t>(lines + 1),
                       static_cast<std::uint32_t>(count_code_points(before.substr(line_start)) + 1),
                       1},
                      "not-utf8",
                      "not UTF-8 (byte 0x" +
                          format_hex(static_cast<unsigned char>(bytes[*bad]), 2) + ")",
                      "save the table as UTF-8 (in a spreadsheet: 'CSV UTF-8')");
    return false;
}

/// Whether other characters than the separator part the columns, which is told.
bool has_other_separator(CsvTable const& table, char separator, Diagnostics& diagnostics)
{
    if (table.header.size() != 1) {
        return false;
    }
    CsvCell const& only = table.header.front();
    constexpr std::array<std::pair<char, std::string_view>, 4> separators{
        {{';', "semicolons"}, {'\t', "tabs"}, {',', "commas"}, {'|', "upright strokes"}}};
    auto const* const other =
        std::find_if(separators.begin(), separators.end(), [&](auto const& one) {
            return one.first != separator && only.text.find(one.first) != std::string::npos;
        });
    if (other == separators.end()) {
        return false;
    }
    std::string const wrong(other->second);
    std::string const right = separator == ',' ? "commas" : "tabs";
    diagnostics.error(table.place_of(only),
                      "csv-separator",
                      "the columns are separated by " + wrong + ", not by " + right,
                      separator == ',' ? "save the table with commas between the cells, and dots "
                                         "in numbers"
                                       : "name the file .csv, or save it with tabs");
    return true;
}

void check_header(CsvTable const& table, Diagnostics& diagnostics)
{
    std::map<std::string, CsvCell const*> seen;
    for (CsvCell const& cell : table.header) {
        if (trim(cell.text).empty()) {
            diagnostics.error(table.place_of(cell),
                              "csv-column-name",
                              "column without a name",
                              "name every column in the first line, or delete the column");
            continue;
        }
        if (trim(cell.text).size() != cell.text.size()) {
            diagnostics.error(table.place_of(cell),
                              "csv-column-name",
                              "column name '" + cell.text + "' has a blank before or after it",
                              "delete the blank");
        }
        auto const [first, is_new] = seen.emplace(trim(cell.text), &cell);
        if (!is_new) {
            diagnostics.add({Severity::error,
                             table.place_of(cell),
                             "column '" + first->first + "' appears twice",
                             "rename or delete one of the two",
                             "csv-duplicate-column",
                             table.place_of(*first->second),
                             "first column of this name"});
        }
    }
}

void tell_ragged(CsvTable const& table,
                 std::vector<CsvCell> const& row,
                 std::size_t count_so_far,
                 Diagnostics& diagnostics)
{
    Place const place = table.place_of(row.front());
    if (count_so_far == most_ragged_rows_shown) {
        diagnostics.error(place,
                          "csv-ragged",
                          "this row and perhaps more after it have the wrong number of cells",
                          "mend the rows named before and check again");
    }
    if (count_so_far >= most_ragged_rows_shown) {
        return;
    }
    diagnostics.error(place,
                      "csv-ragged",
                      "row has " + count_of(row.size(), "cell") + ", the header has " +
                          std::to_string(table.header.size()),
                      row.size() > table.header.size() ? "put a cell that holds a comma in quotes"
                                                       : "an empty cell still needs its comma");
}

} // namespace

std::optional<std::size_t> CsvTable::column(std::string_view name) const
{
    auto const found = std::find_if(
        header.begin(), header.end(), [name](CsvCell const& cell) { return cell.text == name; });
    if (found == header.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - header.begin());
}

Place CsvTable::place_of(CsvCell const& cell) const
{
    return {file, cell.line, cell.column, cell.length};
}

std::optional<CsvTable> read_csv(std::string const& file, Diagnostics& diagnostics)
{
    Result<std::string> const bytes = load_file(file);
    if (!bytes) {
        diagnostics.error(
            {file, 0, 0, 1}, "csv-unreadable", bytes.error().what, bytes.error().hint);
        return std::nullopt;
    }
    return read_csv_text(file, *bytes, diagnostics);
}

std::optional<CsvTable>
read_csv_text(std::string const& file, std::string_view bytes, Diagnostics& diagnostics)
{
    char const separator = to_lower_ascii(file).ends_with(".tsv") ? '\t' : ',';
    CsvTable table;
    CsvWalk const walk{
        [&table](CsvTable const& head) {
            table = head;
            return true;
        },
        [&table](std::vector<CsvCell> row) { table.rows.push_back(std::move(row)); }};
    if (!walk_csv_text(file, bytes, separator, walk, diagnostics)) {
        return std::nullopt;
    }
    return table;
}

char separator_of(std::string_view bytes)
{
    constexpr std::array<char, 3> known{',', ';', '\t'};
    std::array<std::size_t, 3> counts{};
    bool quoted = false;
    for (char const c : bytes.substr(0, bytes.find_first_of("\r\n"))) {
        quoted = quoted != (c == '"');
        for (std::size_t i = 0; i < known.size(); ++i) {
            counts[i] += !quoted && c == known[i] ? 1U : 0U;
        }
    }
    auto const most = std::max_element(counts.begin(), counts.end()) - counts.begin();
    return known[static_cast<std::size_t>(most)];
}

bool walk_csv_text(std::string const& file,
                   std::string_view bytes,
                   char separator,
                   CsvWalk const& walk,
                   Diagnostics& diagnostics)
{
    if (bytes.starts_with(bom)) {
        bytes.remove_prefix(bom.size());
    }
    if (!check_utf8(file, bytes, diagnostics)) {
        return false;
    }
    Scanner scanner(file, bytes, separator, diagnostics);
    std::optional<std::vector<CsvCell>> header = scanner.next_row();
    if (!header) {
        diagnostics.error({file, 0, 0, 1},
                          "csv-empty",
                          "the table is empty",
                          "the first line must name the columns");
        return false;
    }
    CsvTable const table{file, std::move(*header), {}};
    if (table.header.size() > most_columns) {
        diagnostics.error(table.place_of(table.header[most_columns]),
                          "csv-too-many-columns",
                          "table of " + count_of(table.header.size(), "column") + ", at most " +
                              std::to_string(most_columns) + " are allowed",
                          "delete the columns the script does not use");
        return false;
    }
    if (scanner.is_hopeless() || has_other_separator(table, separator, diagnostics)) {
        return false;
    }
    check_header(table, diagnostics);
    if (!walk.begin(table)) {
        return false;
    }
    std::size_t ragged = 0;
    while (std::optional<std::vector<CsvCell>> row = scanner.next_row()) {
        if (scanner.is_hopeless()) {
            break; // the row swallowed the rest of the table
        }
        if (row->size() != table.header.size()) {
            tell_ragged(table, *row, ragged++, diagnostics);
            continue;
        }
        walk.row(std::move(*row));
    }
    return true;
}

std::string csv_field(std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        return std::string(text);
    }
    std::string quoted = "\"";
    for (char const c : text) {
        quoted += c;
        if (c == '"') {
            quoted += c;
        }
    }
    return quoted += '"';
}

std::string csv_line(std::vector<std::string> const& fields)
{
    if (fields.size() == 1 && fields.front().empty()) {
        return "\"\"\n";
    }
    std::string line;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        line += i > 0 ? "," : "";
        line += csv_field(fields[i]);
    }
    return line += '\n';
}

} // namespace securebase::base
