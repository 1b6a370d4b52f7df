// SPDX-License-Identifier: MIT
// What the columns of a trial's conditions are called.
#include "model/experiment.h"

namespace securebase::model {

std::string column_of(Factor const& factor, std::string const& field)
{
    return factor.name + "_" + field;
}

std::vector<std::string> condition_columns(TrialSpec const& trial)
{
    std::vector<std::string> columns;
    for (Factor const& factor : trial.factors) {
        if (!factor.is_table) {
            columns.push_back(factor.name);
        } else if (!factor.levels.empty()) {
            for (auto const& field : factor.levels.front().fields) {
                columns.push_back(column_of(factor, field.first));
            }
        }
    }
    for (auto const& let : trial.lets) {
        columns.push_back(let.first);
    }
    return columns;
}

} // namespace securebase::model
