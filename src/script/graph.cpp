// SPDX-License-Identifier: MIT
// Counts on the way up, copies on the way down.
#include "script/graph.h"

#include <algorithm>
#include <utility>

namespace securebase::script {

std::size_t Graph::add(Part part)
{
    parts_.push_back(std::move(part));
    return parts_.size() - 1;
}

void Graph::close(std::size_t number)
{
    Part& part = parts_[number];
    part.open = false;
    for (Child const& child : part.children) {
        Part const& value = parts_[child.value];
        part.nodes += value.nodes;
        part.text_bytes += value.text_bytes;
        part.height = std::max(part.height, value.height);
        if (part.kind == NodeKind::map) {
            part.nodes += 1;
            part.text_bytes += parts_[child.key].text_bytes;
        }
    }
    part.height += 1;
}

Stretch Graph::stretch(Point start, Point end) const
{
    return {start, source_.place(start, end).length};
}

base::Place Graph::to_place(Stretch const& stretch) const
{
    return source_.place(stretch.start, stretch.length);
}

Node Graph::expand(std::size_t number, std::optional<Stretch> const& alias) const
{
    Part const& part = parts_[number];
    Node node;
    node.kind = part.kind;
    node.text = part.text;
    node.quoted = part.quoted;
    node.place = to_place(alias ? *alias : part.place);
    node.text_place = to_place(part.text_place);
    node.verbatim = part.verbatim;
    if (part.kind == NodeKind::list) {
        node.items.reserve(part.children.size());
        for (Child const& child : part.children) {
            node.items.push_back(expand(child.value, child.alias));
        }
    } else if (part.kind == NodeKind::map) {
        node.entries.reserve(part.children.size());
        for (Child const& child : part.children) {
            node.entries.push_back(
                {parts_[child.key].text, place_of(child.key), expand(child.value, child.alias)});
        }
    }
    return node;
}

} // namespace securebase::script
