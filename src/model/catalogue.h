// SPDX-License-Identifier: MIT
// What kinds of stimuli, responses and scoring rules exist and which options they take.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace securebase::model {

/// The type an option's value must have.
enum class OptionType : std::uint8_t {
    text, ///< May hold {slots}; as a Setting {answers} may still be left and `{{` is a brace.
    number,
    integer,
    truth, ///< yes or no.
    time,  ///< Duration.
    length,
    point, ///< A place's name or [x, y].
    size,  ///< [width, height] of lengths; held as a Point.
    color,
    choice,   ///< One of `choices`.
    file,     ///< An image in the experiment's folder; held as a path.
    page,     ///< A Markdown file's content (written `file: x.md`) or a text; held as the text.
    key_map,  ///< { Key: value, ... } or [Key, ...]; held as a map from key name to value.
    area_map, ///< { name: { at: point, size: size }, ... }; held as a map of maps.
    text_list,
    column,      ///< The name of a condition column (rules only).
    name,        ///< A plain word. Rules: a trial's, stage's, part's or instrument's, by the
                 ///< option's own name (`trial`, `stage`, `part`, `instrument`).
    percent,     ///< `70 %`; held as a number from 0 to 1.
    time_window, ///< `200..1500 ms`; held as a TimeRange.
    seed,        ///< A whole number used to draw something random that is the same every time.
};

struct OptionDecl {
    std::string name;
    OptionType type = OptionType::text;
    bool required = false;
    std::string fallback; ///< As it would be written; empty when the option may be absent.
    std::string doc;      ///< One sentence, with the unit or range.
    std::vector<std::string> choices;
    std::optional<double> least; ///< Smallest number, inclusive.
    std::optional<double> most;
};

struct KindDecl {
    std::string name;
    std::string doc;          ///< One sentence.
    std::string value_option; ///< The option that `kind: value` sets when the value is not a map of
                              ///< options. For a key_map or area_map the value is always the map.
    std::vector<OptionDecl> options;
    std::string answer; ///< Responses and rules: what the answer or the columns are. A response's
                        ///< begins with its type: text, number or list.
    std::string source; ///< Rules: the paper.
    int version = 1;
    bool takes_ask = false;    ///< Responses: shows the stage's `ask` above itself.
    bool draws_itself = false; ///< Responses: fills the screen, so nothing else may be shown.
};

struct Catalogue {
    std::vector<KindDecl> stimuli;
    std::vector<KindDecl> responses;
    std::vector<KindDecl> rules;

    KindDecl const* stimulus(std::string_view name) const;
    KindDecl const* response(std::string_view name) const;
    KindDecl const* rule(std::string_view name) const;
};

} // namespace securebase::model
