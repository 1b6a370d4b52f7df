// SPDX-License-Identifier: MIT
// A checked experiment as plain values: nothing here can be wrong any more.
#pragma once

#include "base/csv.h"
#include "base/diagnostics.h"
#include "events/header.h"
#include "model/catalogue.h"
#include "model/expression.h"
#include "model/instrument.h"
#include "model/value.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace securebase::model {

/// A text with {expressions} in it, cut into pieces.
struct Template {
    struct Slot {
        Expression expression;
        bool at_run_time = false; ///< Uses answers, so the stage fills it; else the plan does.
    };
    std::vector<std::variant<std::string, Slot>> pieces; ///< Texts with braces as they are shown.
};

/// An option as written: settled, or to be computed for each trial (see options.h). Lists and maps
/// nest.
struct Field {
    std::string name;
    base::Place place;
    OptionDecl decl; ///< What its value must be; of a list's or map's parts: leaf_of.
    std::variant<Setting, Expression, Template, std::vector<Field>>
        value;           ///< vector<Field>: a list (names empty) or map.
    bool is_map = false; ///< Of a vector<Field>.
};

struct StimulusSpec {
    std::string kind;
    base::Place place;
    std::vector<Field> options; ///< Complete: fallbacks filled in.
};

struct ResponseSpec {
    std::string kind;
    base::Place place;
    std::vector<Field> options;
};

enum class Rounding : std::uint8_t { must_fit, nearest, up, down };

/// Other machines are told of a stage's onset by a code.
struct TriggerSpec {
    std::vector<std::string> columns; ///< Conditions that the codes tell apart.
    base::Place place;
};

struct StageSpec {
    std::string name;
    base::Place place;
    std::vector<StimulusSpec> shows;
    std::optional<ResponseSpec> response;
    std::optional<Field> duration; ///< `for`.
    std::optional<Field> limit;
    std::optional<Field> window;
    std::optional<Field> correct;
    Expression when; ///< Empty: always.
    bool critical = false;
    Rounding rounding = Rounding::must_fit;
    std::optional<TriggerSpec> trigger;
};

struct RunRule {
    std::string column;
    std::int64_t most = 1; ///< In a row.
    base::Place place;
};

struct SpacingRule {
    std::string column;
    std::int64_t least = 1; ///< Other trials between two that share the value.
    base::Place place;
};

struct OrderRules {
    bool shuffle = true;
    std::vector<std::string> balance;
    base::Place balance_place;
    std::vector<RunRule> runs; ///< `max_run` and `no_repeat`.
    std::vector<SpacingRule> spacings;
    base::Place place;
};

/// One level of a factor: a value, or a row of a table.
struct Level {
    Value value;
    std::vector<std::pair<std::string, Value>> fields; ///< Column of the table to its cell.
    std::optional<base::Place> row_place;              ///< First cell of the row.
};

/// Expressions read a level's value by the factor's name and its fields as `factor.field`.
struct Factor {
    std::string name;
    base::Place place;
    bool is_table = false; ///< The fields are condition columns `factor_field`; else the value is
                           ///< the one column, and fields can only be read.
    std::vector<Level> levels;
};

/// The condition column of a field of a factor that is a table.
std::string column_of(Factor const& factor, std::string const& field);

struct TrialSpec {
    std::string name;
    base::Place place;
    std::vector<Factor> factors;
    std::vector<std::pair<std::string, Expression>> lets;
    OrderRules order;
    std::vector<StageSpec> stages;
};

/// The condition columns of a trial's data: of its factors, then what it lets.
std::vector<std::string> condition_columns(TrialSpec const& trial);

struct FeedbackSpec {
    std::string correct;
    std::string wrong;
    std::string late;
    TimeRange duration{500, 500, TimeUnit::milliseconds};
};

enum class PartKind : std::uint8_t { say, consent, ask, instrument, practice, block, debrief };
std::string_view name_of(PartKind kind);

/// Everything a part of the session needs. `include` and `for each` have been expanded.
struct Part {
    std::string name; ///< Unique in the session; expansions of `for each` are "name[partner]".
    PartKind kind = PartKind::say;
    base::Place place;
    Expression when;        ///< Empty: always. Decided when the part is reached.
    std::size_t module = 0; ///< Whose places and files hold: index into Experiment::modules.
    TrialSpec trial;        ///< Also pages, questions and instruments are trials.
    std::optional<std::int64_t> take;
    std::int64_t times = 1;
    std::string pool;   ///< Blocks with the same pool draw from the same design without repeats.
    bool pause = false; ///< `break`: a rest between the blocks.
    std::string pause_text;
    bool repeat_missed = false; ///< `missed: repeat`: trials whose timing was missed, once more.
    std::optional<FeedbackSpec> feedback;
    std::vector<std::pair<std::string, Value>> constants; ///< Parameters and `for each` variables.
    /// What expressions call an earlier part, where that is not its name: inside `for each`
    /// "rating" is "rating[partner]".
    std::map<std::string, std::string> part_names;
};

struct MeasureSpec {
    std::string name;
    std::string rule;
    base::Place place;
    Settings options; ///< Complete: fallbacks filled in.
    bool operator==(MeasureSpec const&) const = default;
};

struct ScreenSpec {
    Rgb background{24, 26, 30};
    Rgb color{236, 236, 236};
    Length text_size{4.2, LengthUnit::percent_of_height};
    double refresh_hz = 60;
};

struct Between {
    std::string name;
    std::vector<Value> levels;
};

/// One experiment folder: the script's own, or one that it includes.
struct Module {
    std::string name;   ///< Last part of the folder.
    std::string folder; ///< As reached from where the command was given.
    std::map<std::string, Point> places;
    std::set<std::string> images; ///< Files that exist and may be shown, as scripts name them.
};

struct Experiment {
    std::string folder; ///< As given on the command line.
    std::string name;   ///< Last part of the folder.
    std::string title;
    std::vector<std::string> cite;
    std::string language = "en";
    ScreenSpec screen;
    std::map<std::string, Point> places; ///< The experiment's own; a part's are its module's.
    std::vector<Module> modules;         ///< The first is the experiment itself.
    /// Of the experiment's own script, in its order, as they are for this session.
    std::vector<std::pair<std::string, Value>> parameters;
    std::vector<Between> between;
    std::vector<Part> parts;
    std::vector<MeasureSpec> measures;
    std::vector<Instrument> instruments;      ///< Those the session uses, each once.
    std::map<std::string, std::string> texts; ///< Every word of the program for the participant.
    std::vector<events::FileHash> files;      ///< Every file read, with its hash; sorted by path.
};

/// The words of the program for the participant and what they are in English.
std::map<std::string, std::string> default_texts();

} // namespace securebase::model
