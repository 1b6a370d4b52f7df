// SPDX-License-Identifier: MIT
// Names of verdicts, and the verdict on all lines.
#include "rig/line.h"

#include <algorithm>
#include <iterator>

namespace securebase::rig {

std::string_view name_of(Verdict verdict)
{
    switch (verdict) {
    case Verdict::good:
        return "good";
    case Verdict::look:
        return "look";
    case Verdict::refuse:
        return "refuse";
    case Verdict::unknown:
        return "unknown";
    }
    return "unknown";
}

std::optional<Verdict> verdict_named(std::string_view name)
{
    for (Verdict const one : {Verdict::good, Verdict::look, Verdict::refuse, Verdict::unknown}) {
        if (name == name_of(one)) {
            return one;
        }
    }
    return std::nullopt;
}

Verdict overall(std::vector<Line> const& lines)
{
    if (std::ranges::find(lines, Verdict::refuse, &Line::verdict) != lines.end()) {
        return Verdict::refuse;
    }
    bool const all_good =
        std::ranges::all_of(lines, [](Line const& line) { return line.verdict == Verdict::good; });
    return all_good && !lines.empty() ? Verdict::good : Verdict::look;
}

std::vector<Line> lines_of(std::vector<Line> const& lines, Verdict verdict)
{
    std::vector<Line> out;
    std::ranges::copy_if(
        lines, std::back_inserter(out), [&](Line const& line) { return line.verdict == verdict; });
    return out;
}

} // namespace securebase::rig
