// SPDX-License-Identifier: MIT
// Collects faults that many trials share without repeating them for every row (private to the
// room).
#pragma once

#include "base/diagnostics.h"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <tuple>

namespace securebase::plan {

class Faults {
public:
    /// Faults shown for one place of the script; the others are counted.
    static constexpr std::size_t most_per_place = 5;

    void add(base::Diagnostic fault);
    bool has_errors() const { return diagnostics_.has_errors(); }
    /// Appends all, each place followed by how many rows more it concerns.
    void report(base::Diagnostics& out) const;

private:
    using Key = std::tuple<std::string, std::uint32_t, std::uint32_t>;
    static Key key_of(base::Place const& place) { return {place.file, place.line, place.column}; }

    base::Diagnostics diagnostics_;
    std::map<Key, std::size_t> counts_;
    std::set<std::string> known_; ///< Faults met before, shown or counted.
};

} // namespace securebase::plan
