// SPDX-License-Identifier: MIT
// Codes of triggers, derived from the design (private to the room).
#pragma once

#include "plan/design.h"
#include "plan/faults.h"
#include "plan/plan.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace securebase::plan {

/// More codes than a line has, and codes that would depend on who takes part.
void judge_triggers(model::Experiment const& experiment, Faults& faults);

/// Codes by what they say.
class TriggerTable {
public:
    explicit TriggerTable(std::vector<TriggerCode> const& codes);
    /// Of a stage in one trial of a design; 0 when it has none.
    std::uint8_t code_of(model::Module const& module,
                         model::StageSpec const& stage,
                         Design const& design,
                         std::size_t trial) const;

private:
    std::map<std::string, std::uint8_t> codes_;
};

} // namespace securebase::plan
