// SPDX-License-Identifier: MIT
// What `doctor` prints.
#pragma once

#include "rig/calibration.h"
#include "rig/line.h"
#include "rig/unproven.h"

#include <string>
#include <string_view>
#include <vector>

namespace securebase::rig {

/// The lines in their groups, each with what to do when it is not good, and a last sentence.
/// Ends with a line break.
std::string to_text(std::vector<Line> const& lines);

/// The lines alone, in their groups. Ends with a line break.
std::string table_of(std::vector<Line> const& lines);

/// Exposures that were not as the stamps say and edges that belong to none; empty when there are
/// neither.
std::string exceptions_of(PhotodiodeFacts const& facts);

/// A paragraph for each way that sessions here would use and no laboratory has proved.
std::string to_text(std::vector<Unproven> const& here);

/// One sentence: whether timed sessions can be held here.
std::string to_sentence(std::vector<Line> const& lines);

/// Breaks at spaces so that no line is longer than `width` code points where that can be; every
/// line begins with `indent`.
std::string wrap(std::string_view text, std::string_view indent, std::size_t width);

} // namespace securebase::rig
