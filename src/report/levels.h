// SPDX-License-Identifier: MIT
// What a column of unknown content turned out to hold.
#pragma once

#include "report/column.h"

#include <set>
#include <string>
#include <string_view>

namespace securebase::report {

/// Sees every value of a column, and afterwards knows its type and, when they are few, its levels.
class Levels {
public:
    static constexpr std::size_t most = 20;

    void see(std::string_view value);
    /// Sets type and levels: integer or number when every value is one, else text.
    void describe(Column& column) const;

private:
    std::set<std::string, std::less<>> seen_;
    bool too_many_ = false;
    bool any_ = false;
    bool integers_ = true;
    bool numbers_ = true;
};

} // namespace securebase::report
