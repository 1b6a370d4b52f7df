// SPDX-License-Identifier: MIT
// Values as text, and typed access to settled options.
#include "model/value.h"

#include "base/assert.h"
#include "base/text.h"

#include <algorithm>

namespace securebase::model {

namespace {

template <class T>
T const& held_as(Settings const& settings, std::string_view name, char const* type)
{
    Setting const* setting = settings.find(name);
    SECUREBASE_ASSERT(setting != nullptr, "an option that was not declared is asked for");
    T const* value = std::get_if<T>(&setting->held);
    SECUREBASE_ASSERT(value != nullptr, type);
    return *value;
}

struct ToText {
    std::string operator()(std::monostate) const { return "NA"; }
    std::string operator()(bool truth) const { return truth ? "true" : "false"; }
    std::string operator()(double number) const { return base::format_number(number); }
    std::string operator()(std::string const& text) const { return text; }
    std::string operator()(Value::List const& list) const
    {
        std::string joined;
        for (std::size_t i = 0; i < list.size(); ++i) {
            joined += i > 0 ? "|" : "";
            joined += to_text(list[i]);
        }
        return joined;
    }
};

} // namespace

std::string to_text(Value const& value)
{
    return std::visit(ToText{}, value.held);
}

void Settings::set(std::string name, Setting value)
{
    auto const found = std::find_if(
        all_.begin(), all_.end(), [&name](auto const& entry) { return entry.name == name; });
    if (found != all_.end()) {
        found->value = std::move(value);
    } else {
        all_.push_back({std::move(name), std::move(value)});
    }
}

Setting const* Settings::find(std::string_view name) const
{
    auto const found = std::find_if(
        all_.begin(), all_.end(), [name](auto const& entry) { return entry.name == name; });
    return found == all_.end() ? nullptr : &found->value;
}

bool Settings::truth(std::string_view name) const
{
    return held_as<bool>(*this, name, "an option is no truth");
}

double Settings::number(std::string_view name) const
{
    return held_as<double>(*this, name, "an option is no number");
}

std::string const& Settings::text(std::string_view name) const
{
    return held_as<std::string>(*this, name, "an option is no text");
}

TimeRange const& Settings::time(std::string_view name) const
{
    return held_as<TimeRange>(*this, name, "an option is no time");
}

Length const& Settings::length(std::string_view name) const
{
    return held_as<Length>(*this, name, "an option is no length");
}

Point const& Settings::point(std::string_view name) const
{
    return held_as<Point>(*this, name, "an option is no point");
}

Rgb const& Settings::color(std::string_view name) const
{
    return held_as<Rgb>(*this, name, "an option is no colour");
}

SettingList const& Settings::list(std::string_view name) const
{
    return held_as<SettingList>(*this, name, "an option is no list");
}

SettingMap const& Settings::map(std::string_view name) const
{
    return held_as<SettingMap>(*this, name, "an option is no map");
}

} // namespace securebase::model
