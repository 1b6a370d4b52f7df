// SPDX-License-Identifier: MIT
// Trials: factors, lets, order rules and stages, made in the scope of the part that uses them
// (private to the room).
#pragma once

#include "model/check_context.h"
#include "model/check_fields.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace securebase::model {

/// What can be made of a trial; faults are added. `scope` holds the names of the part.
TrialSpec make_trial(Checking& checking, Source& source, WrittenTrial& trial, Scope const& scope);

/// What later parts of the check ask about a trial.
void note_facts(WrittenTrial& trial, TrialSpec const& made, std::vector<std::string> unknown);

/// Order rules over the columns of a trial.
OrderRules read_order(Checking& checking,
                      Source& source,
                      Scope const& scope,
                      script::Node const& node,
                      Columns const& columns);

/// Entries of a list of columns, or the one column, with their places; those that the trial lacks
/// are faults.
std::vector<std::pair<std::string, base::Place>> read_columns(Checking& checking,
                                                              Source& source,
                                                              script::Entry const& entry,
                                                              Columns const& columns);
/// Whether the trial has it; else a fault. One that is there is used from now on.
bool must_be_column(Checking& checking,
                    Source& source,
                    Columns const& columns,
                    std::string const& name,
                    base::Place const& place);

/// The stages of a trial in turn; each sees the answers of those before it.
class StageReader {
public:
    /// `columns` are the trial's.
    StageReader(Checking& checking,
                Source& source,
                Scope scope,
                LevelSources const* levels,
                Columns columns);

    /// One stage from its keys. `extra` are keys that belong to whoever holds the stage. Nothing
    /// when it is too broken to stand for anything; its answers are known to later stages all the
    /// same.
    std::optional<StageSpec> read(std::string const& name,
                                  base::Place const& place,
                                  script::Node const& map,
                                  std::vector<std::string> const& extra = {});

private:
    struct Parts;
    Parts sort_keys(script::Node const& map, std::vector<std::string> const& extra);
    void read_shows(Parts const& parts, StageSpec& stage);
    void read_shown(script::Node const& node, StageSpec& stage);
    void read_response(Parts const& parts, StageSpec& stage);
    void read_ask(Parts const& parts, StageSpec& stage);
    void read_times(Parts const& parts, StageSpec& stage);
    void read_handling(Parts const& parts, StageSpec& stage);
    void read_correct(Parts const& parts, StageSpec& stage);
    void read_trigger(Parts const& parts, StageSpec& stage);
    bool belongs_to_misspelt(script::Entry const& entry,
                             Parts const& parts,
                             std::vector<script::Entry const*> const& others) const;
    void unknown_key(script::Entry const& entry, Parts const& parts);
    void add_answers(Parts const& parts, StageSpec const& stage);

    Checking& checking_;
    Source& source_;
    Scope scope_;
    LevelSources const* levels_;
    Columns columns_;
};

/// What the stage's keys demand of each other: an ending, a window that fits.
void check_stage_rules(Checking& checking, StageSpec const& stage);
/// What the values demand that could be read, whatever is wrong beside them: a right answer that
/// can be given, a label for each point, a critical duration that is a whole number of frames.
void check_stage_values(Checking& checking, StageSpec const& stage);
/// Only the first of these: that something ends the stage.
void check_stage_ending(Checking& checking, StageSpec const& stage);

/// The answers that a question can give, when they are all written out.
std::optional<std::vector<std::string>> answers_of(ResponseSpec const& response);

/// The type of the answers of a response kind.
Type answer_type(KindDecl const& response);
/// The question of a trial that has exactly one, else none.
ResponseSpec const* only_question(TrialSpec const& trial);

} // namespace securebase::model
