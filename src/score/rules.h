// SPDX-License-Identifier: MIT
// Rules that turn the rows of a task into scores: one file in rules/ and one line in rules.cpp
// each.
#pragma once

#include "events/rows.h"
#include "model/catalogue.h"
#include "model/experiment.h"
#include "score/scores.h"

#include <span>
#include <string_view>
#include <vector>

namespace securebase::score {

struct Rule {
    model::KindDecl declaration;
    /// `measure.options` is complete. Rows are of one session; practice never counts.
    Scores (*apply)(model::MeasureSpec const& measure,
                    std::span<events::ResponseRow const> rows) = nullptr;
};

std::vector<Rule> all_rules();
std::vector<model::KindDecl> declarations();

Rule dot_probe_rule();
Rule vignettes_rule();

} // namespace securebase::score
