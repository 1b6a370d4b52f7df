// SPDX-License-Identifier: MIT
// Labels for two dimensions.
#include "score/styles.h"

#include <algorithm>
#include <cmath>

namespace securebase::score {

std::vector<std::string> style_rules()
{
    return {"midpoint"};
}

std::optional<StyleLabel>
style_by(std::string_view rule, double anxiety, double avoidance, double least, double most)
{
    if (rule != "midpoint") {
        return std::nullopt;
    }
    double const middle = (least + most) / 2;
    double const from_anxiety = anxiety - middle;
    double const from_avoidance = avoidance - middle;
    StyleLabel style{
        "undefined", std::string(rule), std::min(std::abs(from_anxiety), std::abs(from_avoidance))};
    if (style.boundary_distance == 0) {
        return style;
    }
    if (from_anxiety < 0) {
        style.label = from_avoidance < 0 ? "secure" : "dismissing";
    } else {
        style.label = from_avoidance < 0 ? "preoccupied" : "fearful";
    }
    return style;
}

} // namespace securebase::score
