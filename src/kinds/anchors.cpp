// SPDX-License-Identifier: MIT
// The words under a scale.
#include "kinds/anchors.h"

#include "kinds/declare.h"

#include <algorithm>

namespace securebase::kinds {

namespace {

constexpr double words_em = 0.72;
constexpr double margin_share = 0.03;

} // namespace

Look anchor(Studio& studio, std::string_view words, std::int32_t middle, ports::Box const& box)
{
    if (words.empty()) {
        return {};
    }
    ports::Picture const picture =
        studio.fitted(words, {studio.em(words_em), studio.colors().quiet}, box.width, box.height);
    std::int32_t const margin = studio.part(margin_share);
    std::int32_t const last = studio.scene().width - margin - picture.width;
    std::int32_t const x = std::clamp(middle - picture.width / 2, margin, std::max(margin, last));
    return {at(picture, x, box.y)};
}

Look anchors(Studio& studio,
             model::Settings const& options,
             std::int32_t first,
             std::int32_t last,
             ports::Box const& area)
{
    std::string const middle = text_or(options, "middle", "");
    std::int32_t const count = middle.empty() ? 2 : 3;
    std::int32_t const gap = studio.part(margin_share);
    // Under their ends, and, where these are near the screen's edges, side by side.
    std::int32_t const apart = (last - first) / (count - 1) - gap;
    std::int32_t const side_by_side = (studio.scene().width - (count + 1) * gap) / count;
    ports::Box box = area;
    box.width = std::max(1, std::min(apart, side_by_side));
    Look look = anchor(studio, text_or(options, "low", ""), first, box);
    append(look, anchor(studio, middle, first + (last - first) / 2, box));
    append(look, anchor(studio, text_or(options, "high", ""), last, box));
    return look;
}

} // namespace securebase::kinds
