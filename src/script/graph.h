// SPDX-License-Identifier: MIT
// The script as a graph in which an alias is only a number, so that an alias bomb costs nothing
// (private to the room).
#pragma once

#include "script/source.h"
#include "script/tree.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace securebase::script {

/// A place without the name of the file, which 200,000 parts need not repeat.
struct Stretch {
    Point start;
    std::uint32_t length = 1;
};

/// A value under a part: which part, and the place of the alias that stands for it here.
struct Child {
    std::size_t key = 0; ///< In maps: the part that is the key.
    std::size_t value = 0;
    std::optional<Stretch> alias;
};

/// A node without its children copied in.
struct Part {
    NodeKind kind = NodeKind::null;
    std::string text;
    bool quoted = false;
    Stretch place;
    Stretch text_place;
    bool verbatim = false;
    std::vector<Child> children;
    std::size_t nodes = 1;      ///< Keys and aliases expanded, this part counted.
    std::size_t text_bytes = 0; ///< Likewise.
    std::size_t height = 0;     ///< Levels of collections under this, itself counted.
    std::string anchor;
    bool open = false; ///< Its end has not been seen.
};

class Graph {
public:
    /// `source` must outlive it.
    explicit Graph(Source const& source) : source_(source) {}

    std::size_t size() const { return parts_.size(); }
    std::size_t add(Part part);
    Part& operator[](std::size_t part) { return parts_[part]; }
    Part const& operator[](std::size_t part) const { return parts_[part]; }

    /// Closes a collection: counts what its children hold.
    void close(std::size_t part);
    Stretch stretch(Point start, Point end) const;
    base::Place to_place(Stretch const& stretch) const;
    base::Place place_of(std::size_t part) const { return to_place(parts_[part].place); }

    /// The part and all below it as a tree; `alias` is where a name stands for it.
    Node expand(std::size_t part, std::optional<Stretch> const& alias = std::nullopt) const;

private:
    Source const& source_;
    std::deque<Part> parts_;
};

} // namespace securebase::script
