// SPDX-License-Identifier: MIT
// What has been answered so far.
#include "stage/answers.h"

#include "model/text_template.h"

#include <algorithm>
#include <utility>

namespace securebase::stage {

namespace {

model::Value value_of_answer(Answer const& answer)
{
    if (!answer.chosen.empty() || answer.value.starts_with('[')) {
        model::Value::List list;
        for (std::string const& one : answer.chosen) {
            list.emplace_back(one);
        }
        return model::Value(std::move(list));
    }
    if (answer.number) {
        return model::Value(*answer.number);
    }
    return model::Value(answer.plain);
}

void fill_setting(Answers const& answers, model::Setting& setting)
{
    if (auto* text = std::get_if<std::string>(&setting.held)) {
        *text = answers.fill(*text);
    } else if (auto* list = std::get_if<model::SettingList>(&setting.held)) {
        for (model::Setting& one : *list) {
            fill_setting(answers, one);
        }
    } else if (auto* map = std::get_if<model::SettingMap>(&setting.held)) {
        for (auto& entry : *map) {
            fill_setting(answers, entry.value);
        }
    }
}

} // namespace

void Answers::set_constant(std::string name, model::Value value)
{
    session_.insert_or_assign(std::move(name), std::move(value));
}

void Answers::set_part(std::vector<std::pair<std::string, model::Value>> const& constants,
                       std::map<std::string, std::string> const& part_names)
{
    part_names_ = part_names;
    part_.clear();
    trial_.clear();
    part_.insert(constants.begin(), constants.end());
}

void Answers::set_trial(std::vector<std::pair<std::string, model::Value>> const& conditions)
{
    trial_.clear();
    trial_.insert(conditions.begin(), conditions.end());
}

void Answers::set_answer(std::string const& part,
                         std::string const& stage,
                         Answer const& answer,
                         base::Duration rt,
                         std::optional<bool> correct)
{
    model::Value const value = value_of_answer(answer);
    trial_.insert_or_assign(stage + ".response", value);
    trial_.insert_or_assign(stage + ".rt", model::Value(base::to_ms(rt)));
    trial_.insert_or_assign(stage + ".correct", correct ? model::Value(*correct) : model::Value());
    session_.insert_or_assign(part + ".response", value);
}

model::Value const* Answers::find(std::string_view name) const
{
    for (Scope const* scope : {&trial_, &part_, &session_}) {
        if (auto const found = scope->find(name); found != scope->end()) {
            return &found->second;
        }
    }
    return nullptr;
}

model::Value Answers::value_of(std::string_view name) const
{
    std::size_t const dot = name.find('.');
    if (dot != std::string_view::npos && trial_.find(name) == trial_.end()) {
        // Inside `for each`, "rating.response" is the answer of "rating[partner]".
        auto const alias = part_names_.find(std::string(name.substr(0, dot)));
        if (alias != part_names_.end()) {
            model::Value const* value = find(alias->second + std::string(name.substr(dot)));
            return value == nullptr ? model::Value() : *value;
        }
    }
    model::Value const* value = find(name);
    return value == nullptr ? model::Value() : *value;
}

std::string Answers::fill(std::string_view text) const
{
    return model::fill(text, *this);
}

model::Settings Answers::fill(model::Settings const& options) const
{
    model::Settings filled = options;
    for (auto& entry : filled.all()) {
        fill_setting(*this, entry.value);
    }
    return filled;
}

} // namespace securebase::stage
