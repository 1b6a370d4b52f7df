// SPDX-License-Identifier: MIT
// Looking up a key in a map, and the place of a piece of text.
#include "script/tree.h"

#include <algorithm>

namespace securebase::script {

Node const* Node::find(std::string_view key) const
{
    auto const found = std::find_if(
        entries.begin(), entries.end(), [key](Entry const& entry) { return entry.key == key; });
    return found == entries.end() ? nullptr : &found->value;
}

base::Place Node::place_in_text(std::size_t first, std::size_t length) const
{
    if (!verbatim) {
        return place;
    }
    base::Place result = text_place;
    result.column += static_cast<std::uint32_t>(first);
    result.length = static_cast<std::uint32_t>(std::max<std::size_t>(1, length));
    return result;
}

} // namespace securebase::script
