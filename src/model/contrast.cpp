// SPDX-License-Identifier: MIT
// How well one colour stands out from another.
#include "model/contrast.h"

#include "base/text.h"

#include <algorithm>
#include <cmath>

namespace securebase::model {

namespace {

/// One channel of sRGB as a share of full light.
double light(std::uint8_t channel)
{
    double const share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

double luminance(Rgb const& color)
{
    return 0.2126 * light(color.red) + 0.7152 * light(color.green) + 0.0722 * light(color.blue);
}

} // namespace

double contrast(Rgb const& one, Rgb const& other)
{
    double const a = luminance(one);
    double const b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

std::string contrast_text(double ratio)
{
    return base::format_fixed(std::floor(ratio * 10) / 10, 1) + ":1";
}

} // namespace securebase::model
