// SPDX-License-Identifier: MIT
// Draws simple figures with soft edges: 4 x 4 samples in every pixel an edge runs through.
#pragma once

#include "ports/display.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace securebase::kinds {

struct Corner {
    double x = 0;
    double y = 0;
};

/// Distance in pixels from a point to the edge of a figure, below 0 inside. It may be smaller than
/// the true distance, never larger.
using Distance = std::function<double(double x, double y)>;

Distance disc(double x, double y, double radius);
/// `thickness` lies inside `radius`.
Distance ring(double x, double y, double radius, double thickness);
Distance ellipse(double x, double y, double radius_x, double radius_y);
Distance rounded_rect(double x, double y, double width, double height, double radius);
/// A filled polygon; corners in order, either way round.
Distance polygon(std::vector<Corner> corners);
/// A line through points, with round ends.
Distance stroke(std::vector<Corner> points, double thickness);
/// What lies in the first but not in the second.
Distance without(Distance from, Distance hole);

/// Adds the figure to a bitmap whose size is set, over what is there.
void paint(ports::Bitmap& bitmap, Distance const& figure, ports::Color const& color);

ports::Bitmap empty_bitmap(std::int32_t width, std::int32_t height);

} // namespace securebase::kinds
