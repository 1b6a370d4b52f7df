// SPDX-License-Identifier: MIT
// Cells of a comma-separated table, appended to a line as it is made.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace securebase::report {

/// How a missing value is written.
inline constexpr std::string_view missing = "NA";

/// One line of a table. Every call adds one cell.
class Line {
public:
    explicit Line(std::string& out) : out_(out) {}

    void text(std::string_view value); ///< Quoted when it must be, and when empty.
    void integer(std::int64_t value);
    /// Rounded to so many decimals; zeros that end it are left out. NA when it is not finite.
    void number(double value, int decimals);
    void ms(base::Duration value); ///< Milliseconds with three decimals, halves away from zero.
    void ms(double value);         ///< The same of milliseconds.
    void flag(bool value);         ///< 1 or 0.
    void nothing();                ///< NA.
    void end();                    ///< LF.

    template <class T> void maybe_integer(std::optional<T> const& value)
    {
        value ? integer(std::int64_t{*value}) : nothing();
    }
    void maybe_flag(std::optional<bool> const& value) { value ? flag(*value) : nothing(); }
    template <class T> void maybe_ms(std::optional<T> const& value)
    {
        value ? ms(*value) : nothing();
    }

private:
    void separate();

    std::string& out_;
    bool first_ = true;
};

} // namespace securebase::report
