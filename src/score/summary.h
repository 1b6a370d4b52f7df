// SPDX-License-Identifier: MIT
// What the scores say, in plain words and with their doubts; for the researcher, never for a
// participant.
#pragma once

#include "score/persons.h"

#include <string>

namespace securebase::score {

/// A few lines: per person when there are at most three, else n, mean and SD of each score; with at
/// least ten people the correlation of each attachment dimension with each task score, with a 95 %
/// interval (Fisher's z). Nothing in it is a diagnosis.
std::string to_summary(PersonTable const& table);

} // namespace securebase::score
