// SPDX-License-Identifier: MIT
// A script as a tree of maps, lists and plain texts, every node with its place. No meaning yet.
#pragma once

#include "base/diagnostics.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::script {

enum class NodeKind : std::uint8_t { null, scalar, list, map };

struct Node;

/// One `key: value` of a map, in the order written.
struct Entry;

/// A node. Scalars stay text until a schema types them, so `no` is "no", `null` is "null" and `1.0`
/// is "1.0"; only an empty plain value and `~` are null.
/// Where an alias `*name` stood there is a copy of the node it names: its own place is the alias's,
/// everything inside it keeps the places of the original.
struct Node {
    NodeKind kind = NodeKind::null;
    std::string text; ///< Scalars only.
    bool quoted =
        false; ///< Scalars only: written in quotes or as a block, so never a number or null.
    std::vector<Node> items;    ///< Lists only.
    std::vector<Entry> entries; ///< Maps only; keys are unique.
    base::Place place; ///< First character of the node; length runs to its end on that line.
    /// Where the first character of a scalar's text stands (after an opening quote); the node's
    /// place when the text is not `verbatim`.
    base::Place text_place;
    /// Scalars only: the text stands on one line exactly as it is here (no escapes, no folding), so
    /// character n of the text is at text_place.column + n.
    bool verbatim = false;

    bool is_map() const { return kind == NodeKind::map; }
    bool is_list() const { return kind == NodeKind::list; }
    bool is_scalar() const { return kind == NodeKind::scalar; }
    bool is_null() const { return kind == NodeKind::null; }
    /// The value under `key`, or null pointer.
    Node const* find(std::string_view key) const;
    /// The place of `length` code points of a scalar's text from code point `first` (from 0), as
    /// exactly as it can be said: the node's own place when the text is not verbatim.
    base::Place place_in_text(std::size_t first, std::size_t length) const;
};

struct Entry {
    std::string key;
    base::Place key_place;
    Node value;
};

} // namespace securebase::script
