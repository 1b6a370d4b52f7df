// SPDX-License-Identifier: MIT
// Reads YAML (one document, maps, lists, scalars, anchors and aliases) into a tree with places.
#pragma once

#include "base/diagnostics.h"
#include "script/tree.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace securebase::script {

/// What a script may not exceed. Each breach is a diagnostic at the place where it happened.
struct Budget {
    std::size_t bytes = std::size_t{4} << 20U;
    std::size_t depth = 64;
    std::size_t nodes = 200'000; ///< Keys and alias expansion counted.
    std::size_t scalar_bytes = std::size_t{64} << 10U;
    std::size_t text_bytes = std::size_t{16} << 20U; ///< All texts together, aliases expanded.
    std::size_t faults = 50;                         ///< After so many the rest is not read.
};

/// Reads a script file. Faults are added to `diagnostics`, in the order of the file:
/// `script-unreadable`, `script-too-large`, `script-empty`, `not-utf8`, `control-character`;
/// `yaml-syntax`, `unclosed-quote` and `unclosed-bracket` (at the place where it was opened),
/// `tab-indent`, `second-document`, `directive`;
/// `duplicate-key` and `duplicate-anchor` (naming both places), `merge-key`, `complex-key`,
/// `odd-key`, `missing-value` (as in an unquoted `{slot}`), `tag`, `unknown-anchor`, `self-alias`,
/// `comment-value` (an unquoted `#808080`), the warning `comment-without-blank`;
/// `too-deep`, `too-many-nodes`, `too-much-text`, `scalar-too-long`, `too-many-faults`.
/// The tree of what could be read comes back so that later checks can go on; nothing after a syntax
/// error or a breach of the budget for depth, nodes or text, since half a tree would only add false
/// alarms.
std::optional<Node>
read_file(std::string const& file, base::Diagnostics& diagnostics, Budget const& budget = {});
std::optional<Node> read_text(std::string const& file,
                              std::string_view bytes,
                              base::Diagnostics& diagnostics,
                              Budget const& budget = {});

} // namespace securebase::script
