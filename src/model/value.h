// SPDX-License-Identifier: MIT
// What expressions compute with, and what the options of stimuli and responses become.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace securebase::model {

/// NA, a truth, a number, a text or a list.
struct Value {
    using List = std::vector<Value>;
    std::variant<std::monostate, bool, double, std::string, List> held;

    Value() = default;
    explicit Value(bool truth) : held(truth) {}
    explicit Value(double number) : held(number) {}
    explicit Value(std::string text) : held(std::move(text)) {}
    explicit Value(char const* text) : held(std::string(text)) {}
    explicit Value(List list) : held(std::move(list)) {}

    bool is_na() const { return held.index() == 0; }
    bool const* truth() const { return std::get_if<bool>(&held); }
    double const* number() const { return std::get_if<double>(&held); }
    std::string const* text() const { return std::get_if<std::string>(&held); }
    List const* list() const { return std::get_if<List>(&held); }
    bool operator==(Value const&) const = default;
};

/// As data show it: texts as they are, numbers by base::format_number, true and false, NA, lists
/// joined by "|".
std::string to_text(Value const& value);

enum class TimeUnit : std::uint8_t { milliseconds, frames };

/// How long: [least, most] in one unit; equal unless it is drawn per trial.
struct TimeRange {
    double least = 0;
    double most = 0;
    TimeUnit unit = TimeUnit::milliseconds;
    bool is_fixed() const { return least == most; }
    bool operator==(TimeRange const&) const = default;
};

enum class LengthUnit : std::uint8_t { percent_of_height, pixels };
struct Length {
    double value = 0;
    LengthUnit unit = LengthUnit::percent_of_height;
    bool operator==(Length const&) const = default;
};

/// From the screen's centre, y downwards.
struct Point {
    Length x;
    Length y;
    bool operator==(Point const&) const = default;
};

struct Rgb {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    bool operator==(Rgb const&) const = default;
};

struct Setting;
using SettingList = std::vector<Setting>;
struct NamedSetting;
using SettingMap = std::vector<NamedSetting>; ///< In the order written.

/// A typed option after everything has been evaluated for one trial.
struct Setting {
    std::variant<std::monostate,
                 bool,
                 double,
                 std::string,
                 TimeRange,
                 Length,
                 Point,
                 Rgb,
                 SettingList,
                 SettingMap>
        held;
    bool operator==(Setting const& other) const;
};

struct NamedSetting {
    std::string name;
    Setting value;
    bool operator==(NamedSetting const&) const = default;
};

// Where all that a setting may hold is complete.
inline bool Setting::operator==(Setting const& other) const
{
    return held == other.held;
}

/// The options of one stimulus or response. Getters assert: `check` has made sure they are there.
class Settings {
public:
    void set(std::string name, Setting value);
    Setting const* find(std::string_view name) const;
    bool has(std::string_view name) const { return find(name) != nullptr; }

    bool truth(std::string_view name) const;
    double number(std::string_view name) const;
    std::string const& text(std::string_view name) const;
    TimeRange const& time(std::string_view name) const;
    Length const& length(std::string_view name) const;
    Point const& point(std::string_view name) const;
    Rgb const& color(std::string_view name) const;
    SettingList const& list(std::string_view name) const;
    SettingMap const& map(std::string_view name) const;

    SettingMap const& all() const { return all_; }
    SettingMap& all() { return all_; }
    bool operator==(Settings const&) const = default;

private:
    SettingMap all_;
};

} // namespace securebase::model
