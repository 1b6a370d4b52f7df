// SPDX-License-Identifier: MIT
// How a command says what went wrong.
#include "app/say.h"

#include <iostream>

namespace securebase::app {

ExitCode failed(base::Error const& error, ExitCode code)
{
    std::cerr << "securebase: " << error.what << '\n';
    if (!error.hint.empty()) {
        std::cerr << "hint: " << error.hint << '\n';
    }
    return code;
}

} // namespace securebase::app
