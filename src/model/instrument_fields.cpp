// SPDX-License-Identifier: MIT
// Reads one key at a time.
#include "model/instrument_fields.h"

#include "base/text.h"
#include "model/literals.h"

#include <algorithm>
#include <utility>

namespace securebase::model {

using script::Entry;
using script::Node;

void InstrumentFields::fault(base::Place const& place,
                             std::string code,
                             std::string what,
                             std::string hint) const
{
    diagnostics_.error(place, std::move(code), std::move(what), std::move(hint));
}

void InstrumentFields::wanted(Node const& node, std::string_view key, std::string_view what) const
{
    fault(node.place, "instrument-type", quoted(key) + " must be " + std::string(what));
}

Node const* InstrumentFields::value(Node const& map, std::string_view key, bool required) const
{
    Node const* const found = map.find(key);
    if (found == nullptr && required) {
        fault(map.place, "instrument-missing", quoted(key) + " is missing");
    }
    return found;
}

void InstrumentFields::keys(Node const& map,
                            std::string_view where,
                            std::vector<std::string> const& known) const
{
    for (Entry const& entry : map.entries) {
        if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
            fault(entry.key_place,
                  "instrument-unknown-key",
                  quoted(entry.key) + " is not known in " + std::string(where),
                  base::nearest_hint(entry.key, known));
        }
    }
}

std::string InstrumentFields::text(Node const& map, std::string_view key, bool required) const
{
    Node const* const node = value(map, key, required);
    if (node == nullptr) {
        return {};
    }
    if (!node->is_scalar()) {
        wanted(*node, key, "a text");
        return {};
    }
    if (required && base::trim(node->text).empty()) {
        fault(node->place, "instrument-missing", quoted(key) + " is empty");
    }
    return node->text;
}

std::optional<double> InstrumentFields::number(Node const& node, std::string_view key) const
{
    std::optional<double> const number =
        node.is_scalar() ? base::parse_number(node.text) : std::nullopt;
    if (!number) {
        wanted(node, key, "a number");
    }
    return number;
}

std::optional<std::int64_t> InstrumentFields::whole(Node const& map, std::string_view key) const
{
    Node const* const node = map.find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    auto const number = node->is_scalar() ? base::parse_integer(node->text) : std::nullopt;
    if (!number) {
        wanted(*node, key, "a whole number");
    }
    return number;
}

bool InstrumentFields::is_list(Node const& map, std::string_view key) const
{
    Node const* const node = map.find(key);
    if (node != nullptr && !node->is_list()) {
        wanted(*node, key, "a list");
    }
    return node != nullptr && node->is_list();
}

} // namespace securebase::model
