// SPDX-License-Identifier: MIT
// What the journal keeps of a planned trial.
#include "model/frames.h"
#include "plan/plan.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace securebase::plan {

namespace {

using Json = nlohmann::ordered_json;

/// Whole numbers without a point.
Json number(double value)
{
    constexpr double largest = 9007199254740992.0; // 2^53
    if (std::floor(value) == value && std::fabs(value) < largest) {
        return static_cast<std::int64_t>(value);
    }
    return value;
}

struct ToJson {
    Json operator()(std::monostate) const { return nullptr; }
    Json operator()(bool truth) const { return truth; }
    Json operator()(double value) const { return number(value); }
    Json operator()(std::string const& text) const { return text; }
    Json operator()(model::Value::List const& list) const
    {
        Json items = Json::array();
        for (model::Value const& value : list) {
            items.push_back(std::visit(*this, value.held));
        }
        return items;
    }
};

Json of(PlannedStage const& stage, base::Duration period)
{
    Json json = {{"name", stage.name}};
    if (stage.duration) {
        model::FramePlan const plan =
            model::to_frames(stage.duration->value, stage.duration->unit, period, stage.rounding);
        json["ms"] = number(plan.requested_ms);
        json["frames"] = plan.frames;
    }
    if (stage.critical) {
        json["critical"] = true;
    }
    if (stage.question) {
        json["kind"] = stage.question->kind;
    }
    return json;
}

} // namespace

std::string trial_json(PlannedTrial const& trial, base::Duration period)
{
    Json conditions = Json::object();
    for (auto const& [name, value] : trial.conditions) {
        conditions[name] = std::visit(ToJson{}, value.held);
    }
    Json stages = Json::array();
    for (PlannedStage const& stage : trial.stages) {
        stages.push_back(of(stage, period));
    }
    Json json = {{"trial", trial.name},
                 {"block", trial.block},
                 {"in_block", trial.in_block},
                 {"practice", trial.practice},
                 {"conditions", conditions},
                 {"stages", stages}};
    if (trial.repeats) {
        json["repeats"] = *trial.repeats;
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace securebase::plan
