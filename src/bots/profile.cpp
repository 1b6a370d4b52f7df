// SPDX-License-Identifier: MIT
// Reads a bot.yaml.
#include "bots/profile.h"

#include "base/text.h"
#include "script/reader.h"

#include <algorithm>
#include <array>

namespace securebase::bots {

namespace {

using base::Diagnostics;
using script::Node;

class KnownNames final : public model::Names {
public:
    KnownNames(std::vector<Trait> const& traits, std::vector<std::string> const& conditions)
    {
        for (Trait const& trait : traits) {
            numbers_.push_back(trait.name);
        }
        others_ = conditions;
        others_.insert(others_.end(), {"part", "stage", "trial"});
    }

    std::optional<model::Type> type_of(std::string_view name) const override
    {
        if (std::ranges::find(numbers_, name) != numbers_.end()) {
            return model::Type::number;
        }
        return std::ranges::find(others_, name) != others_.end() ? std::optional(model::Type::any)
                                                                 : std::nullopt;
    }

    std::vector<std::string> all() const override
    {
        std::vector<std::string> names = numbers_;
        names.insert(names.end(), others_.begin(), others_.end());
        return names;
    }

private:
    std::vector<std::string> numbers_;
    std::vector<std::string> others_;
};

/// One reading of one file.
class Reader {
public:
    Reader(std::vector<std::string> const& conditions, Diagnostics& diagnostics)
        : conditions_(conditions), diagnostics_(diagnostics)
    {}

    Profile read(Node const& root)
    {
        Profile profile;
        known_keys(root, {"bot", "hands", "model", "rt", "effects", "ratings"});
        if (Node const* version = root.find("bot"); version == nullptr || version->text != "1") {
            wrong(version == nullptr ? root : *version,
                  "bot-version",
                  "a bot file begins with 'bot: 1'");
        }
        if (Node const* hands = root.find("hands")) {
            profile.hands = read_hands(*hands);
        }
        if (Node const* traits = map_under(root, "model")) {
            for (script::Entry const& entry : traits->entries) {
                profile.traits.push_back(trait(entry));
            }
        }
        if (Node const* rt = map_under(root, "rt")) {
            read_rt(*rt, profile.rt);
        }
        KnownNames const names(profile.traits, conditions_);
        for (Node const& node : list_under(root, "effects")) {
            known_keys(node, {"where", "add"});
            profile.effects.push_back(
                {expression(node, "where", names), expression(node, "add", names)});
        }
        for (Node const& node : list_under(root, "ratings")) {
            known_keys(node, {"where", "mean", "sd"});
            Rating rating{expression(node, "where", names), expression(node, "mean", names), 0.15};
            if (Node const* sd = node.find("sd")) {
                rating.sd = number(*sd, "", 0, 10);
            }
            profile.ratings.push_back(std::move(rating));
        }
        return profile;
    }

private:
    void wrong(Node const& node, std::string code, std::string what, std::string hint = {})
    {
        diagnostics_.error(node.place, std::move(code), std::move(what), std::move(hint));
    }

    void known_keys(Node const& node, std::vector<std::string> const& known)
    {
        for (script::Entry const& entry : node.entries) {
            if (std::ranges::find(known, entry.key) == known.end()) {
                diagnostics_.error(entry.key_place,
                                   "unknown-key",
                                   "unknown key '" + entry.key + "' in a bot file",
                                   base::nearest_hint(entry.key, known));
            }
        }
    }

    Node const* map_under(Node const& root, std::string_view key)
    {
        Node const* node = root.find(key);
        if (node != nullptr && !node->is_map()) {
            wrong(*node, "wrong-type", "'" + std::string(key) + "' must be a map");
            return nullptr;
        }
        return node;
    }

    std::vector<Node> list_under(Node const& root, std::string_view key)
    {
        Node const* node = root.find(key);
        if (node == nullptr) {
            return {};
        }
        if (!node->is_list()) {
            wrong(*node, "wrong-type", "'" + std::string(key) + "' must be a list");
            return {};
        }
        return node->items;
    }

