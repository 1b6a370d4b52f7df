// SPDX-License-Identifier: MIT
// Reads YAML (one document, maps, lists, scalars, anchors and aliases) into a tree with places.
#pragma once

#include "base/diagnostics.h"
#include "script/tree.h"

#include <optional>
#include <string>
#include <string_view>

namespace securebase::script {

/// What a script may not exceed. Each breach is a diagnostic at the place where it happened.
struct Budget {
    std::size_t bytes = std::size_t{4} << 20U;
    std::size_t depth = 64;
    std::size_t nodes = 200'000; ///< Alias expansion counted.
    std::size_t scalar_bytes = std::size_t{64} << 10U;
};

/// Reads a script file. Faults (not UTF-8, syntax, duplicate key naming both places, merge key
/// `<<`, tags, second document, alias to itself, budgets, unclosed quote naming where it was
/// opened) are added to `diagnostics`; the tree of what could be read comes back so that later
/// checks can go on, or nothing when there is none.
std::optional<Node>
read_file(std::string const& file, base::Diagnostics& diagnostics, Budget const& budget = {});
std::optional<Node> read_text(std::string const& file,
                              std::string_view bytes,
                              base::Diagnostics& diagnostics,
                              Budget const& budget = {});

} // namespace securebase::script
