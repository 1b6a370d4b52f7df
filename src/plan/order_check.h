// SPDX-License-Identifier: MIT
// Whether an order keeps its rules, found out the plain way (private to the room).
#pragma once

#include "model/experiment.h"
#include "plan/design.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace securebase::plan {

/// Where an order breaks a rule. Positions count from 0.
struct Breach {
    std::string rule; ///< "max_run of congruence"
    base::Place place;
    std::string value;
    std::size_t first = 0; ///< First and last trial that take part.
    std::size_t last = 0;
};

/// Looks at every stretch of the order; shares nothing with the search that made it.
std::optional<Breach> first_breach(Design const& design,
                                   std::vector<std::size_t> const& order,
                                   model::OrderRules const& rules);

} // namespace securebase::plan
