// SPDX-License-Identifier: MIT
// The rules of `doctor`: what was measured becomes lines with limits, verdicts and what to do.
#pragma once

#include "rig/calibration.h"
#include "rig/facts.h"
#include "rig/line.h"
#include "rig/watch.h"

#include <string>
#include <vector>

namespace securebase::rig {

/// Every line, in the order in which they are printed.
std::vector<Line> judge(Facts const& facts);

/// How frames get to the screen and what stands in between; then how the screen refreshes.
std::vector<Line> judge_screen(ScreenFacts const& screen);
std::vector<Line> judge_refresh(ScreenFacts const& screen);
std::vector<Line> judge_input(InputFacts const& input);
std::vector<Line> judge_machine(MachineFacts const& machine);
std::vector<Line> judge_disk(DiskFacts const& disk);
std::vector<Line> judge_wall(WallFacts const& wall);

/// A long look at the same screen.
Line judge_watch(Watch const& watch, ScreenFacts const& screen);

/// Whether enough was found for any line about light against stamps.
bool is_judged(PhotodiodeFacts const& facts);

/// The lag, when its line is good and no other refuses.
std::optional<double> lag_to_keep(std::vector<Line> const& lines);

/// What a photodiode told, on that day: matched, jitter, drift, frames, rise and fall, lag.
std::vector<Line> judge_photodiode(PhotodiodeFacts const& facts, std::string const& day);

} // namespace securebase::rig
