// SPDX-License-Identifier: MIT
// Tables: what is read, and every fault at its place in its words.
#include "base/csv.h"
#include "base/random.h"
#include "base/text.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace securebase::base;

namespace {

struct Read {
    std::optional<CsvTable> table;
    std::string faults; ///< One line each: `line:column+length code what (hint)`.
};

Read read(std::string_view bytes, std::string const& file = "t.csv")
{
    Diagnostics diagnostics;
    Read result;
    result.table = read_csv_text(file, bytes, diagnostics);
    for (Diagnostic const& d : diagnostics.all()) {
        BOOST_TEST(d.place.file == file);
        BOOST_TEST((d.severity == Severity::error));
        result.faults += std::to_string(d.place.line) + ':' + std::to_string(d.place.column) + '+' +
                         std::to_string(d.place.length) + ' ' + d.code + ' ' + d.what + " (" +
                         d.hint + ")";
        if (d.also) {
            result.faults += " also " + std::to_string(d.also->line) + ':' +
                             std::to_string(d.also->column) + ' ' + d.also_what;
        }
        result.faults += '\n';
    }
    return result;
}

/// Cells joined by `|`, rows by LF.
std::string cells(Read const& read)
{
    if (!read.table) {
        return "nothing";
    }
    std::string text;
    auto const put = [&text](std::vector<CsvCell> const& row) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += (i > 0 ? "|" : "") + row[i].text;
        }
        text += '\n';
    };
    put(read.table->header);
    for (auto const& row : read.table->rows) {
        put(row);
    }
    return text;
}

std::string place(CsvCell const& cell)
{
    return std::to_string(cell.line) + ':' + std::to_string(cell.column) + '+' +
           std::to_string(cell.length);
}

} // namespace

BOOST_AUTO_TEST_SUITE(base_csv)

BOOST_AUTO_TEST_CASE(a_plain_table_is_read_with_places)
{
    Read const r = read("word,side\nnaïve,left\n愛,right\n");
    BOOST_TEST(r.faults == "");
    BOOST_TEST(cells(r) == "word|side\nnaïve|left\n愛|right\n");
    BOOST_TEST(place(r.table->header[1]) == "1:6+4");
    BOOST_TEST(place(r.table->rows[0][1]) == "2:7+4");
    BOOST_TEST(place(r.table->rows[1][1]) == "3:3+5");
    BOOST_TEST((r.table->place_of(r.table->rows[1][1]) == Place{"t.csv", 3, 3, 5}));
    BOOST_TEST(r.table->column("side").value() == 1U);
    BOOST_TEST(!r.table->column("Side").has_value());
}

BOOST_AUTO_TEST_CASE(quotes_hold_commas_line_ends_and_doubled_quotes)
{
    Read const r = read("a,b\n\"x, y\",\"he said \"\"no\"\"\"\n\"two\r\nlines\",z\n\"\",q\n");
    BOOST_TEST(r.faults == "");
    BOOST_TEST(cells(r) == "a|b\nx, y|he said \"no\"\ntwo\r\nlines|z\n|q\n");
    BOOST_TEST(place(r.table->rows[0][0]) == "2:1+6");
    BOOST_TEST(place(r.table->rows[0][1]) == "2:8+16");
    BOOST_TEST(place(r.table->rows[1][0]) == "3:1+4");
    BOOST_TEST(place(r.table->rows[1][1]) == "4:8+1");
    BOOST_TEST(place(r.table->rows[2][1]) == "5:4+1");
}

