// SPDX-License-Identifier: MIT
// A script as a tree of maps, lists and plain texts, every node with its place. No meaning yet.
#pragma once

#include "base/diagnostics.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace securebase::script {

enum class NodeKind : std::uint8_t { null, scalar, list, map };

struct Node;

/// One `key: value` of a map, in the order written.
struct Entry;

/// A node. Scalars stay text until a schema types them, so `no` is "no" and `1.0` is "1.0".
struct Node {
    NodeKind kind = NodeKind::null;
    std::string text; ///< Scalars only.
    bool quoted =
        false; ///< Scalars only: written in quotes or as a block, so never a number or null.
    std::vector<Node> items;    ///< Lists only.
    std::vector<Entry> entries; ///< Maps only; keys are unique.
    base::Place place; ///< First character of the node; length runs to its end on that line.
    /// Where the first character of a scalar's text stands (after an opening quote). For plain and
    /// quoted single-line scalars column + n is the place of character n; for others it is the
    /// node's place.
    base::Place text_place;

    bool is_map() const { return kind == NodeKind::map; }
    bool is_list() const { return kind == NodeKind::list; }
    bool is_scalar() const { return kind == NodeKind::scalar; }
    bool is_null() const { return kind == NodeKind::null; }
    /// The value under `key`, or null pointer.
    Node const* find(std::string_view key) const;
};

struct Entry {
    std::string key;
    base::Place key_place;
    Node value;
};

} // namespace securebase::script
