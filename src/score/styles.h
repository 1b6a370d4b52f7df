// SPDX-License-Identifier: MIT
// Labels for two dimensions, only under a rule that is named beside them. A label is no diagnosis.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::score {

struct StyleLabel {
    std::string label; ///< secure, preoccupied, dismissing, fearful or undefined.
    std::string rule;
    double boundary_distance = 0; ///< Scale points to the nearest border.
};

/// Names of the rules there are.
std::vector<std::string> style_rules();

/// `midpoint`: each dimension against the middle of its scale; on the middle the label is
/// undefined. Nothing when the rule is unknown.
std::optional<StyleLabel>
style_by(std::string_view rule, double anxiety, double avoidance, double least, double most);

} // namespace securebase::score
