// SPDX-License-Identifier: MIT
// Settles one trial of a design (private to the room).
#pragma once

#include "base/random.h"
#include "model/experiment.h"
#include "model/options.h"
#include "plan/design.h"
#include "plan/faults.h"
#include "plan/plan.h"
#include "plan/triggers.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace securebase::plan {

/// The right answer as it is compared; a setting of a type that has no plain text gives nothing.
std::optional<std::string> plain_text(model::Setting const& setting);

/// A field that could not be settled, as a fault with the table row behind it.
base::Diagnostic misfit_fault(Design const& design,
                              model::Field const& field,
                              model::Misfit misfit,
                              std::size_t trial);

class TrialMaker {
public:
    /// All must outlive it.
    TrialMaker(model::Part const& part,
               Design const& design,
               model::Module const& module,
               TriggerTable const& triggers,
               Faults& faults);

    /// Everything but where the trial stands in the session. Amounts that are ranges are drawn from
    /// `times`.
    PlannedTrial make(std::size_t trial, base::Random& times) const;

private:
    std::optional<PlannedStage>
    make_stage(model::StageSpec const& spec, std::size_t trial, base::Random& times) const;
    model::Settings settle(std::vector<model::Field> const& fields, std::size_t trial) const;
    std::optional<model::Setting> settle(model::Field const& field, std::size_t trial) const;
    std::optional<Amount>
    amount(std::optional<model::Field> const& field, std::size_t trial, base::Random& times) const;

    model::Part const& part_;
    Design const& design_;
    model::Module const& module_;
    TriggerTable const& triggers_;
    Faults& faults_;
};

} // namespace securebase::plan