    double number(Node const& node, std::string_view unit, double least, double most)
    {
        std::string_view text = base::trim(node.text);
        if (!unit.empty() && text.ends_with(unit)) {
            text = base::trim(text.substr(0, text.size() - unit.size()));
        } else if (!unit.empty()) {
            text = {};
        }
        auto const value = base::parse_number(text);
        if (!value || *value < least || *value > most) {
            wrong(node,
                  "wrong-type",
                  "'" + node.text + "' is no number" +
                      (unit.empty() ? "" : " of " + std::string(unit)) + " from " +
                      base::format_number(least) + " to " + base::format_number(most));
            return least;
        }
        return *value;
    }

    Hands read_hands(Node const& node)
    {
        if (node.text != "keys" && node.text != "pointer") {
            wrong(node, "wrong-type", "'hands' is 'keys' or 'pointer'");
        }
        return node.text == "pointer" ? Hands::pointer : Hands::keys;
    }

    void read_rt(Node const& node, ReactionTime& rt)
    {
        known_keys(node, {"mu", "sigma", "tau", "lapse", "accuracy"});
        std::array<std::pair<char const*, double*>, 3> const times{
            {{"mu", &rt.mu}, {"sigma", &rt.sigma}, {"tau", &rt.tau}}};
        for (auto const& [key, target] : times) {
            if (Node const* found = node.find(key)) {
                *target = number(*found, "ms", 0, 60'000);
            }
        }
        if (Node const* found = node.find("lapse")) {
            rt.lapse = number(*found, "%", 0, 100) / 100;
        }
        if (Node const* found = node.find("accuracy")) {
            rt.accuracy = number(*found, "%", 0, 100) / 100;
        }
    }

    /// `normal(mean, sd)` or a number.
    Trait trait(script::Entry const& entry)
    {
        Trait trait{entry.key, 0, 0};
        std::string_view text = base::trim(entry.value.text);
        if (auto const fixed = base::parse_number(text)) {
            trait.mean = *fixed;
            return trait;
        }
        if (text.starts_with("normal(") && text.ends_with(")")) {
            auto const parts = base::split(text.substr(7, text.size() - 8), ',');
            auto const mean =
                parts.size() == 2 ? base::parse_number(base::trim(parts[0])) : std::nullopt;
            auto const sd =
                parts.size() == 2 ? base::parse_number(base::trim(parts[1])) : std::nullopt;
            if (mean && sd && *sd >= 0) {
                trait.mean = *mean;
                trait.sd = *sd;
                return trait;
            }
        }
        wrong(entry.value,
              "bad-distribution",
              "'" + entry.value.text + "' is no distribution",
              "write normal(mean, sd) or a number");
        return trait;
    }

    model::Expression expression(Node const& node, std::string_view key, model::Names const& names)
    {
        Node const* found = node.find(key);
        if (found == nullptr) {
            wrong(node, "missing-key", "'" + std::string(key) + "' is missing");
            return {};
        }
        base::Place const place = found->place_in_text(0, base::count_code_points(found->text));
        Diagnostics faults;
        auto parsed = model::parse_expression(found->text, place, names, faults);
        for (base::Diagnostic fault : faults.all()) {
            fault.place = found->verbatim ? fault.place : found->place;
            diagnostics_.add(std::move(fault));
        }
        return parsed ? *parsed : model::Expression{};
    }

    std::vector<std::string> const& conditions_;
    Diagnostics& diagnostics_;
};

} // namespace

std::optional<Profile> read_profile(std::string const& file,
                                    std::vector<std::string> const& conditions,
                                    base::Diagnostics& diagnostics)
{
    Diagnostics found;
    std::optional<Node> const root = script::read_file(file, found);
    std::optional<Profile> profile;
    if (root && root->is_map()) {
        profile = Reader(conditions, found).read(*root);
    } else if (root) {
        found.error(root->place, "wrong-type", "a bot file is a map", "begin with 'bot: 1'");
    }
    bool const failed = found.has_errors();
    diagnostics.append(found);
    return failed ? std::nullopt : profile;
}

} // namespace securebase::bots
