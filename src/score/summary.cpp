// SPDX-License-Identifier: MIT
// What the scores say, in plain words.
#include "score/summary.h"

#include "base/text.h"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>

namespace securebase::score {

namespace {

struct Column {
    PersonColumn const& declared;
    std::vector<std::optional<double>> values;
};

Column column_of(PersonTable const& table, std::size_t index)
{
    Column column{table.columns[index], {}};
    for (PersonRow const& row : table.rows) {
        column.values.push_back(row.values[index]);
    }
    return column;
}

bool is_count(PersonColumn const& column)
{
    return column.unit == "count";
}

bool is_dimension(PersonColumn const& column)
{
    return column.name.ends_with("_anxiety") || column.name.ends_with("_avoidance");
}

bool is_task_score(PersonColumn const& column)
{
    return column.name.ends_with("_bias") || column.name.ends_with("_threat") ||
           column.name.ends_with("_distress_transgression");
}

std::string shown(double value, std::string const& unit)
{
    return base::format_fixed(value, unit == "ms" ? 1 : 2);
}

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(width, text.size()), ' ');
    return text;
}

std::size_t widest(PersonTable const& table)
{
    std::size_t width = 0;
    for (PersonColumn const& column : table.columns) {
        width = std::max(width, is_count(column) ? 0 : column.name.size());
    }
    return width;
}

std::string person_lines(PersonTable const& table, PersonRow const& row)
{
    std::string out = "Participant " + row.participant + ", visit " + std::to_string(row.visit) +
                      " (" + row.source + ", " + row.outcome + ", " + std::to_string(row.trials) +
                      " trials)\n";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        PersonColumn const& column = table.columns[i];
        if (is_count(column)) {
            continue;
        }
        out += "  " + padded(column.name, widest(table)) + "  ";
        out += row.values[i] ? shown(*row.values[i], column.unit) + "  (" + column.unit + ")"
                             : "NA  (" + row.why_missing[i] + ")";
        out += '\n';
    }
    if (!row.style.empty()) {
        out += "  label under the rule '" + row.style_rule + "': " + row.style +
               " (a description of two scores, no diagnosis)\n";
    }
    return out;
}

struct Moments {
    std::size_t n = 0;
    double mean = 0;
    double sd = 0;
};

Moments moments(std::vector<double> const& values)
{
    Moments result{values.size(), 0, 0};
    for (double const value : values) {
        result.mean += value / static_cast<double>(values.size());
    }
    double squares = 0;
    for (double const value : values) {
        squares += (value - result.mean) * (value - result.mean);
    }
    result.sd = values.size() > 1 ? std::sqrt(squares / static_cast<double>(values.size() - 1)) : 0;
    return result;
}

std::string sample_lines(PersonTable const& table)
{
    std::string out = std::to_string(table.rows.size()) + " people and visits\n  " +
                      padded("score", widest(table)) + "     n      mean        SD  unit\n";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        Column const column = column_of(table, i);
        if (is_count(column.declared)) {
            continue;
        }
        std::vector<double> present;
        for (auto const& value : column.values) {
            if (value) {
                present.push_back(*value);
            }
        }
        Moments const found = moments(present);
        out += "  " + padded(column.declared.name, widest(table)) +
               base::align_right(std::to_string(found.n), 6) +
               base::align_right(found.n > 0 ? shown(found.mean, column.declared.unit) : "NA", 10) +
               base::align_right(found.n > 1 ? shown(found.sd, column.declared.unit) : "NA", 10) +
               "  " + column.declared.unit + '\n';
    }
    return out;
}

/// Pearson's r with a 95 % interval by Fisher's z.
std::string correlation_line(Column const& x, Column const& y)
{
    std::vector<double> xs;
    std::vector<double> ys;
    for (std::size_t i = 0; i < x.values.size(); ++i) {
        if (x.values[i] && y.values[i]) {
            xs.push_back(*x.values[i]);
            ys.push_back(*y.values[i]);
        }
    }
    Moments const mx = moments(xs);
    Moments const my = moments(ys);
    if (xs.size() < 10 || mx.sd == 0 || my.sd == 0) {
        return "";
    }
    double sum = 0;
    for (std::size_t i = 0; i < xs.size(); ++i) {
        sum += (xs[i] - mx.mean) * (ys[i] - my.mean);
    }
    double const n = static_cast<double>(xs.size());
    double const r = std::clamp(sum / ((n - 1) * mx.sd * my.sd), -1.0, 1.0);
    double const half = boost::math::quantile(boost::math::normal(), 0.975) / std::sqrt(n - 3);
    double const z = std::atanh(std::clamp(r, -0.999999999, 0.999999999));
    return "  " + x.declared.name + " with " + y.declared.name +
           ": r = " + base::format_fixed(r, 2) + ", 95 % CI " +
           base::format_fixed(std::tanh(z - half), 2) + " to " +
           base::format_fixed(std::tanh(z + half), 2) + ", n = " + std::to_string(xs.size()) + '\n';
}

std::string correlation_lines(PersonTable const& table)
{
    std::string out;
    for (std::size_t x = 0; x < table.columns.size(); ++x) {
        for (std::size_t y = 0; y < table.columns.size(); ++y) {
            if (is_dimension(table.columns[x]) && is_task_score(table.columns[y])) {
                out += correlation_line(column_of(table, x), column_of(table, y));
            }
        }
    }
    return out.empty() ? out
                       : "Attachment and task scores (not corrected for the number of tests; low "
                         "reliability makes r small)\n" +
                             out;
}

std::string cautions(PersonTable const& table)
{
    std::string out;
    bool const has_bias =
        std::ranges::any_of(table.columns, [](auto const& c) { return c.name.ends_with("_bias"); });
    bool const own_scale = std::ranges::any_of(
        table.columns, [](auto const& c) { return c.name.starts_with("wm24_"); });
    if (own_scale) {
        out += "caution: wm24 is unvalidated and has no norms; its scores compare people within a "
               "study\n";
    }
    if (has_bias) {
        out += "caution: one person's dot-probe bias is mostly noise (published split-half "
               "reliabilities are near zero)\n";
    }
    return out;
}

} // namespace

std::string to_summary(PersonTable const& table)
{
    std::string out;
    if (table.rows.empty()) {
        out = "no scored sessions\n";
    } else if (table.rows.size() <= 3) {
        for (PersonRow const& row : table.rows) {
            out += person_lines(table, row);
        }
    } else {
        out = sample_lines(table) + correlation_lines(table);
    }
    for (std::string const& note : table.notes) {
        out += "note: " + note + '\n';
    }
    return out + cautions(table);
}

} // namespace securebase::score
