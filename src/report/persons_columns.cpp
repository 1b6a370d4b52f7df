// SPDX-License-Identifier: MIT
// The columns of persons.csv.
#include "report/persons_columns.h"

#include "report/levels.h"

namespace securebase::report {

std::vector<Column> person_columns(PersonTable const& table)
{
    std::vector<Column> out{
        {"participant", ColumnType::text, "", "code of the participant"},
        {"visit", ColumnType::integer, "", "which visit of the participant, from 1"}};
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        PersonColumn const& score = table.columns[i];
        ColumnType const type = decimals_of(score) == 0 ? ColumnType::integer : ColumnType::number;
        Column& column = out.emplace_back(Column{score.name, type, score.unit, score.description});
        if (!score.is_text) {
            continue;
        }
        Levels levels;
        for (PersonRow const& row : table.rows) {
            if (auto const* text = std::get_if<std::string>(&row.cells.at(i))) {
                levels.see(*text);
            }
        }
        levels.describe(column);
        column.type = ColumnType::text;
    }
    return out;
}

int decimals_of(PersonColumn const& column)
{
    return column.unit == "count" ? 0 : column.unit == "ms" ? 3 : 4;
}

void write_person(Line& line, PersonTable const& table, PersonRow const& row)
{
    line.text(row.participant);
    line.integer(row.visit);
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        PersonCell const& cell = row.cells[i];
        if (auto const* number = std::get_if<double>(&cell)) {
            line.number(*number, decimals_of(table.columns.at(i)));
        } else if (auto const* text = std::get_if<std::string>(&cell)) {
            line.text(*text);
        } else {
            line.nothing();
        }
    }
    line.end();
}

} // namespace securebase::report
