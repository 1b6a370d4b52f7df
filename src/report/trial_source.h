// SPDX-License-Identifier: MIT
// Where the rows of an export come from: a study, one session after the other.
#pragma once

#include "base/result.h"
#include "events/rows.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace securebase::report {

struct TrialSource {
    std::vector<std::string> conditions;      ///< Names of all condition columns, sorted.
    std::vector<std::string> critical_stages; ///< Names of all critical stages, sorted.
    std::uint64_t row_count = 0;              ///< For progress only.
    using Visit = std::function<base::Result<void>(events::SessionRows const&)>;
    /// Gives every session to the function, in the same order each time; stops at its first error.
    std::function<base::Result<void>(Visit const&)> for_each;
};

/// Of sessions in memory, which must outlive it.
TrialSource source_of(std::vector<events::SessionRows> const& sessions);

} // namespace securebase::report
