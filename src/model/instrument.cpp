// SPDX-License-Identifier: MIT
// Reads a questionnaire from its file and holds it to its own key.
#include "model/instrument.h"

#include "base/text.h"
#include "model/literals.h"
#include "script/reader.h"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

namespace securebase::model {

namespace {

using script::Entry;
using script::Node;

constexpr std::int64_t most_points = 101;

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

class Reader {
public:
    Reader(std::string const& file, base::Diagnostics& diagnostics)
        : file_(file), diagnostics_(diagnostics)
    {}

    /// Everything that could be read; faults tell whether it may be used.
    Instrument read(Node const& root);

private:
    void fault(base::Place const& place, char const* code, std::string what, std::string hint = {})
    {
        diagnostics_.error(place, code, std::move(what), std::move(hint));
    }
    void wanted(Node const& node, std::string_view key, std::string_view what)
    {
        fault(node.place, "instrument-type", quoted(key) + " must be " + std::string(what));
    }

    Node const* value(Node const& map, std::string_view key, bool required);
    void keys(Node const& map, std::string_view where, std::vector<std::string> const& known);
    std::string text(Node const& map, std::string_view key, bool required);
    std::optional<double> number(Node const& node, std::string_view key);
    std::optional<std::int64_t> whole(Node const& map, std::string_view key);
    bool is_list(Node const& map, std::string_view key);

    void version(Node const& root);
    void identity(Node const& root);
    void scale(Node const& root);
    void handling(Node const& root);
    void items(Node const& root);
    void item(Node const& node);
    void subscales(Node const& root);
    std::vector<std::string> item_list(Node const& map, std::string_view key);
    void hold_reverse(Node const& map, Subscale const& subscale);
    void unscored_items();
    void derived(Node const& root);
    void formula(Entry const& entry);
    void vectors(Node const& root);
    void answers(Node const& map, TestVector& vector);
    void expectations(Node const& map, TestVector& vector);

    bool has_item(std::string_view id) const { return item_places_.contains(id); }
    std::vector<std::string> item_ids() const;

