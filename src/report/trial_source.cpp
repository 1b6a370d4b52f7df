// SPDX-License-Identifier: MIT
// Where the rows of an export come from.
#include "report/trial_source.h"

#include <set>

namespace securebase::report {

TrialSource source_of(std::vector<events::SessionRows> const& sessions)
{
    std::set<std::string> conditions;
    std::set<std::string> critical;
    TrialSource source;
    for (events::SessionRows const& session : sessions) {
        source.row_count += session.rows.size();
        for (events::ResponseRow const& row : session.rows) {
            for (auto const& [name, value] : row.conditions) {
                conditions.insert(name);
            }
            for (events::Exposure const& exposure : row.exposures) {
                critical.insert(exposure.stage);
            }
        }
    }
    source.conditions.assign(conditions.begin(), conditions.end());
    source.critical_stages.assign(critical.begin(), critical.end());
    source.for_each = [&sessions](TrialSource::Visit const& visit) -> base::Result<void> {
        for (events::SessionRows const& session : sessions) {
            if (auto visited = visit(session); !visited) {
                return visited;
            }
        }
        return {};
    };
    return source;
}

} // namespace securebase::report