BOOST_AUTO_TEST_CASE(line_ends_a_byte_order_mark_and_empty_lines_do_not_matter)
{
    std::string const expected = "a|b\n1|2\n3|4\n";
    BOOST_TEST(cells(read("a,b\r\n1,2\r\n3,4\r\n")) == expected);
    BOOST_TEST(cells(read("a,b\n1,2\n3,4")) == expected);
    BOOST_TEST(cells(read("\xEF\xBB\xBF"
                          "a,b\n1,2\n3,4\n")) == expected);
    Read const r = read("\na,b\n\n1,2\n\r\n3,4\n\n\n");
    BOOST_TEST(cells(r) == expected);
    BOOST_TEST(r.faults == "");
    BOOST_TEST(r.table->rows[1][0].line == 6U);
}

BOOST_AUTO_TEST_CASE(empty_cells_are_cells)
{
    BOOST_TEST(cells(read("a,b,c\n,,\n1,,3\n")) == "a|b|c\n||\n1||3\n");
    BOOST_TEST(cells(read("a\n\"\"\nx\n")) == "a\n\nx\n");
}

BOOST_AUTO_TEST_CASE(blanks_belong_to_the_cell)
{
    BOOST_TEST(cells(read("a,b\n x , y\n")) == "a|b\n x | y\n");
}

BOOST_AUTO_TEST_CASE(a_name_in_tsv_means_tabs)
{
    BOOST_TEST(cells(read("a\tb\n1,5\t2\n", "t.TSV")) == "a|b\n1,5|2\n");
    BOOST_TEST(
        read("a,b\n1,2\n", "t.tsv").faults ==
        "1:1+3 csv-separator the columns are separated by commas, not by tabs (name the file "
        ".csv, or save it with tabs)\n");
}

BOOST_AUTO_TEST_CASE(a_table_without_rows_is_a_table)
{
    Read const r = read("a,b\n");
    BOOST_TEST(r.faults == "");
    BOOST_TEST(cells(r) == "a|b\n");
}

BOOST_AUTO_TEST_CASE(fault_empty)
{
    for (std::string_view const bytes : {"", "\n\r\n", "\xEF\xBB\xBF"}) {
        Read const r = read(bytes);
        BOOST_TEST(cells(r) == "nothing");
        BOOST_TEST(r.faults ==
                   "0:0+1 csv-empty the table is empty (the first line must name the columns)\n");
    }
}

BOOST_AUTO_TEST_CASE(fault_not_utf8)
{
    Read const r = read("wört,b\nok,né\xE9,3\n");
    BOOST_TEST(cells(r) == "nothing");
    BOOST_TEST(r.faults == "2:6+1 not-utf8 not UTF-8 (byte 0xE9) (save the table as UTF-8 (in a "
                           "spreadsheet: 'CSV UTF-8'))\n");
    BOOST_TEST(read("\xFF\xFE"
                    "a")
                   .faults.starts_with("1:1+1 not-utf8 not UTF-8 (byte 0xFF)"));
}

BOOST_AUTO_TEST_CASE(fault_ragged)
{
    Read const r = read("a,b,c,d\n1,2,3,4\n1,2,3\n1\n1,2,3,4,5\n5,6,7,8\n");
    BOOST_TEST(r.faults ==
               "3:1+1 csv-ragged row has 3 cells, the header has 4 (an empty cell still needs its "
               "comma)\n"
               "4:1+1 csv-ragged row has 1 cell, the header has 4 (an empty cell still needs its "
               "comma)\n"
               "5:1+1 csv-ragged row has 5 cells, the header has 4 (put a cell that holds a comma "
               "in quotes)\n");
    BOOST_TEST(cells(r) == "a|b|c|d\n1|2|3|4\n5|6|7|8\n");
}

BOOST_AUTO_TEST_CASE(many_ragged_rows_are_told_twenty_times)
{
    std::string bytes = "a,b\n";
    for (int i = 0; i < 500; ++i) {
        bytes += "1\n";
    }
    Diagnostics diagnostics;
    BOOST_TEST(read_csv_text("t.csv", bytes, diagnostics)->rows.empty());
    BOOST_TEST(diagnostics.error_count() == 21U);
    BOOST_TEST(diagnostics.all().back().place.line == 22U);
    BOOST_TEST(diagnostics.all().back().what ==
               "this row and perhaps more after it have the wrong number of cells");
}

