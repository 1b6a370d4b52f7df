// SPDX-License-Identifier: MIT
// The names of a scope.
#include "model/check_scope.h"

namespace securebase::model {

namespace {

std::string_view head_of(std::string_view name)
{
    return name.substr(0, name.find('.'));
}

} // namespace

Type type_of(Value const& value)
{
    if (value.truth() != nullptr) {
        return Type::truth;
    }
    if (value.number() != nullptr) {
        return Type::number;
    }
    if (value.text() != nullptr) {
        return Type::text;
    }
    return value.list() != nullptr ? Type::list : Type::na;
}

std::optional<Type> Scope::type_of(std::string_view name) const
{
    if (asked_ != nullptr) {
        asked_->emplace(name);
    }
    if (auto const found = names_.find(name); found != names_.end()) {
        return found->second.type;
    }
    return unknown_.contains(head_of(name)) ? std::optional<Type>(Type::any) : std::nullopt;
}

std::vector<std::string> Scope::all() const
{
    std::vector<std::string> names;
    for (auto const& entry : names_) {
        names.push_back(entry.first);
    }
    return names;
}

Value Scope::value_of(std::string_view name) const
{
    auto const found = names_.find(name);
    return found == names_.end() ? Value() : found->second.value;
}

void Scope::add(std::string const& name, Type type, Known known)
{
    names_.insert_or_assign(name, Entry{type, known, {}, {}});
}

void Scope::add_constant(std::string const& name, Value value)
{
    Type const type = model::type_of(value);
    names_.insert_or_assign(
        name, Entry{type == Type::na ? Type::any : type, Known::at_load, std::move(value), {}});
}

void Scope::add_columns(std::string const& head,
                        std::vector<std::pair<std::string, Type>> const& columns,
                        base::Place const& header)
{
    for (auto const& [column, type] : columns) {
        add(head + "." + column, type, Known::at_planning);
    }
    headers_.insert_or_assign(head, header);
}

void Scope::add_texts(std::string const& name, std::vector<std::string> texts)
{
    auto const found = names_.find(name);
    if (found != names_.end()) {
        found->second.texts = std::move(texts);
    }
}

std::vector<std::string> const* Scope::texts_of(std::string_view name) const
{
    auto const found = names_.find(name);
    return found == names_.end() || found->second.texts.empty() ? nullptr : &found->second.texts;
}

void Scope::add_unknown(std::string const& head)
{
    unknown_.insert(head);
}

void Scope::explain(std::string const& head, std::string why)
{
    explanations_.insert_or_assign(head, std::move(why));
}

std::string const* Scope::explanation(std::string_view head) const
{
    auto const found = explanations_.find(head);
    return found == explanations_.end() ? nullptr : &found->second;
}

std::optional<Known> Scope::known(std::string_view name) const
{
    auto const found = names_.find(name);
    if (found != names_.end()) {
        return found->second.known;
    }
    return unknown_.contains(head_of(name)) ? std::optional(Known::at_planning) : std::nullopt;
}

base::Place const* Scope::header_of(std::string_view head) const
{
    auto const found = headers_.find(head);
    return found == headers_.end() ? nullptr : &found->second;
}

} // namespace securebase::model
