// SPDX-License-Identifier: MIT
// The session: a list of parts, with loops and included experiments unrolled (private to the
// room).
#pragma once

#include "model/check_context.h"
#include "model/check_trials.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace securebase::model {

/// Where in the session the reader stands: what is known there and under which conditions.
struct Standing {
    Scope scope;
    std::string suffix; ///< Of part names inside of loops: "[mother]".
    std::vector<std::pair<std::string, Value>> constants;
    std::map<std::string, std::string> part_names; ///< What the script calls a part, to its name.
    /// The conditions of loops and includes around, over names that mean the same in every file:
    /// `_part3.response` is the answer of the fourth part.
    std::string when;
    base::Place when_place;
    std::map<std::string, std::string> outer_parts; ///< `_part3` to its name.
};

class SessionReader {
public:
    SessionReader(Checking& checking, Source& source, Standing standing);

    void read(script::Node const& list);

private:
    /// A part as written: its kind, its value, and the keys that all parts have.
    struct Written {
        script::Entry const* entry = nullptr;
        std::string what; ///< "the block", for messages.
        std::optional<std::string> name;
        base::Place name_place;
        script::Node const* when = nullptr;
    };

    void read_part(script::Node const& item);
    Written start(script::Entry const& entry);
    /// `name` and `when` are read by start; these are the others.
    void check_part_keys(Written const& written, std::vector<std::string> known);
    script::Node const* value_of(Written const& written, std::string_view key) const;

    void read_pages(script::Entry const& entry, PartKind kind, std::string const& response);
    std::string page_name(script::Node const& file, std::string const& fallback) const;
    void read_ask(script::Entry const& entry);
    void read_block(script::Entry const& entry, PartKind kind);
    WrittenTrial* find_trial(Written const& written);
    void read_numbers(Written const& written, Part& part);
    void read_break(Written const& written, Part& part);
    void read_missed(Written const& written, Part& part);
    void read_feedback(Written const& written, WrittenTrial const& trial, Part& part);
    std::optional<FeedbackSpec> read_feedback_map(script::Node const& map);
    std::string feedback_text(script::Node const& map, std::string const& key);

    void read_instrument(script::Entry const& entry);
    Instrument const* load_instrument(std::string const& id, base::Place const& place);
    void add_instructions(Written const& written, Instrument const& instrument);
    void add_items(Written const& written, Instrument const& instrument, bool shuffle);
    TrialSpec items_trial(Instrument const& instrument, base::Place const& place, bool shuffle);
    std::optional<std::vector<Field>>
    rating(Instrument const& instrument, base::Place const& place, Scope const& items);
    std::string fill_item(Instrument const& instrument, Item const& item, base::Place const& place);

    void read_loop(script::Entry const& entry);
    struct Levels {
        std::vector<Value> values;
        std::string chosen_in; ///< Expression of an earlier answer that must hold the value.
    };
    script::Entry const* loop_variable(script::Node const& map);
    Standing inside_loop(Standing const& outer,
                         script::Entry const& variable,
                         Value const& value,
                         Levels const& levels);
    std::optional<Levels> read_levels(script::Node const& node);
    std::optional<Levels> levels_of_answer(script::Node const& node);

    void read_include(script::Entry const& entry);

    /// Names the part, joins conditions and appends it to the session; later parts may use its
    /// answer. `fallback` is its name when none is written.
    void finish(Written const& written, Part part, std::string const& fallback);
    std::pair<std::string, std::string> claim_name(Written const& written,
                                                   std::string const& fallback);
    Expression join_conditions(script::Node const* own);
    /// An expression of this place over names that mean the same everywhere.
    std::string canonical(Expression const& expression, Standing& inner) const;
    void add_condition(Standing& inner, std::string const& source, base::Place const& place) const;

    Checking& checking_;
    Source& source_;
    Standing at_;
};

} // namespace securebase::model