BOOST_AUTO_TEST_CASE(fault_column_names)
{
    Read const r = read("a,,b, c,a\n1,2,3,4,5\n");
    BOOST_TEST(r.faults ==
               "1:3+1 csv-column-name column without a name (name every column in the first line, "
               "or delete the column)\n"
               "1:6+2 csv-column-name column name ' c' has a blank before or after it (delete the "
               "blank)\n"
               "1:9+1 csv-duplicate-column column 'a' appears twice (rename or delete one of the "
               "two) also 1:1 first column of this name\n");
    BOOST_TEST(cells(r) == "a||b| c|a\n1|2|3|4|5\n");
}

BOOST_AUTO_TEST_CASE(fault_unclosed_quote)
{
    Read const r = read("a,b\n1,2\n3,\"never\n5,6\n");
    BOOST_TEST(r.faults == "3:3+1 csv-unclosed-quote quote opened here is never closed (close it "
                           "with \"; write a quote inside a cell as \"\")\n");
    BOOST_TEST(cells(r) == "a|b\n1|2\n");
    BOOST_TEST(cells(read("a,\"b\n1,2\n")) == "nothing");
}

BOOST_AUTO_TEST_CASE(fault_text_after_a_closing_quote)
{
    Read const r = read("a,b\n\"x\" y,2\n");
    BOOST_TEST(r.faults == "2:4+2 csv-quote text after the closing quote of a cell (put a comma "
                           "between two cells; write a quote inside a cell as \"\")\n");
}

BOOST_AUTO_TEST_CASE(fault_quote_inside_a_plain_cell)
{
    Read const r = read("a,b\nx, \"y\"\n");
    BOOST_TEST(r.faults == "2:4+1 csv-quote quote inside a cell that does not begin with one (put "
                           "the whole cell in quotes and double the quotes inside it)\n");
}

BOOST_AUTO_TEST_CASE(fault_semicolons)
{
    Read const r = read("word;side\nx;left\n");
    BOOST_TEST(r.faults == "1:1+9 csv-separator the columns are separated by semicolons, not by "
                           "commas (save the table with commas between the cells, and dots in "
                           "numbers)\n");
    BOOST_TEST(cells(read("word;load\nx;3,5\n")) == "nothing"); // and no word of ragged rows
}

BOOST_AUTO_TEST_CASE(fault_lone_carriage_return)
{
    Read const r = read("a,b\r1,2\r3,4\r");
    BOOST_TEST(r.faults == "1:4+1 csv-line-end line ended by a carriage return alone (save the "
                           "table with LF or CRLF line ends)\n");
    BOOST_TEST(cells(r) == "a|b\n1|2\n3|4\n");
}

BOOST_AUTO_TEST_CASE(fault_control_character)
{
    using namespace std::string_view_literals;
    Read const r = read("a,b\n1,x\0y\n"sv);
    BOOST_TEST(r.faults == "2:4+1 csv-control control character U+0000 (delete it; it is invisible "
                           "in most editors)\n");
}

BOOST_AUTO_TEST_CASE(fault_too_many_columns)
{
    std::string header = "c1";
    for (int i = 2; i <= 200; ++i) {
        header += ",c" + std::to_string(i);
    }
    BOOST_TEST(read(header + "\n").faults == "");
    Read const r = read(header + ",last\n");
    BOOST_TEST(r.faults == "1:893+4 csv-too-many-columns table of 201 columns, at most 200 are "
                           "allowed (delete the columns the script does not use)\n");
    BOOST_TEST(cells(r) == "nothing");
}

