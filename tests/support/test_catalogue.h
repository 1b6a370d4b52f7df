// SPDX-License-Identifier: MIT
// Kinds and rules for tests of rooms that cannot see the real ones; the declarations are the same
// as far as scripts can tell.
#pragma once

#include "model/catalogue.h"

#include <string>
#include <utility>
#include <vector>

namespace securebase::support {

inline model::OptionDecl
option(std::string name, model::OptionType type, std::string fallback = {}, bool required = false)
{
    model::OptionDecl decl;
    decl.name = std::move(name);
    decl.type = type;
    decl.fallback = std::move(fallback);
    decl.required = required;
    decl.doc = "What '" + decl.name + "' is.";
    return decl;
}

inline model::OptionDecl needed(std::string name, model::OptionType type)
{
    return option(std::move(name), type, {}, true);
}

inline model::OptionDecl ranged(model::OptionDecl decl, double least, double most)
{
    decl.least = least;
    decl.most = most;
    return decl;
}

inline model::OptionDecl
one_of(std::string name, std::vector<std::string> choices, std::string fallback, bool required)
{
    model::OptionDecl decl =
        option(std::move(name), model::OptionType::choice, std::move(fallback), required);
    decl.choices = std::move(choices);
    return decl;
}

inline model::KindDecl
kind(std::string name, std::string value_option, std::vector<model::OptionDecl> options)
{
    model::KindDecl decl;
    decl.name = std::move(name);
    decl.value_option = std::move(value_option);
    decl.options = std::move(options);
    return decl;
}

inline model::KindDecl question(model::KindDecl decl, std::string answer, bool ask, bool fills)
{
    decl.answer = std::move(answer);
    decl.takes_ask = ask;
    decl.draws_itself = fills;
    return decl;
}

inline std::vector<model::KindDecl> test_stimuli()
{
    using enum model::OptionType;
    auto const at = option("at", point, "center");
    auto const ink = option("color", color);
    return {
        kind("text",
             "text",
             {needed("text", text),
              at,
              option("size", length),
              ink,
              option("width", length),
              option("bold", truth, "no"),
              one_of("align", {"left", "center", "right"}, "center", false)}),
        kind("image", "image", {needed("image", file), at, option("size", size, "40 %")}),
        kind("shape",
             "shape",
             {one_of("shape",
                     {"rect",
                      "disc",
                      "ring",
                      "line",
                      "arrow_left",
                      "arrow_right",
                      "arrow_up",
                      "arrow_down"},
                     "",
                     true),
              at,
              option("size", size),
              ink,
              option("thickness", length)}),
        kind("fixation",
             "fixation",
             {one_of("fixation", {"cross", "dot"}, "", true),
              at,
              option("size", length, "3 %"),
              ink}),
        kind("mask",
             "seed",
             {needed("seed", seed),
              at,
              option("size", size, "20 %"),
              option("cell", length, "1 %"),
              ink}),
    };
}

inline std::vector<model::KindDecl> test_responses()
{
    using enum model::OptionType;
    auto const position = one_of("position", {"middle", "lower"}, "", false);
    auto const confirm = option("confirm", truth, "yes");
    return {
        question(kind("keys", "keys", {needed("keys", key_map)}), "text: the value", false, false),
        question(
            kind("click", "areas", {needed("areas", area_map)}), "text: the area", false, false),
        question(kind("likert",
                      "points",
                      {ranged(option("points", integer, "7"), 2, 11),
                       ranged(option("least", integer, "1"), -5, 1),
                       option("low", text),
                       option("middle", text),
                       option("high", text),
                       option("labels", text_list),
                       confirm,
                       position}),
                 "number: the point",
                 true,
                 false),
        question(
            kind("vas",
                 "",
                 {option("low", text), option("middle", text), option("high", text), position}),
            "number: 0 to 100",
            true,
            false),
        question(
            kind("choose",
                 "options",
                 {needed("options", text_list), option("shuffle", truth, "no"), confirm, position}),
            "text: the option",
            true,
            false),
        question(kind("choose_many",
                      "options",
                      {needed("options", text_list),
                       option("shuffle", truth, "no"),
                       ranged(option("least", integer, "1"), 0, 100),
                       ranged(option("most", integer), 1, 100),
                       position}),
                 "list: the options",
                 true,
                 false),
        question(kind("type",
                      "lines",
                      {ranged(option("lines", integer, "1"), 1, 12),
                       ranged(option("least", integer, "0"), 0, 2000),
                       ranged(option("most", integer, "200"), 1, 2000),
                       option("placeholder", text),
                       position}),
                 "text: what was typed",
                 true,
                 false),
        question(kind("read",
                      "text",
                      {needed("text", text),
                       option("least", time, "300 ms"),
                       option("keep", truth, "no")}),
                 "number: sentences",
                 false,
                 true),
        question(kind("pages", "text", {needed("text", page)}), "number: pages", false, true),
        question(kind("agree", "text", {needed("text", page), option("items", text_list)}),
                 "text: yes or no",
                 false,
                 true),
    };
}

inline std::vector<model::KindDecl> test_rules()
{
    using enum model::OptionType;
    return {
        kind("dot_probe",
             "",
             {needed("trial", name),
              needed("stage", name),
              needed("kind", column),
              needed("congruence", column),
              option("neutral", name, "neutral"),
              option("window", time_window, "200..1500 ms"),
              option("least_correct", percent, "70 %"),
              ranged(option("least_cell", integer, "8"), 1, 10'000)}),
        kind("vignettes", "", {needed("trial", name)}),
    };
}

inline model::Catalogue test_catalogue()
{
    return {test_stimuli(), test_responses(), test_rules()};
}

} // namespace securebase::support
