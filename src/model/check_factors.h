// SPDX-License-Identifier: MIT
// Factors of a trial: their levels and where these come from (private to the room).
#pragma once

#include "model/check_context.h"
#include "model/check_fields.h"

#include <set>
#include <string>
#include <vector>

namespace securebase::model {

/// The names of a trial's columns. Each may mean one thing only, for authors and for the data.
class Claims {
public:
    /// `scope` holds the names that are taken already.
    Claims(Checking& checking, Scope const& scope) : checking_(checking), scope_(scope) {}
    /// False, and a fault at `place`, when `name` is not free; `what` is what it would name.
    bool claim(std::string const& name, base::Place const& place, std::string const& what);

private:
    Checking& checking_;
    Scope const& scope_;
    std::set<std::string> claimed_;
};

/// Reads the factors of one trial into `factors`, their names into `scope`, and where the levels
/// stand into `levels`.
class FactorReader {
public:
    FactorReader(Checking& checking,
                 Source& source,
                 Scope& scope,
                 Claims& claims,
                 std::vector<Factor>& factors,
                 LevelSources& levels)
        : checking_(checking), source_(source), scope_(scope), claims_(claims), factors_(factors),
          levels_(levels)
    {}

    /// Returns the names of those that could not be read; why not is added as faults.
    std::vector<std::string> read(script::Node const& map);

private:
    void read_factor(Factor& factor, script::Node const& node);
    void read_values(Factor& factor, script::Node const& node);
    void read_computed(Factor& factor, script::Node const& node);
    void read_filtered(Factor& factor, script::Node const& node);
    void
    add_level(Factor& factor, std::set<std::string>& seen, Value value, base::Place const& place);
    void add_factor_name(Factor const& factor);
    void add_rows(Factor& factor, Table const& table, script::Node const* where);
    Table* find_table(script::Node const& node);

    Checking& checking_;
    Source& source_;
    Scope& scope_;
    Claims& claims_;
    std::vector<Factor>& factors_;
    LevelSources& levels_;
};

} // namespace securebase::model
