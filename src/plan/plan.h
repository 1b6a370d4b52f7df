// SPDX-License-Identifier: MIT
// Every trial of one session in order, with every option settled. Pure: the same input gives the
// same plan everywhere.
#pragma once

#include "base/diagnostics.h"
#include "base/time.h"
#include "model/experiment.h"
#include "model/value.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace securebase::plan {

struct Shown {
    std::string kind;
    model::Settings options;
};

struct Question {
    std::string kind;
    model::Settings options;
    std::optional<std::string> correct;
};

/// An amount of time drawn for this trial, in whole units.
struct Amount {
    double value = 0;
    model::TimeUnit unit = model::TimeUnit::milliseconds;
    bool operator==(Amount const&) const = default;
};

struct PlannedStage {
    std::string name;
    std::vector<Shown> shows;
    std::optional<Question> question;
    std::optional<Amount> duration;
    std::optional<Amount> limit;
    std::optional<Amount> window;
    bool critical = false;
    model::Rounding rounding = model::Rounding::must_fit;
    model::Expression when;   ///< Empty: always. All but answers has been replaced by its value.
    std::uint8_t trigger = 0; ///< Code sent at its onset; 0: none.
};

struct PlannedTrial {
    std::uint32_t number = 0; ///< Counts from 1 in the session.
    std::uint16_t part = 0;   ///< Index into Plan::parts.
    std::int64_t block = 1;
    std::int64_t in_block = 1;
    std::string name;
    bool practice = false;
    std::vector<std::pair<std::string, model::Value>>
        conditions; ///< Factors, table columns, lets, in order.
    std::vector<PlannedStage> stages;
    std::optional<model::FeedbackSpec> feedback;
    std::optional<std::uint32_t> repeats{}; ///< Set by sessions alone: the trial shown once more.
};

struct PlannedPart {
    std::string name;
    model::PartKind kind = model::PartKind::say;
    model::Expression when;
    std::vector<std::pair<std::string, model::Value>> constants;
    /// What conditions and text slots of this part call an earlier part, where that is not its
    /// name.
    std::map<std::string, std::string> part_names;
    std::uint32_t first_trial = 0; ///< Index into Plan::trials.
    std::uint32_t trial_count = 0;
    bool pause = false;
    std::string pause_text;
    bool repeat_missed = false; ///< Trials whose timing was missed come again after their block.
};

/// What one code says on a trigger line.
struct TriggerCode {
    std::size_t code = 0; ///< From 1; a line holds up to 255.
    std::string experiment;
    std::string trial;
    std::string stage;
    std::vector<std::pair<std::string, std::string>> conditions;
};

struct Plan {
    std::string participant;
    std::int64_t number = 0;
    std::int64_t visit = 1;
    std::uint64_t seed = 0;
    std::vector<std::pair<std::string, model::Value>> between; ///< The participant's cell.
    std::vector<PlannedPart> parts;
    std::vector<PlannedTrial> trials;
    std::vector<TriggerCode> trigger_codes; ///< All of the script, as trigger_codes() tells them.
};

struct Request {
    std::string participant;
    std::optional<std::int64_t> number; ///< Default: digits that end the code, else a hash of it.
    std::int64_t visit = 1;
    std::uint64_t seed = 0;
};

/// The participant's number when none is given: the digits that end the code, leading zeros aside
/// ("P017" is 17); without any, or with more than 15, a hash of the code from 1 to 1,000,000
/// (base::mix(0, code) modulo 1,000,000, plus 1).
std::int64_t number_of(std::string const& participant);

/// Faults: an order that cannot be kept (with a smallest set of rules that conflict), a take that
/// cannot be balanced, an option whose value does not fit its type for some trial (script line and
/// table row).
std::optional<Plan> make_plan(model::Experiment const& experiment,
                              Request const& request,
                              base::Diagnostics& diagnostics);

/// Evaluates every trial of every design once, whatever the seed, and proves that orders exist;
/// what `check` calls. `period` judges critical durations.
void check_design(model::Experiment const& experiment,
                  base::Duration period,
                  base::Diagnostics& diagnostics);

/// One line per trial, tab or comma separated: number part kind block in_block trial conditions...
/// stages. Text of the same plan is the same bytes everywhere.
std::string to_table(Plan const& plan, base::Duration period, bool csv);

/// All codes that sessions of an experiment can send, whatever a `when` leaves out, the same for
/// every participant: for each stage with a trigger one for each combination of the values of its
/// columns, in the order of the script and of the design. Expects a model that check_design() found
/// without fault.
std::vector<TriggerCode> trigger_codes(model::Experiment const& experiment);
/// "pair_kind=neutral; congruence=congruent"; "" when it says no more than the stage.
std::string meaning_of(TriggerCode const& code);
/// For the header of a session: {"line":LINE,"codes":[...]}; `line` is JSON. Of a code
/// {"code","experiment","trial","stage","conditions"}.
std::string to_json(std::vector<TriggerCode> const& codes, std::string const& line);
/// code experiment trial stage conditions, as CSV.
std::string to_csv(std::vector<TriggerCode> const& codes);

/// How long the session takes: from a quick person who meets nothing that depends on answers to a
/// slow one who meets all of it. A rule of thumb for appointments.
struct Estimate {
    double low_ms = 0;
    double high_ms = 0;
};
Estimate estimate(Plan const& plan, base::Duration period);

/// The text of a trial_begin event.
std::string trial_json(PlannedTrial const& trial, base::Duration period);

} // namespace securebase::plan
