// SPDX-License-Identifier: MIT
// Lines in columns.
#include "rig/text.h"

#include "base/text.h"
#include "rig/unproven.h"

#include <algorithm>

namespace securebase::rig {

namespace {

constexpr std::size_t width = 100;
constexpr std::size_t verdict_width = 9;
constexpr std::size_t what_width = 36;

std::string padded(std::string const& text, std::size_t columns)
{
    std::size_t const length = base::count_code_points(text);
    return text + std::string(length < columns ? columns - length : 1, ' ');
}

std::string to_text(Line const& line)
{
    std::string value = line.value;
    if (line.verdict != Verdict::good && !line.limit.empty()) {
        value += " (good: " + line.limit + ")";
    }
    std::string const head = "  " + padded(std::string(name_of(line.verdict)), verdict_width) +
                             padded(line.what, what_width);
    std::string const indent(2 + verdict_width + what_width, ' ');
    std::string body = wrap(value, indent, width);
    body.replace(0, indent.size(), head);
    if (!line.fix.empty()) {
        body += wrap(line.fix, std::string(2 + verdict_width, ' ') + "  ", width);
    }
    return body;
}

std::string count(std::size_t number, std::string const& one, std::string const& many)
{
    return std::to_string(number) + ' ' + (number == 1 ? one : many);
}

} // namespace

std::string wrap(std::string_view text, std::string_view indent, std::size_t columns)
{
    std::string out;
    std::string row;
    for (std::string const& word : base::split(text, ' ')) {
        std::size_t const length = base::count_code_points(row) + base::count_code_points(word);
        if (!row.empty() && indent.size() + length + 1 > columns) {
            out += std::string(indent) + row + '\n';
            row.clear();
        }
        row += (row.empty() ? "" : " ") + word;
    }
    return out + std::string(indent) + row + '\n';
}

std::string to_sentence(std::vector<Line> const& lines)
{
    std::size_t const refusing = lines_of(lines, Verdict::refuse).size();
    std::size_t const looking = lines_of(lines, Verdict::look).size();
    std::size_t const unknown = lines_of(lines, Verdict::unknown).size();
    std::string const rest = count(looking, "line to look at", "lines to look at") + ", " +
                             count(unknown, "unknown", "unknown");
    switch (overall(lines)) {
    case Verdict::good:
        return "fit for timed sessions: every line is good";
    case Verdict::refuse:
        return "NOT FIT for timed sessions: " + count(refusing, "line refuses", "lines refuse") +
               ", " + rest + "; times measured here are not valid for a laboratory";
    case Verdict::look:
    case Verdict::unknown:
        break;
    }
    return "look before you begin: " + rest + "; sessions run, and say how sure each time is";
}

std::string table_of(std::vector<Line> const& lines)
{
    std::string out;
    std::string group;
    for (Line const& line : lines) {
        if (line.group != group) {
            out += (out.empty() ? "" : "\n") + line.group + '\n';
            group = line.group;
        }
        out += to_text(line);
    }
    return out;
}

std::string to_text(std::vector<WrongExposure> const& wrong)
{
    using base::align_right;
    if (wrong.empty()) {
        return {};
    }
    std::string out = "exposures a frame wrong\n  cycle  longer by  later by  marked\n";
    for (WrongExposure const& one : wrong) {
        out += align_right(std::to_string(one.cycle), 7) +
               align_right(std::to_string(one.frames_longer), 11) +
               align_right(std::to_string(one.frames_later), 10) + (one.marked ? "  yes" : "  NO") +
               '\n';
    }
    return out;
}

std::string to_text(std::vector<Line> const& lines)
{
    std::string out = table_of(lines);
    out += '\n' + wrap(to_sentence(lines), "", width);
    out += "\nnever proved in a laboratory with this version, whatever the lines say:\n";
    for (Unproven const& one : unproven()) {
        out += wrap(to_text(one), "  ", width);
    }
    return out;
}

std::string to_text(std::vector<Unproven> const& here)
{
    std::string out = here.empty() ? "" : "\n";
    for (Unproven const& one : here) {
        out += wrap("unproven: " + to_text(one) + "; run docs/manual/lab.md's protocol", "", width);
    }
    return out;
}

} // namespace securebase::rig
