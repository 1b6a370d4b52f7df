// SPDX-License-Identifier: MIT
// The words under a scale.
#pragma once

#include "kinds/studio.h"

#include <cstdint>
#include <string_view>

namespace securebase::kinds {

/// Words centred under a place of a scale, moved inwards where they would leave the screen's
/// margins. `box` gives the upper edge, the greatest width and height; its x is not used.
Look anchor(Studio& studio, std::string_view words, std::int32_t middle, ports::Box const& box);

/// The options `low`, `middle` and `high` under a scale from `first` to `last`, apart from each
/// other.
Look anchors(Studio& studio,
             model::Settings const& options,
             std::int32_t first,
             std::int32_t last,
             ports::Box const& area);

} // namespace securebase::kinds
