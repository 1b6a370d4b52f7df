// SPDX-License-Identifier: MIT
// Reading stimulus tables and finding the types of their columns.
#include "model/check_tables.h"

#include "base/text.h"
#include "model/check_expressions.h"
#include "model/literals.h"

#include <algorithm>
#include <set>

namespace securebase::model {

using script::Entry;
using script::Node;

namespace {

/// How R, SPSS and people write that there is nothing.
bool means_missing(std::string_view text)
{
    std::string const small = base::to_lower_ascii(text);
    return small == "na" || small == "n/a" || small == "nan" || small == "." || small == "-";
}

struct ColumnFacts {
    std::size_t numbers = 0;
    std::size_t texts = 0;
    base::CsvCell const* first_missing = nullptr; ///< A cell with a word for nothing.
    base::CsvCell const* only_text = nullptr;     ///< The first text.
};

ColumnFacts facts_of(base::CsvTable const& csv, std::size_t column)
{
    ColumnFacts facts;
    for (auto const& row : csv.rows) {
        base::CsvCell const& cell = row[column];
        if (cell.text.empty()) {
            continue;
        }
        if (is_plain_number(cell.text)) {
            ++facts.numbers;
        } else {
            facts.only_text = facts.texts == 0 ? &cell : facts.only_text;
            ++facts.texts;
            if (facts.first_missing == nullptr && means_missing(cell.text)) {
                facts.first_missing = &cell;
            }
        }
    }
    return facts;
}

void type_columns(Checking& checking, Table& table)
{
    for (std::size_t i = 0; i < table.csv.header.size(); ++i) {
        base::CsvCell const& head = table.csv.header[i];
        std::string const name(base::trim(head.text)); // blanks and nothing have been told of
        if (!name.empty()) {
            must_be_word(checking, table.csv.place_of(head), name, "a column");
        }
        ColumnFacts const facts = facts_of(table.csv, i);
        bool const number = facts.texts == 0 && facts.numbers > 0;
        table.is_number.push_back(number);
        table.columns.emplace_back(name, number ? Type::number : Type::text);
        if (facts.texts + facts.numbers == 0 && !table.csv.rows.empty() && !name.empty()) {
            checking.warning(table.csv.place_of(head),
                             "empty-column",
                             "the column " + quoted(head.text) + " has no value in any row");
        }
        if (facts.first_missing != nullptr) {
            checking.warning(table.csv.place_of(*facts.first_missing),
                             "word-for-missing",
                             quoted(facts.first_missing->text) + " is read as a word",
                             "leave the cell empty when there is no value");
        } else if (facts.texts == 1 && facts.numbers > 1) {
            checking.warning(table.csv.place_of(*facts.only_text),
                             "text-among-numbers",
                             "because of this cell all of " + quoted(name) + " is text",
                             "all other cells are numbers: mend it, or leave it empty");
        }
    }
}

/// Spreadsheets leave rows of commas behind; each would be a stimulus.
void refuse_empty_rows(Checking& checking, Table& table)
{
    auto const is_empty = [](std::vector<base::CsvCell> const& row) {
        return std::ranges::all_of(
            row, [](base::CsvCell const& cell) { return base::trim(cell.text).empty(); });
    };
    auto const first = std::ranges::find_if(table.csv.rows, is_empty);
    if (first != table.csv.rows.end()) {
        checking.error(table.csv.place_of(first->front()),
                       "empty-row",
                       "this row has no value in any column",
                       "delete the line, and those like it below");
        std::erase_if(table.csv.rows, is_empty);
    }
}

bool read_table(Checking& checking, Source const& source, Table& table, Node const& node)
{
    if (!must_be_text(checking, node, "a table")) {
        return false;
    }
    if (!node.text.ends_with(".csv") && !node.text.ends_with(".tsv")) {
        checking.error(node.place,
                       "not-a-table",
                       quoted(node.text) + " is not the name of a table (.csv or .tsv)",
                       "save the sheet as 'CSV UTF-8' and name that file here");
        return false;
    }
    Complaint complaint;
    auto const path = checking.files.find(source.folder, node.text, complaint);
    auto const bytes = path ? checking.files.read(*path, complaint) : std::nullopt;
    if (!bytes) {
        checking.error(node.place, "file-missing", complaint.why, complaint.hint);
        return false;
    }
    if (bytes->starts_with("PK\x03\x04") || bytes->starts_with("\xD0\xCF\x11\xE0")) {
        checking.error(node.place,
                       "not-a-table",
                       quoted(node.text) + " holds a spreadsheet, whatever its name says",
                       "open it and save the sheet as 'CSV UTF-8'");
        return false;
    }
    base::Diagnostics found;
    auto csv = base::read_csv_text(*path, *bytes, found);
    checking.take(found);
    if (!csv) {
        return false;
    }
    table.csv = std::move(*csv);
    if (table.csv.rows.empty() && !found.has_errors()) {
        checking.error(node.place, "no-rows", quoted(node.text) + " has no row below its header");
    }
    refuse_empty_rows(checking, table);
    type_columns(checking, table);
    return true;
}

} // namespace

base::Place Table::header() const
{
    base::Place span{csv.file, 1, 1, 1};
    if (!csv.header.empty()) {
        span = csv.place_of(csv.header.front());
        base::CsvCell const& last = csv.header.back();
        span.length = last.line == span.line ? last.column + last.length - span.column : 1;
    }
    return span;
}

Value Table::value(std::size_t row, std::size_t column) const
{
    std::string const& text = csv.rows[row][column].text;
    if (text.empty()) {
        return {};
    }
    return is_number[column] ? Value(base::parse_number(text).value_or(0)) : Value(text);
}

std::vector<std::string> Table::texts(std::size_t column) const
{
    std::set<std::string> texts;
    for (auto const& row : csv.rows) {
        if (!is_number[column] && !row[column].text.empty()) {
            texts.insert(row[column].text);
        }
    }
    return {texts.begin(), texts.end()};
}

void read_tables(Checking& checking, Source& source, Node const& stimuli)
{
    if (!must_be_map(checking, stimuli, "'stimuli'")) {
        return;
    }
    for (Entry const& entry : stimuli.entries) {
        must_be_word(checking, entry.key_place, entry.key, "a table");
        Table& table = source.tables[entry.key];
        table.name = entry.key;
        table.place = entry.key_place;
        table.broken = !read_table(checking, source, table, entry.value);
    }
}

} // namespace securebase::model
