// SPDX-License-Identifier: MIT
// Stimulus: a pattern of random squares.
#include "base/random.h"
#include "kinds/declare.h"
#include "kinds/factories.h"
#include "kinds/raster.h"

#include <algorithm>
#include <array>
#include <vector>

namespace securebase::kinds {

namespace {

using model::OptionType;

constexpr double usual_size = 0.2;  ///< Of the screen's height.
constexpr double usual_cell = 0.01; ///< Likewise.

/// Where the squares of one row or column begin and end: about `cell` wide, all in all `length`.
std::vector<std::int32_t> edges(std::int32_t length, std::int32_t cell)
{
    std::int32_t const count = std::max(1, (length + cell / 2) / cell);
    std::vector<std::int32_t> made;
    for (std::int32_t i = 0; i <= count; ++i) {
        made.push_back(static_cast<std::int32_t>(std::int64_t{length} * i / count));
    }
    return made;
}

/// Row by row from the top left corner.
void fill_squares(ports::Bitmap& bitmap, std::int32_t cell, std::uint64_t seed, ports::Color color)
{
    base::Random random(seed, "mask");
    std::array<std::uint8_t, 4> const pixel{color.red, color.green, color.blue, color.alpha};
    auto const columns = edges(bitmap.width, cell);
    auto const rows = edges(bitmap.height, cell);
    for (std::size_t row = 0; row + 1 < rows.size(); ++row) {
        for (std::size_t column = 0; column + 1 < columns.size(); ++column) {
            if (random.below(2) == 0) {
                continue;
            }
            for (std::int32_t y = rows[row]; y < rows[row + 1]; ++y) {
                for (std::int32_t x = columns[column]; x < columns[column + 1]; ++x) {
                    auto const at = static_cast<std::ptrdiff_t>(y * bitmap.width + x) * 4;
                    std::ranges::copy(pixel, bitmap.rgba.begin() + at);
                }
            }
        }
    }
}

class Mask final : public stage::StimulusKind {
public:
    model::KindDecl declaration() const override;
    base::Result<void> prepare(model::Settings const& options,
                               stage::Scene const& scene,
                               std::vector<ports::Sprite>& out) const override;
};

model::KindDecl Mask::declaration() const
{
    model::KindDecl decl;
    decl.name = "mask";
    decl.doc = "A pattern of random squares, each as likely filled as not.";
    decl.value_option = "seed";
    decl.options = {
        required("seed", OptionType::seed, "The same number gives the same pattern."),
        at_option(),
        optional("size", OptionType::size, "20 %", "[width, height], or one length for a square."),
        optional("cell", OptionType::length, "1 %", "Side of one square."),
        color_option("Of the filled squares; else the screen's color."),
    };
    return decl;
}

base::Result<void> Mask::prepare(model::Settings const& options,
                                 stage::Scene const& scene,
                                 std::vector<ports::Sprite>& out) const
{
    std::int32_t width = scene.part_of_height(usual_size);
    std::int32_t height = width;
    if (options.has("size")) {
        width = scene.pixels(options.point("size").x);
        height = scene.pixels(options.point("size").y);
    }
    std::int32_t const cell =
        std::max(1, length_or(options, "cell", scene, scene.part_of_height(usual_cell)));
    ports::Bitmap bitmap = empty_bitmap(std::max(width, 1), std::max(height, 1));
    fill_squares(bitmap,
                 cell,
                 static_cast<std::uint64_t>(whole_or(options, "seed", 0)),
                 to_color(color_or(options, "color", scene.color)));
    auto const picture = scene.workshop.bitmap(bitmap);
    if (!picture) {
        return picture.error();
    }
    out.push_back(
        {*picture, scene.box_at(point_or(options, "at", {}), bitmap.width, bitmap.height)});
    return {};
}

} // namespace

Stimulus mask_stimulus()
{
    return std::make_unique<Mask>();
}

} // namespace securebase::kinds
