// SPDX-License-Identifier: MIT
// Collects faults that many trials share.
#include "plan/faults.h"

#include <algorithm>
#include <string>
#include <utility>

namespace securebase::plan {

void Faults::add(base::Diagnostic fault)
{
    std::string key;
    for (base::Place const& place : {fault.place, fault.also.value_or(base::Place{})}) {
        key += place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) +
               ":";
    }
    if (!known_.insert(key + fault.what).second) {
        return; // the same row, met through another part or level
    }
    if (++counts_[key_of(fault.place)] <= most_per_place) {
        diagnostics_.add(std::move(fault));
    }
}

void Faults::report(base::Diagnostics& out) const
{
    out.append(diagnostics_);
    for (auto const& [key, count] : counts_) {
        if (count <= most_per_place) {
            continue;
        }
        std::size_t const more = count - most_per_place;
        auto const& all = diagnostics_.all();
        auto const first = std::find_if(all.begin(), all.end(), [&place = key](auto const& d) {
            return key_of(d.place) == place;
        });
        out.add({base::Severity::note,
                 first->place,
                 "and " + std::to_string(more) + (more == 1 ? " more row" : " more rows"),
                 {},
                 first->code,
                 std::nullopt,
                 {}});
    }
}

} // namespace securebase::plan
