// SPDX-License-Identifier: MIT
// Short ways to declare options, and to read them where they may be absent.
#pragma once

#include "model/catalogue.h"
#include "model/value.h"
#include "stage/kind.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::kinds {

/// An option that must be written.
model::OptionDecl required(std::string name, model::OptionType type, std::string doc);
/// An option with a fallback, as it would be written; empty: it may be absent.
model::OptionDecl
optional(std::string name, model::OptionType type, std::string fallback, std::string doc);
model::OptionDecl with_range(model::OptionDecl option, double least, double most);
model::OptionDecl with_choices(model::OptionDecl option, std::vector<std::string> choices);
/// Where a stimulus stands and its colour, the same for all kinds.
model::OptionDecl at_option();
model::OptionDecl color_option(std::string doc);
/// Whether a choice stands only once it is confirmed; whether options are shown as written.
model::OptionDecl confirm_option();
model::OptionDecl shuffle_option();
/// Where a question stands: in the middle, or below what else the stage shows.
model::OptionDecl position_option();

// What is read here may be absent although it has a fallback: the program's own screens (feedback,
// rests, the stop dialogue) write down only what matters to them.
std::string
text_or(model::Settings const& options, std::string_view name, std::string_view fallback);
bool truth_or(model::Settings const& options, std::string_view name, bool fallback);
std::int64_t whole_or(model::Settings const& options, std::string_view name, std::int64_t fallback);
model::Point point_or(model::Settings const& options, std::string_view name, model::Point fallback);
model::Rgb color_or(model::Settings const& options, std::string_view name, model::Rgb fallback);
/// In pixels.
std::int32_t length_or(model::Settings const& options,
                       std::string_view name,
                       stage::Scene const& scene,
                       std::int32_t fallback);
/// Empty when absent.
std::vector<std::string> texts_or_none(model::Settings const& options, std::string_view name);

ports::Color to_color(model::Rgb const& rgb);

} // namespace securebase::kinds