BOOST_AUTO_TEST_CASE(fault_cell_too_long)
{
    std::string const longest(65'536, 'x');
    BOOST_TEST(read("a,b\n1," + longest + "\n").faults == "");
    BOOST_TEST(read("a,b\n1," + longest + "x\n").faults ==
               "2:3+65537 csv-cell-too-long cell of 65537 bytes, at most 65536 are allowed (keep "
               "long texts in the script or in a file of their own)\n");
}

BOOST_AUTO_TEST_CASE(fault_unreadable)
{
    securebase::support::TemporaryFolder const folder;
    Diagnostics diagnostics;
    BOOST_TEST(!read_csv(folder.path("absent.csv"), diagnostics).has_value());
    BOOST_TEST(!read_csv(folder.path(), diagnostics).has_value());
    BOOST_REQUIRE(diagnostics.error_count() == 2U);
    BOOST_TEST(diagnostics.all()[0].what == "no such file");
    BOOST_TEST(diagnostics.all()[0].code == "csv-unreadable");
    BOOST_TEST(diagnostics.all()[1].what == "this is a folder, not a file");
    BOOST_TEST(read_csv(folder.write("t.csv", "a\n1\n"), diagnostics)->rows.size() == 1U);
}

BOOST_AUTO_TEST_CASE(fields_are_quoted_only_when_they_must)
{
    BOOST_TEST(csv_field("plain text") == "plain text");
    BOOST_TEST(csv_field("") == "");
    BOOST_TEST(csv_field("a,b") == "\"a,b\"");
    BOOST_TEST(csv_field("say \"no\"") == "\"say \"\"no\"\"\"");
    BOOST_TEST(csv_field("a\nb") == "\"a\nb\"");
    BOOST_TEST(csv_field("a\rb") == "\"a\rb\"");
    BOOST_TEST(csv_line({"a", "", "x,y"}) == "a,,\"x,y\"\n");
    BOOST_TEST(csv_line({""}) == "\"\"\n");
    BOOST_TEST(csv_line({}) == "\n");
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back)
{
    std::vector<std::string> const fields = {"", "a,b", "\"", "x\r\ny", " z ", "\"\"q", "愛"};
    std::string const header = csv_line({"1", "2", "3", "4", "5", "6", "7"});
    Read const r = read(header + csv_line(fields));
    BOOST_TEST(r.faults == "");
    BOOST_REQUIRE(r.table->rows.size() == 1U);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        BOOST_TEST(r.table->rows[0][i].text == fields[i]);
    }
}

