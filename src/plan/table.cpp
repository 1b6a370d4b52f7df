// SPDX-License-Identifier: MIT
// A plan as a table for people.
#include "base/csv.h"
#include "base/text.h"
#include "model/frames.h"
#include "plan/plan.h"

#include <algorithm>

namespace securebase::plan {

namespace {

std::string written(Amount const& amount, model::Rounding rounding, base::Duration period)
{
    model::FramePlan const plan = model::to_frames(amount.value, amount.unit, period, rounding);
    if (amount.unit == model::TimeUnit::frames) {
        return std::to_string(plan.frames) + (plan.frames == 1 ? " frame (" : " frames (") +
               base::format_fixed(plan.achievable_ms, 1) + " ms)";
    }
    return base::format_number(amount.value) + " ms (" + std::to_string(plan.frames) + " f)";
}

std::string written(PlannedStage const& stage, base::Duration period)
{
    std::string text = stage.name;
    if (stage.duration) {
        text += " " + written(*stage.duration, stage.rounding, period);
    }
    text += stage.critical ? " critical" : "";
    text += stage.trigger != 0 ? " trigger " + std::to_string(stage.trigger) : "";
    if (stage.question) {
        text += " " + stage.question->kind;
        text += stage.limit ? " up to " + written(*stage.limit, stage.rounding, period) : "";
        text += stage.window ? " within " + written(*stage.window, stage.rounding, period) : "";
        text += stage.question->correct ? " correct " + *stage.question->correct : "";
    }
    text += stage.when.is_empty() ? "" : " when " + stage.when.source();
    return text;
}

/// Names of all condition columns, in the order in which trials bring them.
std::vector<std::string> columns_of(Plan const& plan)
{
    std::vector<std::string> names;
    for (PlannedTrial const& trial : plan.trials) {
        for (auto const& entry : trial.conditions) {
            if (std::find(names.begin(), names.end(), entry.first) == names.end()) {
                names.push_back(entry.first);
            }
        }
    }
    return names;
}

std::string condition(PlannedTrial const& trial, std::string const& name)
{
    auto const found = std::find_if(trial.conditions.begin(),
                                    trial.conditions.end(),
                                    [&name](auto const& entry) { return entry.first == name; });
    return found == trial.conditions.end() ? std::string() : model::to_text(found->second);
}

/// Tabs and line breaks would break the table.
std::string tabbed_line(std::vector<std::string> fields)
{
    for (std::string& field : fields) {
        std::replace_if(
            field.begin(),
            field.end(),
            [](char c) { return c == '\t' || c == '\n' || c == '\r'; },
            ' ');
    }
    return base::join(fields, "\t") + '\n';
}

} // namespace

std::string to_table(Plan const& plan, base::Duration period, bool csv)
{
    auto const line = [csv](std::vector<std::string> const& fields) {
        return csv ? base::csv_line(fields) : tabbed_line(fields);
    };
    std::vector<std::string> const columns = columns_of(plan);
    std::vector<std::string> header = {"number", "part", "kind", "block", "in_block", "trial"};
    header.insert(header.end(), columns.begin(), columns.end());
    header.emplace_back("stages");
    std::string table = line(header);
    for (PlannedTrial const& trial : plan.trials) {
        PlannedPart const& part = plan.parts[trial.part];
        std::vector<std::string> fields = {std::to_string(trial.number),
                                           part.name,
                                           std::string(model::name_of(part.kind)),
                                           std::to_string(trial.block),
                                           std::to_string(trial.in_block),
                                           trial.name};
        for (std::string const& name : columns) {
            fields.push_back(condition(trial, name));
        }
        std::vector<std::string> stages;
        for (PlannedStage const& stage : trial.stages) {
            stages.push_back(written(stage, period));
        }
        fields.push_back(base::join(stages, "; "));
        table += line(fields);
    }
    return table;
}

} // namespace securebase::plan
