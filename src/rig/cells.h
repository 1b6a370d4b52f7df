// SPDX-License-Identifier: MIT
// Reading the cells of a table that a program or an instrument wrote.
#pragma once

#include "base/csv.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace securebase::rig {

/// Tells faults at their cells: the first twenty, and once that there are more.
class Cells {
public:
    /// The diagnostics must outlive it.
    Cells(base::CsvTable head, base::Diagnostics& faults) : head_(std::move(head)), faults_(&faults)
    {}

    std::vector<base::CsvCell> const& header() const { return head_.header; }
    std::optional<std::size_t> column(std::string_view name) const { return head_.column(name); }
    /// A missing one is a fault, `missing-column`.
    std::optional<std::size_t> need(std::string_view name);
    /// Faults: `bad-number`.
    std::optional<double> number(base::CsvCell const& cell);
    /// A whole number of at least `least`. Faults: `bad-number`.
    std::optional<std::int64_t> integer(base::CsvCell const& cell, std::int64_t least);
    /// The same, or nothing where the cell says NA.
    std::optional<std::int64_t> integer_or_na(base::CsvCell const& cell, std::int64_t least);

    void fault(base::CsvCell const& cell, std::string code, std::string what, std::string hint);
    /// Of the file as a whole.
    void fault(std::string code, std::string what, std::string hint);
    /// What does not keep the table from being read.
    void warn(std::uint32_t line, std::string code, std::string what, std::string hint);
    bool has_faults() const { return count_ > 0; }

private:
    base::CsvTable head_; ///< Without its rows.
    base::Diagnostics* faults_;
    std::size_t count_ = 0;
    std::size_t warned_ = 0;
};

} // namespace securebase::rig