BOOST_AUTO_TEST_CASE(random_tables_are_read_back_with_every_cell_at_its_place)
{
    std::vector<std::string> const pieces = {
        "", "a", "愛", "é", ",", "\"", "\"\"", "\n", "\r\n", " ", "\t", ";", "#", "0.5"};
    Random random(7);
    for (int table = 0; table < 300; ++table) {
        std::size_t const width = 1 + static_cast<std::size_t>(random.below(5));
        std::vector<std::string> names;
        for (std::size_t i = 0; i < width; ++i) {
            names.push_back("c" + std::to_string(i));
        }
        std::string bytes = csv_line(names);
        std::vector<std::vector<std::string>> rows(static_cast<std::size_t>(random.below(6)));
        for (auto& row : rows) {
            for (std::size_t i = 0; i < width; ++i) {
                row.emplace_back();
                for (std::uint64_t left = random.below(4); left > 0; --left) {
                    row.back() += pieces.at(static_cast<std::size_t>(random.below(pieces.size())));
                }
            }
            bytes += csv_line(row);
        }
        Read const r = read(bytes);
        BOOST_TEST(r.faults == "", bytes);
        BOOST_REQUIRE(r.table->rows.size() == rows.size());
        std::vector<std::string> const lines = split(bytes, '\n');
        for (std::size_t i = 0; i < rows.size(); ++i) {
            for (std::size_t j = 0; j < width; ++j) {
                CsvCell const& cell = r.table->rows[i][j];
                BOOST_TEST(cell.text == rows[i][j], bytes);
                // The first line of the cell as written stands where the cell says.
                std::vector<char32_t> const line = code_points(lines.at(cell.line - 1));
                std::string const field =
                    width == 1 && cell.text.empty() ? "\"\"" : csv_field(cell.text);
                std::vector<char32_t> const first =
                    code_points(std::string_view(field).substr(0, field.find('\n')));
                BOOST_REQUIRE(cell.column - 1 + first.size() <= line.size());
                BOOST_TEST(std::equal(first.begin(), first.end(), line.begin() + cell.column - 1));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(damaged_tables_are_answered_with_places_that_exist)
{
    std::string const whole =
        "word,side,\"long name\"\nnaïve,left,\"x, y\"\r\n愛,right,\"a \"\"b\"\"\n"
        "c\"\n,,\n1,2,3\n";
    std::vector<std::string> const signs = {
        "\"", ",", "\n", "\r", ";", "\t", "x", "\xC3", "é", " "};
    Random random(8);
    int refused = 0;
    for (int i = 0; i < 3'000; ++i) {
        std::string text = whole;
        for (std::uint64_t left = 1 + random.below(3); left > 0; --left) {
            auto const at = static_cast<std::size_t>(random.below(text.size()));
            if (random.below(2) == 0) {
                text.erase(at, static_cast<std::size_t>(random.below(9)));
            } else {
                text.insert(at, signs.at(static_cast<std::size_t>(random.below(signs.size()))));
            }
        }
        Diagnostics diagnostics;
        auto const table = read_csv_text("t.csv", text, diagnostics);
        BOOST_TEST((table.has_value() || diagnostics.has_errors()), text);
        for (auto const& row : table ? table->rows : std::vector<std::vector<CsvCell>>{}) {
            BOOST_TEST(row.size() == table->header.size(), text);
        }
        for (Diagnostic const& d : diagnostics.all()) {
            BOOST_TEST(d.place.line <= 1 + text.size(), text);
            BOOST_TEST(d.place.column + d.place.length <= 2 + text.size(), text);
        }
        refused += diagnostics.has_errors() ? 1 : 0;
    }
    BOOST_TEST(refused > 1'000);
    BOOST_TEST(refused < 2'900);
}

BOOST_AUTO_TEST_CASE(a_separator_is_known_by_the_first_line)
{
    BOOST_TEST(separator_of("a,b\n1;2;3;4") == ',');
    BOOST_TEST(separator_of("a;b") == ';');
    BOOST_TEST(separator_of("a\tb\tc,d") == '\t');
    BOOST_TEST(separator_of("\"a,b,c\";d") == ';'); // Those in quotes part nothing.
    BOOST_TEST(separator_of("a") == ',');
    BOOST_TEST(separator_of("") == ',');
}

BOOST_AUTO_TEST_CASE(a_long_table_is_walked_row_by_row)
{
    Diagnostics diagnostics;
    std::string seen;
    CsvWalk walk{[&seen](CsvTable const& head) {
                     seen += head.header[1].text + ':';
                     return true;
                 },
                 [&seen](std::vector<CsvCell> const& row) { seen += row[1].text + ' '; }};
    BOOST_TEST(walk_csv_text("t.csv", "a;b\n1;2\n3\n4;5\n", ';', walk, diagnostics));
    BOOST_TEST(seen == "b:2 5 ");
    BOOST_TEST_REQUIRE(diagnostics.all().size() == 1U);
    BOOST_TEST(diagnostics.all()[0].code == "csv-ragged");
    BOOST_TEST(diagnostics.all()[0].place.line == 3U);
    walk.begin = [](CsvTable const&) { return false; };
    BOOST_TEST(!walk_csv_text("t.csv", "a;b\n1;2\n", ';', walk, diagnostics));
    BOOST_TEST(seen == "b:2 5 "); // Nothing more was read.
}

BOOST_AUTO_TEST_SUITE_END()
