// SPDX-License-Identifier: MIT
// The columns of trials.csv: declared once, written and described from the same declarations.
#pragma once

#include "events/rows.h"
#include "report/cell.h"
#include "report/column.h"
#include "report/levels.h"
#include "report/trial_source.h"

#include <string>
#include <vector>

namespace securebase::report {

/// A row and what surrounds it.
struct TrialContext {
    events::SessionRows const& session;
    events::ResponseRow const& row;
    base::Instant start; ///< The session's first known onset.
};

/// A column every export has.
struct BaseColumn {
    Column column;
    void (*write)(Line& line, TrialContext const& context) = nullptr;
};

/// Base columns, then a column per condition, then five per critical stage. A condition whose
/// name is taken by another column becomes `condition_NAME`.
class TrialColumns {
public:
    explicit TrialColumns(TrialSource const& source);

    std::vector<std::string> names() const;
    void write(Line& line, TrialContext const& context);
    /// With the types and levels of what has been written.
    std::vector<Column> describe() const;

private:
    std::vector<BaseColumn> base_;
    std::vector<std::string> conditions_; ///< Names in the rows.
    std::vector<std::string> stages_;
    std::vector<Column> condition_columns_;
    std::vector<Levels> levels_; ///< One per condition.
};

/// Of the rows of a session, for TrialContext::start.
base::Instant first_onset(events::SessionRows const& session);

} // namespace securebase::report
