// SPDX-License-Identifier: MIT
// Looking up a key in a map.
#include "script/tree.h"

#include <algorithm>

namespace securebase::script {

Node const* Node::find(std::string_view key) const
{
    auto const found = std::find_if(
        entries.begin(), entries.end(), [key](Entry const& entry) { return entry.key == key; });
    return found == entries.end() ? nullptr : &found->value;
}

} // namespace securebase::script
