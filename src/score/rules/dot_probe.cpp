// SPDX-License-Identifier: MIT
// Attention bias from a dot probe: bias, engagement and disengagement per kind of word.
// Source: MacLeod, Mathews & Tata 1986 (bias); Koster, Crombez, Verschuere & De Houwer 2004
// (engagement and disengagement against neutral pairs).
#include "base/text.h"
#include "score/mean.h"
#include "score/rules.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace securebase::score {

namespace {

using events::ResponseRow;
using model::OptionType;

struct Settings {
    std::string trial;
    std::string stage;
    std::string kind;
    std::string congruence;
    std::string neutral;
    double shortest_ms = 0;
    double longest_ms = 0;
    double least_correct = 0;
    std::int64_t least_cell = 0;

    explicit Settings(model::Settings const& options)
        : trial(options.text("trial")), stage(options.text("stage")), kind(options.text("kind")),
          congruence(options.text("congruence")), neutral(options.text("neutral")),
          shortest_ms(options.time("window").least), longest_ms(options.time("window").most),
          least_correct(options.number("least_correct")),
          least_cell(static_cast<std::int64_t>(options.number("least_cell")))
    {}
};

struct Cells {
    std::map<std::string, Mean> congruent;
    std::map<std::string, Mean> incongruent;
    std::set<std::string> kinds;
    Mean neutral;
    Mean correct; ///< Over all trials of the block.
};

std::string text_of(ResponseRow const& row, std::string const& column)
{
    auto const found = row.conditions.find(column);
    return found == row.conditions.end() ? std::string() : found->second;
}

/// Why the row's time does not count; empty when it does.
std::string exclusion(ResponseRow const& row, Settings const& settings)
{
    if (!row.response) {
        return "no answer";
    }
    if (row.correct != true) {
        return "wrong answer";
    }
    if (row.grade == events::Grade::x || !row.rt) {
        return "not shown as planned";
    }
    double const ms = base::to_ms(row.rt->likely());
    if (ms < settings.shortest_ms) {
        return "too fast";
    }
    return ms > settings.longest_ms ? "too slow" : "";
}

void sort_in(ResponseRow const& row, Settings const& settings, Cells& cells)
{
    double const ms = base::to_ms(row.rt->likely());
    std::string const kind = text_of(row, settings.kind);
    if (kind == settings.neutral) {
        cells.neutral.add(ms);
    } else if (text_of(row, settings.congruence) == "congruent") {
        cells.congruent[kind].add(ms);
    } else if (text_of(row, settings.congruence) == "incongruent") {
        cells.incongruent[kind].add(ms);
    }
}

Score difference(std::string name,
                 std::string description,
                 Mean const& minuend,
                 Mean const& subtrahend,
                 std::int64_t least_cell,
                 std::string const& person_excluded)
{
    Score score{std::move(name),
                {},
                minuend.n() + subtrahend.n(),
                std::move(description),
                "ms",
                person_excluded};
    if (!person_excluded.empty()) {
        return score;
    }
    if (std::min(minuend.n(), subtrahend.n()) < std::max<std::int64_t>(least_cell, 1)) {
        score.why_missing = "fewer than " + std::to_string(std::max<std::int64_t>(least_cell, 1)) +
                            " usable trials in a cell";
        return score;
    }
    score.value = *minuend.value() - *subtrahend.value();
    return score;
}

Scores apply(model::MeasureSpec const& measure, std::span<ResponseRow const> rows)
{
    Settings const settings(measure.options);
    Scores scores;
    scores.name = measure.name;
    Cells cells;
    for (ResponseRow const& row : rows) {
        if (row.trial_name != settings.trial || row.stage != settings.stage || row.practice) {
            continue;
        }
        cells.correct.add(row.correct == true ? 1.0 : 0.0);
        if (std::string const kind = text_of(row, settings.kind); kind != settings.neutral) {
            cells.kinds.insert(kind);
        }
        if (std::string const reason = exclusion(row, settings); !reason.empty()) {
            ++scores.excluded[reason];
            continue;
        }
        sort_in(row, settings, cells);
    }
    std::string person_excluded;
    if (cells.correct.n() == 0) {
        person_excluded = "no trials";
    } else if (*cells.correct.value() < settings.least_correct) {
        person_excluded =
            "accuracy below " + base::format_number(settings.least_correct * 100) + " %";
    }
    for (std::string const& kind : cells.kinds) {
        std::string const stem = measure.name + "_" + kind;
        Mean const& congruent = cells.congruent[kind];
        Mean const& incongruent = cells.incongruent[kind];
        auto const add = [&](char const* part,
                             std::string description,
                             Mean const& minuend,
                             Mean const& subtrahend) {
            scores.scores.push_back(difference(stem + part,
                                               std::move(description),
                                               minuend,
                                               subtrahend,
                                               settings.least_cell,
                                               person_excluded));
        };
        add("_bias",
            "mean RT incongruent minus congruent, " + kind +
                "; above 0: attention towards these words",
            incongruent,
            congruent);
        add("_engagement",
            "mean RT neutral pairs minus congruent, " + kind +
                "; above 0: faster towards these words",
            cells.neutral,
            congruent);
        add("_disengagement",
            "mean RT incongruent minus neutral pairs, " + kind +
                "; above 0: slower away from these words",
            incongruent,
            cells.neutral);
    }
    scores.scores.push_back({measure.name + "_accuracy",
                             cells.correct.value(),
                             cells.correct.n(),
                             "share of right answers, no answer counting as wrong",
                             "share",
                             cells.correct.n() == 0 ? "no trials" : ""});
    return scores;
}

} // namespace

Rule dot_probe_rule()
{
    model::KindDecl declaration{
        .name = "dot_probe",
        .doc = "Attention bias from reaction times to a probe that replaces one of two stimuli.",
        .value_option = {},
        .options = {{"trial", OptionType::name, true, "", "The kind of trial.", {}, {}, {}},
                    {"stage",
                     OptionType::name,
                     true,
                     "",
                     "The stage that asks for the probe.",
                     {},
                     {},
                     {}},
                    {"kind",
                     OptionType::column,
                     true,
                     "",
                     "The column with the kind of pair.",
                     {},
                     {},
                     {}},
                    {"congruence",
                     OptionType::column,
                     true,
                     "",
                     "The column that says congruent or incongruent.",
                     {},
                     {},
                     {}},
                    {"neutral",
                     OptionType::text,
                     false,
                     "neutral",
                     "The kind of neutral pairs.",
                     {},
                     {},
                     {}},
                    {"window",
                     OptionType::time_window,
                     false,
                     "200..1500 ms",
                     "Times outside are left out and counted.",
                     {},
                     {},
                     {}},
                    {"least_correct",
                     OptionType::percent,
                     false,
                     "75 %",
                     "People with fewer right answers have no scores.",
                     {},
                     {},
                     {}},
                    {"least_cell",
                     OptionType::integer,
                     false,
                     "20",
                     "Usable trials each cell needs for a score.",
                     {},
                     1.0,
                     {}}},
        .answer =
            "per kind K: K_bias = incongruent - congruent, K_engagement = neutral - congruent, "
            "K_disengagement = incongruent - neutral (mean RT in ms), and accuracy",
        .source = "MacLeod, Mathews & Tata 1986; Koster, Crombez, Verschuere & De Houwer 2004"};
    return {std::move(declaration), &apply};
}

} // namespace securebase::score
