// SPDX-License-Identifier: MIT
// The JSON texts of part, trial and answer events as values.
#include "events/trial_facts.h"

#include "base/text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>

namespace securebase::events {

namespace {

using nlohmann::json;

base::Error wrong(std::string_view name)
{
    return base::Error{
        "member '" + std::string(name) + "' is missing, unknown or of the wrong type", ""};
}

bool read(json const& value, std::string& out)
{
    if (value.is_string()) {
        out = value.get_ref<std::string const&>();
    }
    return value.is_string();
}

bool read(json const& value, bool& out)
{
    if (value.is_boolean()) {
        out = value.get<bool>();
    }
    return value.is_boolean();
}

bool read(json const& value, std::int64_t& out)
{
    if (value.is_number_integer()) {
        out = value.get<std::int64_t>();
    }
    return value.is_number_integer();
}

bool read(json const& value, std::optional<std::int32_t>& out)
{
    std::int64_t number = 0;
    bool const fits =
        read(value, number) && number >= 0 && number <= std::numeric_limits<std::int32_t>::max();
    if (fits) {
        out = static_cast<std::int32_t>(number);
    }
    return fits;
}

bool read(json const& value, std::optional<std::uint32_t>& out)
{
    bool const fits = value.is_number_unsigned() &&
                      value.get<std::uint64_t>() <= std::numeric_limits<std::uint32_t>::max();
    if (fits) {
        out = value.get<std::uint32_t>();
    }
    return fits;
}

bool read(json const& value, std::optional<double>& out)
{
    if (value.is_number()) {
        out = value.get<double>();
    }
    return value.is_number();
}

/// A value as data show it: numbers shortest, lists as JSON; nothing for null and objects.
std::optional<std::string> plain_text(json const& value)
{
    if (value.is_array()) {
        return value.dump();
    }
    if (value.is_string()) {
        return value.get<std::string>();
    }
    if (value.is_number()) {
        return base::format_number(value.get<double>());
    }
    if (value.is_boolean()) {
        return value.get<bool>() ? "true" : "false";
    }
    return std::nullopt;
}

bool read(json const& value, std::map<std::string, std::string>& conditions)
{
    if (!value.is_object()) {
        return false;
    }
    for (auto const& [name, condition] : value.items()) {
        auto text = plain_text(condition);
        if (!text && !condition.is_null()) {
            return false;
        }
        if (text) {
            conditions.emplace(name, std::move(*text));
        }
    }
    return true;
}

bool read(json const& value, std::vector<double>& numbers)
{
    if (!value.is_array()) {
        return false;
    }
    for (json const& number : value) {
        if (!number.is_number()) {
            return false;
        }
        numbers.push_back(number.get<double>());
    }
    return true;
}

bool read(json const& value, std::vector<StageFacts>& stages);

/// A member that an object may or must have, and the fact it is read into.
template <class Facts> struct Member {
    enum class Need : std::uint8_t { optional, required };
    std::string_view name;
    Need need;
    bool (*take)(json const& value, Facts& facts);
};

template <auto fact, class Facts> bool take(json const& value, Facts& facts)
{
    return read(value, facts.*fact);
}

/// The name of a member that is unknown, of the wrong type or missing; nothing when all is well.
template <class Facts, std::size_t count>
std::optional<std::string>
read_members(json const& object, std::array<Member<Facts>, count> const& members, Facts& facts)
{
    for (auto const& entry : object.items()) {
        auto const member = std::find_if(
            members.begin(), members.end(), [&](auto const& m) { return m.name == entry.key(); });
        if (member == members.end() || !member->take(entry.value(), facts)) {
            return entry.key();
        }
    }
    for (Member<Facts> const& member : members) {
        if (member.need == Member<Facts>::Need::required && !object.contains(member.name)) {
            return std::string(member.name);
        }
    }
    return std::nullopt;
}

using StageMember = Member<StageFacts>;
constexpr std::array stage_members = {
    StageMember{"name", StageMember::Need::required, take<&StageFacts::name>},
    StageMember{"ms", StageMember::Need::optional, take<&StageFacts::ms>},
    StageMember{"frames", StageMember::Need::optional, take<&StageFacts::frames>},
    StageMember{"critical", StageMember::Need::optional, take<&StageFacts::critical>},
    StageMember{"kind", StageMember::Need::optional, take<&StageFacts::kind>},
};

using TrialMember = Member<TrialFacts>;
constexpr std::array trial_members = {
    TrialMember{"trial", TrialMember::Need::required, take<&TrialFacts::name>},
    TrialMember{"block", TrialMember::Need::required, take<&TrialFacts::block>},
    TrialMember{"in_block", TrialMember::Need::required, take<&TrialFacts::in_block>},
    TrialMember{"practice", TrialMember::Need::optional, take<&TrialFacts::practice>},
    TrialMember{"repeats", TrialMember::Need::optional, take<&TrialFacts::repeats>},
    TrialMember{"conditions", TrialMember::Need::required, take<&TrialFacts::conditions>},
    TrialMember{"stages", TrialMember::Need::required, take<&TrialFacts::stages>},
};

bool read(json const& value, std::vector<StageFacts>& stages)
{
    return value.is_array() && std::all_of(value.begin(), value.end(), [&](json const& stage) {
               return stage.is_object() &&
                      !read_members(stage, stage_members, stages.emplace_back());
           });
}

json parse_object(std::string_view text)
{
    json parsed = json::parse(text, nullptr, false);
    return parsed.is_object() ? parsed : json(nullptr);
}

base::Error not_an_object()
{
    return base::Error{"its text is not a JSON object", ""};
}

} // namespace

base::Result<PartFacts> part_facts(std::string_view text)
{
    json const object = parse_object(text);
    if (object.is_null()) {
        return not_an_object();
    }
    PartFacts out;
    for (std::string_view const name : {"name", "kind"}) {
        auto const found = object.find(name);
        if (found == object.end() || !read(*found, name == "name" ? out.name : out.kind)) {
            return wrong(name);
        }
    }
    return out;
}

base::Result<TrialFacts> trial_facts(std::string_view text)
{
    json const object = parse_object(text);
    if (object.is_null()) {
        return not_an_object();
    }
    TrialFacts out;
    if (auto const name = read_members(object, trial_members, out)) {
        return wrong(*name);
    }
    return out;
}

base::Result<AnswerFacts> answer_facts(std::string_view text)
{
    json const object = parse_object(text);
    if (object.is_null()) {
        return not_an_object();
    }
    AnswerFacts out;
    bool has_value = false;
    for (auto const& [name, member] : object.items()) {
        bool good = false;
        if (name == "value") {
            has_value = good = !member.is_object();
            out.value = plain_text(member);
        } else if (name == "correct") {
            good = read(member, out.correct.emplace());
        } else if (name == "parts") {
            good = read(member, out.parts_ms);
        } else if (name == "shown") {
            good = member.is_array();
        }
        if (!good) {
            return wrong(name);
        }
    }
    if (!has_value) {
        return wrong("value");
    }
    return out;
}

base::Result<std::optional<bool>> missed_correct(std::string_view text)
{
    std::optional<bool> correct;
    if (text.empty()) {
        return correct;
    }
    json const object = parse_object(text);
    if (object.is_null()) {
        return not_an_object();
    }
    for (auto const& [name, member] : object.items()) {
        if (name != "correct" || !read(member, correct.emplace())) {
            return wrong(name);
        }
    }
    return correct;
}

} // namespace securebase::events
