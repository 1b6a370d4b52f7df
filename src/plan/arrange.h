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
