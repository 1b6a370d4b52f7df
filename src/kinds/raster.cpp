// SPDX-License-Identifier: MIT
// Draws simple figures with soft edges.
#include "kinds/raster.h"

#include "base/assert.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace securebase::kinds {

namespace {

constexpr int samples = 4;
/// Beyond this from a pixel's middle no edge can run through it (half its diagonal, and a little).
constexpr double far_away = 0.75;

/// std::hypot guards against overflow at many times the cost.
double length(double x, double y)
{
    return std::sqrt(x * x + y * y);
}

double segment_distance(double x, double y, Corner const& a, Corner const& b)
{
    double const dx = b.x - a.x;
    double const dy = b.y - a.y;
    double const square = dx * dx + dy * dy;
    double const along =
        square > 0 ? std::clamp(((x - a.x) * dx + (y - a.y) * dy) / square, 0.0, 1.0) : 0.0;
    return length(x - a.x - along * dx, y - a.y - along * dy);
}

bool is_inside(double x, double y, std::vector<Corner> const& corners)
{
    bool inside = false;
    for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
        Corner const& a = corners[i];
        Corner const& b = corners[j];
        if ((a.y > y) != (b.y > y) && x < (b.x - a.x) * (y - a.y) / (b.y - a.y) + a.x) {
            inside = !inside;
        }
    }
    return inside;
}

/// How many of the pixel's samples lie inside, of 16.
int coverage(Distance const& figure, double x, double y)
{
    double const middle = figure(x + 0.5, y + 0.5);
    if (middle > far_away) {
        return 0;
    }
    if (middle < -far_away) {
        return samples * samples;
    }
    int inside = 0;
    for (int row = 0; row < samples; ++row) {
        for (int column = 0; column < samples; ++column) {
            double const sx = x + (static_cast<double>(column) + 0.5) / samples;
            double const sy = y + (static_cast<double>(row) + 0.5) / samples;
            inside += figure(sx, sy) < 0 ? 1 : 0;
        }
    }
    return inside;
}

std::uint8_t blended(int under, int over, int under_alpha, int over_alpha, int alpha)
{
    // Straight alpha: colours weigh by what they contribute.
    int const weight_under = under_alpha * (255 - over_alpha) / 255;
    return static_cast<std::uint8_t>((over * over_alpha + under * weight_under + alpha / 2) /
                                     alpha);
}

void blend(std::uint8_t* pixel, ports::Color const& color, int over_alpha)
{
    int const under_alpha = pixel[3];
    int const alpha = over_alpha + under_alpha * (255 - over_alpha) / 255;
    if (alpha == 0) {
        return;
    }
    pixel[0] = blended(pixel[0], color.red, under_alpha, over_alpha, alpha);
    pixel[1] = blended(pixel[1], color.green, under_alpha, over_alpha, alpha);
    pixel[2] = blended(pixel[2], color.blue, under_alpha, over_alpha, alpha);
    pixel[3] = static_cast<std::uint8_t>(alpha);
}

} // namespace

Distance disc(double x, double y, double radius)
{
    return [=](double px, double py) { return length(px - x, py - y) - radius; };
}

Distance ring(double x, double y, double radius, double thickness)
{
    double const middle = radius - thickness / 2;
    return [=](double px, double py) {
        return std::abs(length(px - x, py - y) - middle) - thickness / 2;
    };
}

Distance ellipse(double x, double y, double radius_x, double radius_y)
{
    double const smaller = std::min(radius_x, radius_y);
    return [=](double px, double py) {
        return (length((px - x) / radius_x, (py - y) / radius_y) - 1.0) * smaller;
    };
}

Distance rounded_rect(double x, double y, double width, double height, double radius)
{
    double const middle_x = x + width / 2;
    double const middle_y = y + height / 2;
    double const inner_x = width / 2 - radius;
    double const inner_y = height / 2 - radius;
    return [=](double px, double py) {
        double const dx = std::abs(px - middle_x) - inner_x;
        double const dy = std::abs(py - middle_y) - inner_y;
        return length(std::max(dx, 0.0), std::max(dy, 0.0)) + std::min(std::max(dx, dy), 0.0) -
               radius;
    };
}

Distance polygon(std::vector<Corner> corners)
{
    SECUREBASE_ASSERT(corners.size() >= 3, "a polygon has three corners");
    return [corners = std::move(corners)](double x, double y) {
        double nearest = std::numeric_limits<double>::max();
        for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
            nearest = std::min(nearest, segment_distance(x, y, corners[i], corners[j]));
        }
        return is_inside(x, y, corners) ? -nearest : nearest;
    };
}

Distance stroke(std::vector<Corner> points, double thickness)
{
    return [points = std::move(points), thickness](double x, double y) {
        double nearest = std::numeric_limits<double>::max();
        for (std::size_t i = 1; i < points.size(); ++i) {
            nearest = std::min(nearest, segment_distance(x, y, points[i - 1], points[i]));
        }
        return nearest - thickness / 2;
    };
}

Distance without(Distance from, Distance hole)
{
    return [from = std::move(from), hole = std::move(hole)](double x, double y) {
        return std::max(from(x, y), -hole(x, y));
    };
}

ports::Bitmap empty_bitmap(std::int32_t width, std::int32_t height)
{
    SECUREBASE_ASSERT(width > 0 && height > 0, "a bitmap has a size");
    ports::Bitmap made;
    made.width = width;
    made.height = height;
    made.rgba.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    return made;
}

void paint(ports::Bitmap& bitmap, Distance const& figure, ports::Color const& color)
{
    std::uint8_t* pixel = bitmap.rgba.data();
    for (std::int32_t y = 0; y < bitmap.height; ++y) {
        for (std::int32_t x = 0; x < bitmap.width; ++x, pixel += 4) {
            int const inside = coverage(figure, x, y);
            if (inside > 0) {
                blend(pixel, color, color.alpha * inside / (samples * samples));
            }
        }
    }
}

} // namespace securebase::kinds
