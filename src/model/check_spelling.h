// SPDX-License-Identifier: MIT
// Misspelt keys of a script, before anything reads it, and the keys that its maps may have (private
// to the room).
#pragma once

#include "model/check_context.h"

#include <string>
#include <vector>

namespace securebase::model {

// The keys of the grammar's maps, in the order of the manual.

std::vector<std::string> const& top_keys();
std::vector<std::string> const& screen_keys();
std::vector<std::string> const& trial_keys();
std::vector<std::string> const& factor_keys();
std::vector<std::string> const& order_keys();
std::vector<std::string> const& stage_keys();
std::vector<std::string> const& part_kinds();
std::vector<std::string> const& block_keys();
std::vector<std::string> const& feedback_keys();
std::vector<std::string> const& instrument_keys();
std::vector<std::string> const& include_keys();
std::vector<std::string> option_names(KindDecl const& kind);

/// Tells of every key that is nearly one which its map may have and lacks, and renames it: from
/// there on it is read as the one that was meant, so that what stands below it is checked too and
/// its absence is no second fault. Other unknown keys are left for whoever reads the map.
void mend_spelling(Checking& checking, script::Node& root);

} // namespace securebase::model
