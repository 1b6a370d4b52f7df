// SPDX-License-Identifier: MIT
// Draws a block's trials and puts them in order (private to the room).
#pragma once

#include "base/random.h"
#include "model/experiment.h"
#include "plan/design.h"
#include "plan/draw.h"
#include "plan/faults.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace securebase::plan {

/// More trials than anybody can sit through: a slip of the pen, not a session.
inline constexpr std::size_t most_session_trials = 100'000;

/// Number of trials in one block.
std::size_t block_size(model::Part const& part, Design const& design);

/// A design without trials, or more trials than a session may have after `before` others.
std::optional<base::Diagnostic>
judge_size(model::Part const& part, Design const& design, std::size_t before);

/// One block: trials of the design in an order that keeps the part's rules (they hold within a
/// block, not from one block to the next). Nothing, and a fault, when there is none.
std::optional<std::vector<std::size_t>> arrange(model::Part const& part,
                                                Design const& design,
                                                std::vector<BalanceCell> const& cells,
                                                Pools& pools,
                                                base::Random& draw,
                                                base::Random& order,
                                                Faults& faults);

} // namespace securebase::plan
