// SPDX-License-Identifier: MIT
// What a column of unknown content turned out to hold.
#include "report/levels.h"

#include "base/text.h"

namespace securebase::report {

namespace {

/// "007" reads as a number too, but is a name: reading it as 7 would lose what was written.
bool is_plain_number(std::string_view value)
{
    std::string_view digits = value;
    if (digits.starts_with('-')) {
        digits.remove_prefix(1);
    }
    bool const padded = digits.size() > 1 && digits[0] == '0' && digits[1] != '.';
    return !padded && base::parse_number(value).has_value();
}

} // namespace

void Levels::see(std::string_view value)
{
    if (seen_.find(value) != seen_.end()) {
        return;
    }
    any_ = true;
    numbers_ = numbers_ && is_plain_number(value);
    integers_ = integers_ && numbers_ && base::parse_integer(value).has_value();
    if (seen_.size() < most) {
        seen_.emplace(value);
    } else {
        too_many_ = true;
    }
}

void Levels::describe(Column& column) const
{
    column.type = !any_       ? ColumnType::text
                  : integers_ ? ColumnType::integer
                  : numbers_  ? ColumnType::number
                              : ColumnType::text;
    column.levels.clear();
    if (too_many_ || column.type != ColumnType::text) {
        return;
    }
    for (std::string const& value : seen_) {
        column.levels.emplace_back(value, "");
    }
}

} // namespace securebase::report
