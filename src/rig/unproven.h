// SPDX-License-Identifier: MIT
// What this version was never proved on: the one list of it.
#pragma once

#include "rig/facts.h"

#include <string>
#include <string_view>
#include <vector>

namespace securebase::rig {

/// A way of this program that no laboratory has proved on real devices yet.
struct Unproven {
    std::string_view name; ///< As docs/manual/lab.md lists it.
    std::string_view what; ///< What exactly is not proved.
};

/// All of them.
std::vector<Unproven> unproven();
/// Those that a session on what was measured would use.
std::vector<Unproven> unproven_here(Facts const& facts);

/// "drm-flip: what".
std::string to_text(Unproven const& one);

} // namespace securebase::rig
