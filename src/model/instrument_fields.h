// SPDX-License-Identifier: MIT
// The keys of an instrument file as typed values, each fault at its place (private to the room).
#pragma once

#include "base/diagnostics.h"
#include "script/tree.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::model {

class InstrumentFields {
public:
    explicit InstrumentFields(base::Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

    void fault(base::Place const& place,
               std::string code,
               std::string what,
               std::string hint = {}) const;
    /// "'key' must be what".
    void wanted(script::Node const& node, std::string_view key, std::string_view what) const;
    /// Every key that is not among the known ones is a fault.
    void keys(script::Node const& map,
              std::string_view where,
              std::vector<std::string> const& known) const;

    /// The value under `key`, or null; its absence is a fault when it is required.
    script::Node const* value(script::Node const& map, std::string_view key, bool required) const;
    /// Empty when it is absent or no text.
    std::string text(script::Node const& map, std::string_view key, bool required) const;
    std::optional<double> number(script::Node const& node, std::string_view key) const;
    /// Nothing when it is absent or no whole number; only the second is a fault.
    std::optional<std::int64_t> whole(script::Node const& map, std::string_view key) const;
    /// False when it is absent or no list; only the second is a fault.
    bool is_list(script::Node const& map, std::string_view key) const;

    base::Diagnostics& diagnostics() const { return diagnostics_; }

private:
    base::Diagnostics& diagnostics_;
};

} // namespace securebase::model
