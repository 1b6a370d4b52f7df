// SPDX-License-Identifier: MIT
// All lines, and what no line can say.
#include "rig/judge.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace securebase::rig {

std::vector<Line> judge(Facts const& facts)
{
    std::vector<Line> lines;
    for (std::vector<Line> some : {judge_screen(facts.screen),
                                   judge_refresh(facts.screen),
                                   judge_input(facts.input),
                                   judge_machine(facts.machine),
                                   judge_disk(facts.disk),
                                   judge_wall(facts.wall)}) {
        std::ranges::move(some, std::back_inserter(lines));
    }
    return lines;
}

} // namespace securebase::rig