    std::string const& file_;
    base::Diagnostics& diagnostics_;
    Instrument instrument_;
    std::map<std::string, base::Place, std::less<>> item_places_;
};

Node const* Reader::value(Node const& map, std::string_view key, bool required)
{
    Node const* const found = map.find(key);
    if (found == nullptr && required) {
        fault(map.place, "instrument-missing", quoted(key) + " is missing");
    }
    return found;
}

void Reader::keys(Node const& map, std::string_view where, std::vector<std::string> const& known)
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

std::string Reader::text(Node const& map, std::string_view key, bool required)
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

std::optional<double> Reader::number(Node const& node, std::string_view key)
{
    std::optional<double> const number =
        node.is_scalar() ? base::parse_number(node.text) : std::nullopt;
    if (!number) {
        wanted(node, key, "a number");
    }
    return number;
}

std::optional<std::int64_t> Reader::whole(Node const& map, std::string_view key)
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

bool Reader::is_list(Node const& map, std::string_view key)
{
    Node const* const node = map.find(key);
    if (node != nullptr && !node->is_list()) {
        wanted(*node, key, "a list");
    }
    return node != nullptr && node->is_list();
}

Instrument Reader::read(Node const& root)
{
    if (!root.is_map()) {
        fault(root.place, "instrument-type", "an instrument is a map of keys");
        return {};
    }
    keys(root,
         "an instrument",
         {"instrument",
          "id",
          "title",
          "status",
          "label",
          "about",
          "language",
          "instructions",
          "scale",
          "order",
          "missing",
          "items",
          "subscales",
          "derived",
          "vectors"});
    version(root);
    identity(root);
    scale(root);
    handling(root);
    items(root);
    subscales(root);
    derived(root);
    vectors(root);
    return std::move(instrument_);
}

void Reader::version(Node const& root)
{
    Node const* const node = root.find("instrument");
    if (node == nullptr) {
        fault(root.place,
              "instrument-version",
              "this is no instrument: 'instrument: 1' is missing",
              "write it as the first line");
    } else if (node->text != "1") {
        fault(node->place,
              "instrument-version",
              "version " + quoted(node->text) + " of the instrument format is not known",
              "write instrument: 1");
    }
}

void Reader::identity(Node const& root)
{
    instrument_.id = text(root, "id", true);
    instrument_.title = text(root, "title", true);
    instrument_.status = text(root, "status", true);
    instrument_.label = text(root, "label", false);
    if (root.find("language") != nullptr) {
        instrument_.language = text(root, "language", true);
    }
    instrument_.instructions = text(root, "instructions", false);

    std::size_t const slash = file_.find_last_of('/');
    std::string stem = slash == std::string::npos ? file_ : file_.substr(slash + 1);
    stem = stem.substr(0, stem.find_last_of('.'));
    Node const* const id = root.find("id");
    if (id != nullptr && !instrument_.id.empty() && instrument_.id != stem) {
        fault(id->place,
              "instrument-id",
              "the id " + quoted(instrument_.id) + " is not the name of the file, " + quoted(stem),
              "sessions find an instrument by its file: give both the same name");
    }
    std::vector<std::string> const known = {"own-worded", "verified", "by source", "from memory"};
    Node const* const status = root.find("status");
    if (status != nullptr && !instrument_.status.empty() &&
        std::find(known.begin(), known.end(), instrument_.status) == known.end()) {
        fault(status->place,
              "instrument-status",
              "the status " + quoted(instrument_.status) + " is not known",
              base::nearest_hint(instrument_.status, known));
    }
}

void Reader::scale(Node const& root)
{
    Node const* const node = value(root, "scale", true);
    if (node == nullptr || !node->is_map()) {
        if (node != nullptr) {
            wanted(*node, "scale", "a map such as { points: 7, low: ..., high: ... }");
        }
        return;
    }
    keys(*node, "a scale", {"points", "least", "most", "low", "middle", "high"});
    instrument_.low = text(*node, "low", true);
    instrument_.middle = text(*node, "middle", false);
    instrument_.high = text(*node, "high", true);
    auto const points = whole(*node, "points");
    auto const least = whole(*node, "least");
    auto const most = whole(*node, "most");
    bool const by_points = node->find("points") != nullptr;
    bool const by_ends = node->find("least") != nullptr || node->find("most") != nullptr;
    if (by_points == by_ends ||
        (by_ends && (node->find("least") == nullptr) != (node->find("most") == nullptr))) {
        fault(node->place,
              "instrument-scale",
              "a scale has either 'points' or both 'least' and 'most'",
              "points: 7 runs from 1 to 7; least: 0, most: 4 runs from 0 to 4");
        return;
    }
    if ((by_points && !points) || (by_ends && (!least || !most))) {
        return;
    }
    instrument_.least = by_points ? 1 : *least;
    instrument_.most = by_points ? *points : *most;
    std::int64_t const count =
        by_points                                                              ? *points
        : *most > *least && *least >= -most_points && *most <= 2 * most_points ? *most - *least + 1
                                                                               : 0;
    if (count < 2 || count > most_points) {
        fault(by_points ? node->find("points")->place : node->find("most")->place,
              "instrument-scale",
              "a scale has from 2 to " + std::to_string(most_points) + " points");
    }
}

void Reader::handling(Node const& root)
{
    if (Node const* const order = root.find("order")) {
        instrument_.shuffle = order->text == "random";
        if (order->text != "random" && order->text != "fixed") {
            fault(order->place,
                  "instrument-order",
                  quoted(order->text) + " is no order of items",
                  base::nearest_hint(order->text, {"random", "fixed"}));
        }
    }
    Node const* const missing = root.find("missing");
    if (missing == nullptr) {
        return;
    }
    Node const* const least = missing->is_map() ? missing->find("least") : nullptr;
    if (least == nullptr) {
        wanted(*missing, "missing", "a map such as { least: 80 % }");
        return;
    }
    keys(*missing, "'missing'", {"least"});
    Complaint complaint;
    auto const share = least->is_scalar() ? read_percent(least->text, complaint) : std::nullopt;
    if (!share) {
        fault(least->place,
              "instrument-type",
              complaint.why.empty() ? "'least' must be a share such as 80 %" : complaint.why,
              complaint.hint);
    }
    instrument_.least_answered = share.value_or(instrument_.least_answered);
}

void Reader::items(Node const& root)
{
    Node const* const list = value(root, "items", true);
    if (list == nullptr || !is_list(root, "items")) {
        return;
    }
    if (list->items.empty()) {
        fault(list->place, "instrument-missing", "there are no items");
    }
    for (Node const& node : list->items) {
        item(node);
    }
}

void Reader::item(Node const& node)
{
    if (!node.is_map()) {
        fault(node.place, "instrument-type", "an item is written { id: ..., text: ... }");
        return;
    }
    keys(node, "an item", {"id", "text"});
    Item item{text(node, "id", true), text(node, "text", true)};
    Node const* const id = node.find("id");
    if (id == nullptr || item.id.empty()) {
        return;
    }
    auto const [first, fresh] = item_places_.emplace(item.id, id->place);
    if (!fresh) {
        diagnostics_.add({base::Severity::error,
                          id->place,
                          "the item " + quoted(item.id) + " is there twice",
                          "every item has an id of its own",
                          "instrument-duplicate",
                          first->second,
                          "first defined here"});
        return;
    }
    instrument_.items.push_back(std::move(item));
}

std::vector<std::string> Reader::item_ids() const
{
    std::vector<std::string> ids;
    for (Item const& item : instrument_.items) {
        ids.push_back(item.id);
    }
    return ids;
}

std::vector<std::string> Reader::item_list(Node const& map, std::string_view key)
{
    std::vector<std::string> ids;
    if (!is_list(map, key)) {
        return ids;
    }
    for (Node const& node : map.find(key)->items) {
        if (!has_item(node.text)) {
            fault(node.place,
                  "instrument-unknown-item",
                  "there is no item " + quoted(node.text),
                  base::nearest_hint(node.text, item_ids()));
        } else if (std::find(ids.begin(), ids.end(), node.text) != ids.end()) {
            fault(node.place,
                  "instrument-duplicate",
                  "the item " + quoted(node.text) + " is there twice",
                  "delete one of the two");
        } else {
            ids.push_back(node.text);
        }
    }
    return ids;
}

void Reader::hold_reverse(Node const& map, Subscale const& subscale)
{
    for (std::string const& id : subscale.reverse) {
        if (std::find(subscale.items.begin(), subscale.items.end(), id) != subscale.items.end()) {
            continue;
        }
        auto const& nodes = map.find("reverse")->items;
        auto const node =
            std::find_if(nodes.begin(), nodes.end(), [&id](Node const& n) { return n.text == id; });
        fault(node->place,
              "instrument-reverse",
              "the reversed item " + quoted(id) + " is not among the items of " +
                  quoted(subscale.name),
              "add it to items, or leave it out here");
    }
}

void Reader::subscales(Node const& root)
{
    Node const* const map = root.find("subscales");
    if (map == nullptr) {
        return;
    }
    if (!map->is_map()) {
        wanted(*map, "subscales", "a map of name: { items: [...], reverse: [...] }");
        return;
    }
    for (Entry const& entry : map->entries) {
        if (!entry.value.is_map()) {
            wanted(entry.value, entry.key, "a map such as { items: [...], reverse: [...] }");
            continue;
        }
        keys(entry.value, "a subscale", {"items", "reverse"});
        Subscale subscale{
            entry.key, item_list(entry.value, "items"), item_list(entry.value, "reverse")};
        Node const* const list = value(entry.value, "items", true);
        if (list != nullptr && list->is_list() && list->items.empty()) {
            fault(list->place, "instrument-missing", quoted(entry.key) + " has no items");
        }
        hold_reverse(entry.value, subscale);
        instrument_.subscales.push_back(std::move(subscale));
    }
    unscored_items();
}

void Reader::unscored_items()
{
    std::set<std::string, std::less<>> scored;
    for (Subscale const& subscale : instrument_.subscales) {
        scored.insert(subscale.items.begin(), subscale.items.end());
    }
    for (auto const& [id, place] : item_places_) {
        if (!scored.contains(id)) {
            diagnostics_.warning(place,
                                 "instrument-unscored",
                                 "the item " + quoted(id) + " belongs to no subscale",
                                 "it is asked, but no score uses it");
        }
    }
}

void Reader::derived(Node const& root)
{
    Node const* const map = root.find("derived");
    if (map == nullptr) {
        return;
    }
    if (!map->is_map()) {
        wanted(*map, "derived", "a map of name: \"formula over subscales\"");
        return;
    }
    for (Entry const& entry : map->entries) {
        formula(entry);
    }
}

void Reader::formula(Entry const& entry)
{
    SubscaleNames const names(instrument_.subscales);
    if (names.type_of(entry.key)) {
        fault(entry.key_place,
              "instrument-duplicate",
              quoted(entry.key) + " is already the name of a subscale");
    }
    if (!entry.value.is_scalar()) {
        wanted(entry.value, entry.key, "a formula over subscales");
        return;
    }
    base::Place const place =
        entry.value.place_in_text(0, base::count_code_points(entry.value.text));
    base::Diagnostics found;
    auto const expression = parse_expression(entry.value.text, place, names, found);
    for (base::Diagnostic one : found.all()) {
        one.place = entry.value.verbatim ? one.place : entry.value.place;
        diagnostics_.add(std::move(one));
    }
    if (expression && expression->type() != Type::number && expression->type() != Type::any) {
        fault(entry.value.place,
              "instrument-formula",
              "a derived score is a number, but this formula gives " +
                  std::string(name_of(expression->type())));
    }
    instrument_.derived.push_back({entry.key, entry.value.text});
}

void Reader::vectors(Node const& root)
{
    if (!is_list(root, "vectors")) {
        return;
    }
    for (Node const& node : root.find("vectors")->items) {
        if (!node.is_map()) {
            fault(node.place,
                  "instrument-type",
                  "a test vector is written { name: ..., answers: {...}, expect: {...} }");
            continue;
        }
        keys(node, "a test vector", {"name", "answers", "expect"});
        TestVector vector;
        vector.name = text(node, "name", true);
        if (Node const* const map = value(node, "answers", true)) {
            answers(*map, vector);
        }
        if (Node const* const map = value(node, "expect", true)) {
            expectations(*map, vector);
        }
        instrument_.vectors.push_back(std::move(vector));
    }
}

void Reader::answers(Node const& map, TestVector& vector)
{
    for (Entry const& entry : map.entries) {
        if (!has_item(entry.key)) {
            fault(entry.key_place,
                  "instrument-unknown-item",
                  "there is no item " + quoted(entry.key),
                  base::nearest_hint(entry.key, item_ids()));
            continue;
        }
        std::optional<double> const answer = number(entry.value, entry.key);
        if (!answer) {
            continue;
        }
        if (*answer < static_cast<double>(instrument_.least) ||
            *answer > static_cast<double>(instrument_.most)) {
            fault(entry.value.place,
                  "instrument-answer",
                  "the answer " + entry.value.text + " is not on the scale from " +
                      std::to_string(instrument_.least) + " to " +
                      std::to_string(instrument_.most));
        }
        vector.answers.emplace(entry.key, *answer);
    }
}

void Reader::expectations(Node const& map, TestVector& vector)
{
    std::vector<std::string> known = SubscaleNames(instrument_.subscales).all();
    for (DerivedScore const& derived : instrument_.derived) {
        known.push_back(derived.name);
    }
    for (Entry const& entry : map.entries) {
        if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
            fault(entry.key_place,
                  "instrument-unknown-score",
                  "there is no score " + quoted(entry.key),
                  base::nearest_hint(entry.key, known));
        } else if (entry.value.is_scalar() && entry.value.text == "NA") {
            vector.expect.emplace(entry.key, std::nullopt);
        } else if (auto const score = number(entry.value, entry.key)) {
            vector.expect.emplace(entry.key, *score);
        }
    }
}

} // namespace

std::optional<Instrument> read_instrument(std::string const& file, base::Diagnostics& diagnostics)
{
    std::size_t const before = diagnostics.error_count();
    std::optional<Node> const root = script::read_file(file, diagnostics);
    if (!root) {
        return std::nullopt;
    }
    Instrument instrument = Reader(file, diagnostics).read(*root);
    if (diagnostics.error_count() > before) {
        return std::nullopt;
    }
    return instrument;
}

} // namespace securebase::model
