// SPDX-License-Identifier: MIT
// Cells of a comma-separated table.
#include "report/cell.h"

#include "base/csv.h"
#include "base/text.h"
#include "report/column.h"

#include <array>
#include <charconv>
#include <cmath>

namespace securebase::report {

std::string name_of(ColumnType type)
{
    switch (type) {
    case ColumnType::integer:
        return "integer";
    case ColumnType::number:
        return "number";
    case ColumnType::flag:
        return "flag";
    case ColumnType::text:
        break;
    }
    return "text";
}

void Line::separate()
{
    if (!first_) {
        out_ += ',';
    }
    first_ = false;
}

void Line::text(std::string_view value)
{
    separate();
    if (value.empty()) {
        out_ += "\"\""; // An empty answer is an answer.
    } else if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
        out_ += value;
    } else {
        out_ += base::csv_field(value);
    }
}

void Line::integer(std::int64_t value)
{
    separate();
    std::array<char, 24> digits{};
    auto const done = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out_.append(digits.data(), done.ptr);
}

void Line::number(double value, int decimals)
{
    if (!std::isfinite(value)) {
        return nothing();
    }
    separate();
    std::string digits = base::format_fixed(value, decimals);
    if (digits.find('.') != std::string::npos) {
        digits.resize(digits.find_last_not_of('0') + 1);
        digits.resize(digits.size() - (digits.ends_with('.') ? 1U : 0U));
    }
    out_ += digits;
}

void Line::ms(base::Duration value)
{
    // Whole microseconds, without a detour through binary fractions.
    std::int64_t const ns = base::to_ns(value);
    std::int64_t const us = ns / 1000 + (ns % 1000 >= 500 ? 1 : ns % 1000 <= -500 ? -1 : 0);
    std::int64_t const size = us < 0 ? -us : us;
    separate();
    std::array<char, 32> digits{};
    char* at = digits.data();
    if (us < 0) {
        *at++ = '-';
    }
    at = std::to_chars(at, digits.data() + digits.size(), size / 1000).ptr;
    *at++ = '.';
    for (std::int64_t const unit : {100, 10, 1}) {
        *at++ = static_cast<char>('0' + size / unit % 10);
    }
    out_.append(digits.data(), at);
}

void Line::ms(double value)
{
    if (!std::isfinite(value)) {
        return nothing();
    }
    ms(base::from_ms(value));
}

void Line::flag(bool value)
{
    separate();
    out_ += value ? '1' : '0';
}

void Line::nothing()
{
    separate();
    out_ += missing;
}

void Line::end()
{
    out_ += '\n';
    first_ = true;
}

} // namespace securebase::report
