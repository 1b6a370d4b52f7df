// SPDX-License-Identifier: MIT
// How well one colour stands out from another.
#pragma once

#include "model/value.h"

#include <string>

namespace securebase::model {

/// From 1 (the same) to 21 (black and white).
/// Source: W3C, Web Content Accessibility Guidelines 2.1, definition of contrast ratio.
double contrast(Rgb const& one, Rgb const& other);

/// What text of ordinary size needs at least (the same guidelines, criterion 1.4.3).
inline constexpr double readable_contrast = 4.5;

/// "2.3:1", cut and not rounded, so that nothing below a limit reads like it.
std::string contrast_text(double ratio);

} // namespace securebase::model
