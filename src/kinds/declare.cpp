// SPDX-License-Identifier: MIT
// Short ways to declare and to read options.
#include "kinds/declare.h"

#include <cmath>

namespace securebase::kinds {

using model::OptionDecl;
using model::OptionType;
using model::Settings;

OptionDecl required(std::string name, OptionType type, std::string doc)
{
    OptionDecl option;
    option.name = std::move(name);
    option.type = type;
    option.required = true;
    option.doc = std::move(doc);
    return option;
}

OptionDecl optional(std::string name, OptionType type, std::string fallback, std::string doc)
{
    OptionDecl option = required(std::move(name), type, std::move(doc));
    option.required = false;
    option.fallback = std::move(fallback);
    return option;
}

OptionDecl with_range(OptionDecl option, double least, double most)
{
    option.least = least;
    option.most = most;
    return option;
}

OptionDecl with_choices(OptionDecl option, std::vector<std::string> choices)
{
    option.choices = std::move(choices);
    return option;
}

OptionDecl at_option()
{
    return optional("at", OptionType::point, "center", "Where its centre is.");
}

OptionDecl color_option(std::string doc)
{
    return optional("color", OptionType::color, "", std::move(doc));
}

OptionDecl confirm_option()
{
    return optional(
        "confirm",
        OptionType::truth,
        "yes",
        "The choice is confirmed and may be changed until then; with no, the first press "
        "answers.");
}

OptionDecl shuffle_option()
{
    return optional("shuffle",
                    OptionType::truth,
                    "no",
                    "Shown in random order; the order is kept with the answer.");
}

OptionDecl position_option()
{
    return with_choices(optional("position",
                                 OptionType::choice,
                                 "",
                                 "Lower leaves the upper half to what else the stage shows; else "
                                 "middle with `ask` and lower without."),
                        {"middle", "lower"});
}

std::string text_or(Settings const& options, std::string_view name, std::string_view fallback)
{
    return options.has(name) ? options.text(name) : std::string(fallback);
}

bool truth_or(Settings const& options, std::string_view name, bool fallback)
{
    return options.has(name) ? options.truth(name) : fallback;
}

std::int64_t whole_or(Settings const& options, std::string_view name, std::int64_t fallback)
{
    return options.has(name) ? static_cast<std::int64_t>(std::llround(options.number(name)))
                             : fallback;
}

model::Point point_or(Settings const& options, std::string_view name, model::Point fallback)
{
    return options.has(name) ? options.point(name) : fallback;
}

model::Rgb color_or(Settings const& options, std::string_view name, model::Rgb fallback)
{
    return options.has(name) ? options.color(name) : fallback;
}

std::int32_t length_or(Settings const& options,
                       std::string_view name,
                       stage::Scene const& scene,
                       std::int32_t fallback)
{
    return options.has(name) ? scene.pixels(options.length(name)) : fallback;
}

std::vector<std::string> texts_or_none(Settings const& options, std::string_view name)
{
    std::vector<std::string> texts;
    if (options.has(name)) {
        for (model::Setting const& one : options.list(name)) {
            auto const* text = std::get_if<std::string>(&one.held);
            SECUREBASE_ASSERT(text != nullptr, "a list of texts holds texts");
            texts.push_back(*text);
        }
    }
    return texts;
}

ports::Color to_color(model::Rgb const& rgb)
{
    return {rgb.red, rgb.green, rgb.blue, 255};
}

} // namespace securebase::kinds
