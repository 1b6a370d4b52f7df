// SPDX-License-Identifier: MIT
// The text of a response event.
#pragma once

#include "stage/kind.h"

#include <optional>
#include <string>

namespace securebase::stage {

/// `{"value":...,"correct":true,"parts":[ms,...],"shown":[...]}`; what is not known is left out.
std::string response_json(Answer const& answer, std::optional<bool> correct);

} // namespace securebase::stage
