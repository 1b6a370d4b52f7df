// SPDX-License-Identifier: MIT
// Numbers of cells, and what is wrong with them.
#include "rig/cells.h"

#include "base/text.h"

#include <utility>

namespace securebase::rig {

namespace {

constexpr std::size_t most_told = 20;

std::string in_quotes(std::string const& text)
{
    return '\'' + base::shorten(text) + '\'';
}

} // namespace

std::optional<std::size_t> Cells::need(std::string_view name)
{
    auto const found = head_.column(name);
    if (!found) {
        std::vector<std::string> known;
        for (base::CsvCell const& cell : head_.header) {
            known.push_back(cell.text);
        }
        auto const near = base::nearest_name(name, known);
        fault(head_.header.front(),
              "missing-column",
              "no column '" + std::string(name) + "'",
              near ? "is it '" + *near + "'? name it '" + std::string(name) + "'"
                   : "docs/formats/photodiode.md says what the columns are");
    }
    return found;
}

std::optional<double> Cells::number(base::CsvCell const& cell)
{
    auto const value = base::parse_number(cell.text);
    if (!value) {
        bool const has_comma = cell.text.find(',') != std::string::npos;
        fault(cell,
              "bad-number",
              in_quotes(cell.text) + " is no number",
              has_comma ? "write numbers with a dot and without separators of thousands"
                        : "write digits, with a dot where there are decimals");
    }
    return value;
}

std::optional<std::int64_t> Cells::integer(base::CsvCell const& cell, std::int64_t least)
{
    auto const value = base::parse_integer(cell.text);
    if (!value || *value < least) {
        fault(cell,
              "bad-number",
              in_quotes(cell.text) + " is no whole number from " + std::to_string(least),
              "the file is to be left as the program wrote it");
        return std::nullopt;
    }
    return value;
}

std::optional<std::int64_t> Cells::integer_or_na(base::CsvCell const& cell, std::int64_t least)
{
    return cell.text == "NA" ? std::nullopt : integer(cell, least);
}

void Cells::fault(base::CsvCell const& cell, std::string code, std::string what, std::string hint)
{
    ++count_;
    if (count_ == most_told + 1) {
        what = "this and perhaps more after it";
        hint = "mend those named before and read the file again";
    }
    if (count_ <= most_told + 1) {
        faults_->error(head_.place_of(cell), std::move(code), std::move(what), std::move(hint));
    }
}

void Cells::warn(std::uint32_t line, std::string code, std::string what, std::string hint)
{
    ++warned_;
    if (warned_ == most_told + 1) {
        what = "this and perhaps more after it";
    }
    if (warned_ <= most_told + 1) {
        faults_->warning(
            {head_.file, line, 1, 1}, std::move(code), std::move(what), std::move(hint));
    }
}

void Cells::fault(std::string code, std::string what, std::string hint)
{
    ++count_;
    faults_->error({head_.file, 0, 0, 1}, std::move(code), std::move(what), std::move(hint));
}

} // namespace securebase::rig
