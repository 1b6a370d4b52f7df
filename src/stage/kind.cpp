// SPDX-License-Identifier: MIT
// Finding a kind by its name, and what all of them declare.
#include "stage/kind.h"

#include <algorithm>

namespace securebase::stage {

namespace {

template <class T>
T const* find(std::vector<std::unique_ptr<T>> const& kinds, std::string_view name)
{
    auto const found = std::ranges::find_if(
        kinds, [&](auto const& kind) { return kind->declaration().name == name; });
    return found == kinds.end() ? nullptr : found->get();
}

} // namespace

StimulusKind const* Kinds::stimulus(std::string_view name) const
{
    return find(stimuli, name);
}

ResponseKind const* Kinds::response(std::string_view name) const
{
    return find(responses, name);
}

model::Catalogue Kinds::catalogue() const
{
    model::Catalogue made;
    for (auto const& kind : stimuli) {
        made.stimuli.push_back(kind->declaration());
    }
    for (auto const& kind : responses) {
        made.responses.push_back(kind->declaration());
    }
    return made;
}

} // namespace securebase::stage
