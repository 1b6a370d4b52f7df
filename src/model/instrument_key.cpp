// SPDX-License-Identifier: MIT
// Holds the key to the items, and the worked answers to the key.
#include "model/instrument_key.h"

#include "base/text.h"
#include "model/literals.h"

#include <algorithm>
#include <set>
#include <utility>

namespace securebase::model {

using script::Entry;
using script::Node;

namespace {

/// The subscales, as names of a formula.
class SubscaleNames final : public Names {
public:
    explicit SubscaleNames(std::vector<Subscale> const& subscales) : subscales_(subscales) {}

    std::optional<Type> type_of(std::string_view name) const override
    {
        bool const known = std::any_of(
            subscales_.begin(), subscales_.end(), [name](auto const& s) { return s.name == name; });
        return known ? std::optional<Type>(Type::number) : std::nullopt;
    }

    std::vector<std::string> all() const override
    {
        std::vector<std::string> names;
        for (Subscale const& subscale : subscales_) {
            names.push_back(subscale.name);
        }
        return names;
    }

private:
    std::vector<Subscale> const& subscales_;
};

} // namespace

void InstrumentKey::read(Node const& root)
{
    subscales(root);
    derived(root);
    vectors(root);
}

std::vector<std::string> InstrumentKey::item_ids() const
{
    std::vector<std::string> ids;
    for (Item const& item : instrument_.items) {
        ids.push_back(item.id);
    }
    return ids;
}

std::vector<std::string> InstrumentKey::item_list(Node const& map, std::string_view key)
{
    std::vector<std::string> ids;
    if (!fields_.is_list(map, key)) {
        return ids;
    }
    for (Node const& node : map.find(key)->items) {
        if (!has_item(node.text)) {
            fields_.fault(node.place,
                          "instrument-unknown-item",
                          "there is no item " + quoted(node.text),
                          base::nearest_hint(node.text, item_ids()));
        } else if (std::find(ids.begin(), ids.end(), node.text) != ids.end()) {
            fields_.fault(node.place,
                          "instrument-duplicate",
                          "the item " + quoted(node.text) + " is there twice",
                          "delete one of the two");
        } else {
            ids.push_back(node.text);
        }
    }
    return ids;
}

void InstrumentKey::hold_reverse(Node const& map, Subscale const& subscale)
{
    for (std::string const& id : subscale.reverse) {
        if (std::find(subscale.items.begin(), subscale.items.end(), id) != subscale.items.end()) {
            continue;
        }
        auto const& nodes = map.find("reverse")->items;
        auto const node =
            std::find_if(nodes.begin(), nodes.end(), [&id](Node const& n) { return n.text == id; });
        fields_.fault(node->place,
                      "instrument-reverse",
                      "the reversed item " + quoted(id) + " is not among the items of " +
                          quoted(subscale.name),
                      "add it to items, or leave it out here");
    }
}

void InstrumentKey::subscales(Node const& root)
{
    Node const* const map = root.find("subscales");
    if (map == nullptr) {
        return;
    }
    if (!map->is_map()) {
        fields_.wanted(*map, "subscales", "a map of name: { items: [...], reverse: [...] }");
        return;
    }
    for (Entry const& entry : map->entries) {
        if (!entry.value.is_map()) {
            fields_.wanted(
                entry.value, entry.key, "a map such as { items: [...], reverse: [...] }");
            continue;
        }
        fields_.keys(entry.value, "a subscale", {"items", "reverse"});
        Subscale subscale{
            entry.key, item_list(entry.value, "items"), item_list(entry.value, "reverse")};
        Node const* const list = fields_.value(entry.value, "items", true);
        if (list != nullptr && list->is_list() && list->items.empty()) {
            fields_.fault(list->place, "instrument-missing", quoted(entry.key) + " has no items");
        }
        hold_reverse(entry.value, subscale);
        instrument_.subscales.push_back(std::move(subscale));
    }
    unscored_items();
}

void InstrumentKey::unscored_items()
{
    std::set<std::string, std::less<>> scored;
    for (Subscale const& subscale : instrument_.subscales) {
        scored.insert(subscale.items.begin(), subscale.items.end());
    }
    for (auto const& [id, place] : item_places_) {
        if (!scored.contains(id)) {
            fields_.diagnostics().warning(place,
                                          "instrument-unscored",
                                          "the item " + quoted(id) + " belongs to no subscale",
                                          "it is asked, but no score uses it");
        }
    }
}

void InstrumentKey::derived(Node const& root)
{
    Node const* const map = root.find("derived");
    if (map == nullptr) {
        return;
    }
    if (!map->is_map()) {
        fields_.wanted(*map, "derived", "a map of name: \"formula over subscales\"");
        return;
    }
    for (Entry const& entry : map->entries) {
        formula(entry);
    }
}

void InstrumentKey::formula(Entry const& entry)
{
    SubscaleNames const names(instrument_.subscales);
    if (names.type_of(entry.key)) {
        fields_.fault(entry.key_place,
                      "instrument-duplicate",
                      quoted(entry.key) + " is already the name of a subscale");
    }
    if (!entry.value.is_scalar()) {
        fields_.wanted(entry.value, entry.key, "a formula over subscales");
        return;
    }
    base::Place const place =
        entry.value.place_in_text(0, base::count_code_points(entry.value.text));
    base::Diagnostics found;
    auto const expression = parse_expression(entry.value.text, place, names, found);
    for (base::Diagnostic one : found.all()) {
        one.place = entry.value.verbatim ? one.place : entry.value.place;
        fields_.diagnostics().add(std::move(one));
    }
    if (expression && expression->type() != Type::number && expression->type() != Type::any) {
        fields_.fault(entry.value.place,
                      "instrument-formula",
                      "a derived score is a number, but this formula gives " +
                          std::string(name_of(expression->type())));
    }
    instrument_.derived.push_back({entry.key, entry.value.text});
}

void InstrumentKey::vectors(Node const& root)
{
    if (!fields_.is_list(root, "vectors")) {
        return;
    }
    for (Node const& node : root.find("vectors")->items) {
        if (!node.is_map()) {
            fields_.fault(node.place,
                          "instrument-type",
                          "a test vector is written { name: ..., answers: {...}, expect: {...} }");
            continue;
        }
        fields_.keys(node, "a test vector", {"name", "answers", "expect"});
        TestVector vector;
        vector.name = fields_.text(node, "name", true);
        if (Node const* const map = fields_.value(node, "answers", true)) {
            answers(*map, vector);
        }
        if (Node const* const map = fields_.value(node, "expect", true)) {
            expectations(*map, vector);
        }
        instrument_.vectors.push_back(std::move(vector));
    }
}

void InstrumentKey::answers(Node const& map, TestVector& vector)
{
    for (Entry const& entry : map.entries) {
        if (!has_item(entry.key)) {
            fields_.fault(entry.key_place,
                          "instrument-unknown-item",
                          "there is no item " + quoted(entry.key),
                          base::nearest_hint(entry.key, item_ids()));
            continue;
        }
        std::optional<double> const answer = fields_.number(entry.value, entry.key);
        if (!answer) {
            continue;
        }
        if (*answer < static_cast<double>(instrument_.least) ||
            *answer > static_cast<double>(instrument_.most)) {
            fields_.fault(entry.value.place,
                          "instrument-answer",
                          "the answer " + entry.value.text + " is not on the scale from " +
                              std::to_string(instrument_.least) + " to " +
                              std::to_string(instrument_.most));
        }
        vector.answers.emplace(entry.key, *answer);
    }
}

void InstrumentKey::expectations(Node const& map, TestVector& vector)
{
    std::vector<std::string> known = SubscaleNames(instrument_.subscales).all();
    for (DerivedScore const& derived : instrument_.derived) {
        known.push_back(derived.name);
    }
    for (Entry const& entry : map.entries) {
        if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
            fields_.fault(entry.key_place,
                          "instrument-unknown-score",
                          "there is no score " + quoted(entry.key),
                          base::nearest_hint(entry.key, known));
        } else if (entry.value.is_scalar() && entry.value.text == "NA") {
            vector.expect.emplace(entry.key, std::nullopt);
        } else if (auto const score = fields_.number(entry.value, entry.key)) {
            vector.expect.emplace(entry.key, *score);
        }
    }
}

} // namespace securebase::model
