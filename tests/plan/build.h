// SPDX-License-Identifier: MIT
// Experiments made by hand for tests of plans, as `check` would make them.
#pragma once

#include "base/text.h"
#include "model/experiment.h"

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace securebase::support {

/// Every name is known and may be anything.
class OpenNames final : public model::Names {
public:
    std::optional<model::Type> type_of(std::string_view) const override { return model::Type::any; }
    std::vector<std::string> all() const override { return {}; }
};

inline model::Expression expression(std::string const& source, std::uint32_t line = 1)
{
    base::Diagnostics diagnostics;
    auto parsed =
        model::parse_expression(source, {"experiment.yaml", line, 10, 1}, OpenNames{}, diagnostics);
    if (!parsed) {
        throw std::runtime_error(base::to_text(diagnostics));
    }
    return *parsed;
}

inline base::Place at_line(std::uint32_t line)
{
    return {"experiment.yaml", line, 5, 1};
}

/// A field that is computed for each trial.
inline model::Field computed(std::string name,
                             model::OptionType type,
                             std::string const& source,
                             std::uint32_t line = 1)
{
    model::Field field;
    field.name = name;
    field.decl.name = std::move(name);
    field.decl.type = type;
    field.place = at_line(line);
    field.value = expression(source, line);
    return field;
}

inline model::Field settled(std::string name, model::Setting setting)
{
    model::Field field;
    field.name = std::move(name);
    field.value = std::move(setting);
    return field;
}

inline model::Field lasting(double least, double most, model::TimeUnit unit)
{
    return settled("for", {model::TimeRange{least, most, unit}});
}

inline model::Field lasting(double ms)
{
    return lasting(ms, ms, model::TimeUnit::milliseconds);
}

/// A factor with these texts; what reads as a number is one.
inline model::Factor factor(std::string name, std::vector<std::string> const& levels)
{
    model::Factor factor;
    factor.name = std::move(name);
    for (std::string const& level : levels) {
        auto const number = base::parse_number(level);
        model::Value value = number          ? model::Value(*number)
                             : level == "NA" ? model::Value()
                                             : model::Value(level);
        factor.levels.push_back({std::move(value), {}, std::nullopt});
    }
    return factor;
}

/// A factor of table rows: the header, then the rows, as in a CSV file named after the factor.
inline model::Factor table(std::string name, std::vector<std::vector<std::string>> const& rows)
{
    model::Factor factor;
    factor.is_table = true;
    for (std::size_t row = 1; row < rows.size(); ++row) {
        model::Level level;
        level.row_place = base::Place{name + ".csv", static_cast<std::uint32_t>(row + 1), 1, 1};
        for (std::size_t column = 0; column < rows[row].size(); ++column) {
            auto const number = base::parse_number(rows[row][column]);
            level.fields.emplace_back(
                rows[0][column], number ? model::Value(*number) : model::Value(rows[row][column]));
        }
        factor.levels.push_back(std::move(level));
    }
    factor.name = std::move(name);
    return factor;
}

inline model::Part part(std::string name, model::TrialSpec trial)
{
    model::Part part;
    part.name = std::move(name);
    part.kind = model::PartKind::block;
    part.place = at_line(90);
    part.pool = trial.name;
    part.trial = std::move(trial);
    return part;
}

inline model::Experiment experiment(std::vector<model::Part> parts)
{
    model::Experiment experiment;
    experiment.name = "probe";
    experiment.modules = {{"probe", "probe", {{"top", {}}, {"bottom", {}}}, {}}};
    experiment.parts = std::move(parts);
    return experiment;
}

/// A dot probe of 32 trials: 4 pairs of 2 kinds, 2 x 2 places, 2 letters.
inline model::TrialSpec probe()
{
    model::TrialSpec trial;
    trial.name = "probe";
    trial.place = at_line(10);
    trial.factors = {table("pair",
                           {{"id", "word", "kind"},
                            {"a1", "scorn", "threat"},
                            {"a2", "orphan", "threat"},
                            {"p1", "caress", "positive"},
                            {"p2", "cuddle", "positive"}}),
                     factor("threat_at", {"top", "bottom"}),
                     factor("probe_at", {"top", "bottom"}),
                     factor("letter", {"E", "F"})};
    trial.lets = {
        {"congruence", expression("if(threat_at == probe_at, 'congruent', 'incongruent')", 12)}};
    model::StageSpec fixation;
    fixation.name = "fixation";
    fixation.duration = lasting(500);
    model::StageSpec pair;
    pair.name = "pair";
    pair.duration = lasting(500);
    pair.critical = true;
    pair.shows = {{"text",
                   at_line(15),
                   {computed("text", model::OptionType::text, "pair.word", 15),
                    computed("at", model::OptionType::point, "threat_at", 15)}}};
    model::StageSpec question;
    question.name = "probe";
    question.response = model::ResponseSpec{"keys", at_line(16), {}};
    question.correct = computed("correct", model::OptionType::text, "letter", 16);
    question.limit = lasting(2000);
    model::StageSpec gap;
    gap.name = "gap";
    gap.duration = lasting(500, 1000, model::TimeUnit::milliseconds);
    trial.stages = {fixation, pair, question, gap};
    return trial;
}

} // namespace securebase::support
