// SPDX-License-Identifier: MIT
// The real program, called as a person calls it: lines of a shell in a folder of its own.
#pragma once

#include <string>

namespace securebase::testing {

struct Ran {
    int code = -1;      ///< Exit code; 128 + the signal when one ended it.
    std::string output; ///< What went to standard output.
    std::string errors; ///< What went to standard error.
};

/// Runs the lines under bash in that folder; the first that fails ends them. `securebase` is the
/// program of this build; there is no display.
Ran run(std::string const& folder, std::string const& lines);

/// Copies the shipped experiments into FOLDER/experiments.
void copy_experiments(std::string const& folder);

} // namespace securebase::testing
