// SPDX-License-Identifier: MIT
// Who takes part: number, cell between participants, names for expressions (private to the room).
#pragma once

#include "model/experiment.h"
#include "plan/design.h"
#include "plan/plan.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace securebase::plan {

using BetweenCell = std::vector<std::pair<std::string, model::Value>>;

std::size_t count_between(std::vector<model::Between> const& between);
/// Combination `index` modulo their count; the last name changes fastest.
BetweenCell between_cell(std::vector<model::Between> const& between, std::int64_t index);

constexpr std::size_t most_cells = 1000;
/// Combinations of those names that the part uses, at most `most_cells`; the others stay at their
/// first level.
std::vector<BetweenCell> cells_for(model::Part const& part,
                                   std::vector<model::Between> const& between);

/// Everything outside a part's design.
Surroundings surroundings_of(model::Part const& part,
                             BetweenCell const& between,
                             std::string const& participant,
                             std::int64_t number,
                             std::int64_t visit);

/// Whether the part's `when` is decided before the session, and against it.
bool is_left_out(model::Part const& part, Surroundings const& surroundings);

} // namespace securebase::plan
