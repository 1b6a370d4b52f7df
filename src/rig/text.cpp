// SPDX-License-Identifier: MIT
// Lines in columns.
#include "rig/text.h"

#include "base/text.h"
#include "rig/unproven.h"

#include <algorithm>
#include <cstdlib>

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

std::string frames(std::int64_t number, std::string const& more, std::string const& less)
{
    return number == 0
               ? ""
               : ", " + count(static_cast<std::size_t>(std::abs(number)), "frame", "frames") + ' ' +
                     (number > 0 ? more : less);
}

std::string to_text(WrongRun const& run)
{
    std::string const cycles = run.first == run.last ? "cycle " + std::to_string(run.first)
                                                     : "cycles " + std::to_string(run.first) + "-" +
                                                           std::to_string(run.last);
    return "  " + cycles + (run.marked ? ", marked" : ", NOT marked") +
           (run.seen ? "" : ", no light seen") + frames(run.frames_longer, "longer", "shorter") +
           frames(run.frames_later, "later than most", "earlier than most") + '\n';
}

std::string list_of_times(std::vector<double> const& times_ms)
{
    constexpr std::size_t most = 20;
    std::vector<std::string> out;
    for (std::size_t i = 0; i < std::min(times_ms.size(), most); ++i) {
        out.push_back(base::format_fixed(times_ms[i], 3));
    }
    return base::join(out, ", ") + " ms" +
           (times_ms.size() > most ? " and " + std::to_string(times_ms.size() - most) + " more"
                                   : "");
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

std::string exceptions_of(PhotodiodeFacts const& facts)
{
    std::string out;
    if (!facts.wrong.empty()) {
        out += "exposures not as their stamps say\n";
        for (WrongRun const& run : facts.wrong) {
            out += to_text(run);
        }
    }
    if (!facts.left_over_ms.empty()) {
        out += "edges of no cycle, by the instrument's clock\n" +
               wrap(list_of_times(facts.left_over_ms), "  ", width);
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
