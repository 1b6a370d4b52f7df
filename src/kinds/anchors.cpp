// SPDX-License-Identifier: MIT
// The words under a scale.
#include "kinds/anchors.h"

#include "base/text.h"
#include "kinds/declare.h"

#include <algorithm>

namespace securebase::kinds {

namespace {

constexpr double words_em = 0.72;
constexpr double margin_share = 0.03;

std::int32_t widest_word(Studio& studio, std::string const& words)
{
    std::int32_t widest = 0;
    for (std::string const& word : base::split(words, ' ')) {
        widest = std::max(widest, studio.width_of(word, studio.em(words_em), false));
    }
    return widest;
}

} // namespace

Look anchor(Studio& studio, std::string_view words, std::int32_t middle, ports::Box const& box)
{
    if (words.empty()) {
        return {};
    }
    ports::Picture const picture =
        studio.fitted(words, {studio.em(words_em), studio.colors().label}, box.width, box.height);
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
    // Under their ends; near the screen's edges side by side.
    std::int32_t const side_by_side = (studio.scene().width - (count + 1) * gap) / count;
    std::int32_t const apart = std::min((last - first) / (count - 1) - gap, side_by_side);
    ports::Box box = area;
    // Short lines, unless a word is longer.
    box.width = apart * (count == 2 ? 55 : 85) / 100;
    for (char const* name : {"low", "middle", "high"}) {
        box.width = std::max(box.width, widest_word(studio, text_or(options, name, "")));
    }
    box.width = std::clamp(box.width, 1, std::max(apart, 1));
    Look look = anchor(studio, text_or(options, "low", ""), first, box);
    append(look, anchor(studio, middle, first + (last - first) / 2, box));
    append(look, anchor(studio, text_or(options, "high", ""), last, box));
    return look;
}

} // namespace securebase::kinds
