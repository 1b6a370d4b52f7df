// SPDX-License-Identifier: MIT
// Names with values for tests of expressions.
#pragma once

#include "model/expression.h"

#include <map>
#include <string>
#include <utility>

namespace securebase::support {

/// Names whose types are those of their values, unless declared otherwise.
class TestNames final : public model::Names, public model::Bindings {
public:
    TestNames(std::map<std::string, model::Value, std::less<>> values) : values_(std::move(values))
    {}

    void declare(std::string name, model::Type type) { types_[std::move(name)] = type; }

    std::optional<model::Type> type_of(std::string_view name) const override
    {
        if (auto const found = types_.find(name); found != types_.end()) {
            return found->second;
        }
        auto const found = values_.find(name);
        if (found == values_.end()) {
            return std::nullopt;
        }
        constexpr model::Type types[] = {model::Type::na,
                                         model::Type::truth,
                                         model::Type::number,
                                         model::Type::text,
                                         model::Type::list};
        return types[found->second.held.index()];
    }

    std::vector<std::string> all() const override
    {
        std::vector<std::string> names;
        for (auto const& entry : values_) {
            names.push_back(entry.first);
        }
        return names;
    }

    model::Value value_of(std::string_view name) const override
    {
        auto const found = values_.find(name);
        return found == values_.end() ? model::Value() : found->second;
    }

private:
    std::map<std::string, model::Value, std::less<>> values_;
    std::map<std::string, model::Type, std::less<>> types_;
};

} // namespace securebase::support
