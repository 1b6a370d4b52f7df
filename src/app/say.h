// SPDX-License-Identifier: MIT
// How a command says what went wrong.
#pragma once

#include "app/exit_code.h"
#include "base/result.h"

namespace securebase::app {

/// Prints the error and its hint to standard error and gives `code` back.
ExitCode failed(base::Error const& error, ExitCode code = ExitCode::world_failed);

} // namespace securebase::app
