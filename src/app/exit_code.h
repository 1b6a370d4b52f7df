// SPDX-License-Identifier: MIT
// What a command tells the shell.
#pragma once

namespace securebase::app {

enum class ExitCode : int {
    done = 0,
    faults = 1,       ///< The user's input has faults.
    usage = 2,        ///< The command line makes no sense.
    world_failed = 3, ///< Disk or display.
    refused = 4,      ///< Refused for safety: the participant exists, hashes differ, ...
};

} // namespace securebase::app
