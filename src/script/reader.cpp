// SPDX-License-Identifier: MIT
// The script reader (to be filled).
#include "script/reader.h"

namespace securebase::script {

std::optional<Node>
read_file(std::string const& file, base::Diagnostics& diagnostics, Budget const&)
{
    diagnostics.error({file, 0, 0, 1}, "script-unreadable", "scripts cannot be read yet");
    return std::nullopt;
}

std::optional<Node> read_text(std::string const& file,
                              std::string_view,
                              base::Diagnostics& diagnostics,
                              Budget const& budget)
{
    return read_file(file, diagnostics, budget);
}

} // namespace securebase::script
