// SPDX-License-Identifier: MIT
// Which trials of a design a block holds (private to the room).
#pragma once

#include "base/diagnostics.h"
#include "base/random.h"
#include "plan/design.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace securebase::plan {

/// Trials of a design that share the values of the balanced columns.
struct BalanceCell {
    std::string label; ///< "congruent, attachment_threat"
    std::vector<std::size_t> trials;
};

/// The cells of `columns` (as data call them) that occur, in the order of the design; one cell when
/// there are none to balance.
std::vector<BalanceCell> balance_cells(Design const& design,
                                       std::vector<std::string> const& columns);

/// Why `take` trials (the whole design when empty) cannot be drawn equally from the cells.
std::optional<base::Diagnostic> judge_balance(model::OrderRules const& order,
                                              std::vector<BalanceCell> const& cells,
                                              std::optional<std::int64_t> take);

/// How often each trial of each pool has been used in this session so far.
class Pools {
public:
    /// Draws `take` trials, the same number from every cell; those used least come first, so none
    /// is repeated until the design is used up. With `random` chance decides among equals, else the
    /// design's order. The result is in the order of the design.
    std::vector<std::size_t> draw(std::string const& pool,
                                  std::vector<BalanceCell> const& cells,
                                  std::size_t take,
                                  base::Random& random,
                                  bool shuffle);

    /// Takes back what draw() gave.
    void put_back(std::string const& pool, std::vector<std::size_t> const& trials);

private:
    std::map<std::string, std::vector<std::uint32_t>> uses_; ///< Of each trial of a pool.
};

} // namespace securebase::plan
