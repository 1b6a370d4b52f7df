// SPDX-License-Identifier: MIT
// Questionnaires: subscale means with reversed items and a missing rule, and scores derived from
// them.
#pragma once

#include "events/rows.h"
#include "model/instrument.h"
#include "score/scores.h"

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace securebase::score {

/// Scores one person's answers (item id to number). Reversed items count as least + most - answer.
/// A subscale with fewer than the instrument's share of answered items is NA. Answers outside the
/// scale are refused and listed, never averaged. Per subscale NAME: `ID_NAME` and `ID_NAME_n`; then
/// the derived scores.
Scores score_answers(model::Instrument const& instrument,
                     std::map<std::string, double> const& answers);

/// The answers to an instrument in a session's rows; an item answered twice keeps the last.
std::map<std::string, double> answers_in(std::span<events::ResponseRow const> rows,
                                         std::string const& instrument);

/// One score of one test vector that does not come out (to 1e-9).
struct VectorFailure {
    std::size_t vector = 0; ///< Index into Instrument::vectors.
    std::string score;      ///< As the vector names it.
    std::optional<double> expected;
    std::optional<double> got; ///< Empty: NA.
};

/// Scores the instrument's test vectors; in their order.
std::vector<VectorFailure> failing_vectors(model::Instrument const& instrument);

} // namespace securebase::score
