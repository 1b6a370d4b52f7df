// SPDX-License-Identifier: MIT
// From lengths and places to pixels of the screen at hand.
#include "model/experiment.h"
#include "stage/kind.h"

#include <cmath>

namespace securebase::stage {

namespace {

std::int32_t rounded(double value)
{
    return static_cast<std::int32_t>(std::lround(value));
}

double exact(model::Length const& length, std::int32_t screen_height)
{
    return length.unit == model::LengthUnit::pixels
               ? length.value
               : length.value / 100.0 * static_cast<double>(screen_height);
}

} // namespace

std::int32_t Scene::pixels(model::Length const& length) const
{
    return rounded(exact(length, height));
}

ports::Box
Scene::box_at(model::Point const& at, std::int32_t box_width, std::int32_t box_height) const
{
    // Rounded once, so that a box of even size at the centre of an even screen is exactly centred.
    double const left = static_cast<double>(width - box_width) / 2.0 + exact(at.x, height);
    double const top = static_cast<double>(height - box_height) / 2.0 + exact(at.y, height);
    return {rounded(left), rounded(top), box_width, box_height};
}

std::int32_t Scene::part_of_height(double share) const
{
    return rounded(share * static_cast<double>(height));
}

Scene scene_of(model::Experiment const& experiment,
               std::uint64_t seed,
               ports::Workshop& workshop,
               std::int32_t width,
               std::int32_t height)
{
    Scene scene{.workshop = workshop,
                .width = width,
                .height = height,
                .background = experiment.screen.background,
                .color = experiment.screen.color,
                .text_px = 0,
                .texts = experiment.texts,
                .places = experiment.places,
                .seed = seed};
    scene.text_px = scene.pixels(experiment.screen.text_size);
    return scene;
}

} // namespace securebase::stage
