// SPDX-License-Identifier: MIT
// Finding a kind by its name.
#include "model/catalogue.h"

#include <algorithm>

namespace securebase::model {

namespace {

KindDecl const* find(std::vector<KindDecl> const& kinds, std::string_view name)
{
    auto const found = std::ranges::find(kinds, name, &KindDecl::name);
    return found == kinds.end() ? nullptr : &*found;
}

} // namespace

KindDecl const* Catalogue::stimulus(std::string_view name) const
{
    return find(stimuli, name);
}

KindDecl const* Catalogue::response(std::string_view name) const
{
    return find(responses, name);
}

KindDecl const* Catalogue::rule(std::string_view name) const
{
    return find(rules, name);
}

} // namespace securebase::model
