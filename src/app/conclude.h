// SPDX-License-Identifier: MIT
// The end of a session: what is kept of it, said and made true.
#pragma once

#include "app/exit_code.h"
#include "events/header.h"
#include "stage/session.h"

#include <string>

namespace securebase::app {

/// Erases a withdrawn session and says what became of this one. The journal must be closed.
ExitCode
conclude(std::string const& data_folder, events::Header const& header, stage::Ending const& ending);

} // namespace securebase::app
