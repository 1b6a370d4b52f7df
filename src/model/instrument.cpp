// SPDX-License-Identifier: MIT
// Reads a questionnaire from its file: what it is, its scale, its items.
#include "model/instrument.h"

#include "model/instrument_fields.h"
#include "model/instrument_key.h"
#include "model/literals.h"
#include "script/reader.h"

#include <algorithm>
#include <utility>

namespace securebase::model {

namespace {

using script::Node;

constexpr std::int64_t most_points = 101;

/// From 2 to `most_points` points, and none so far out that counting them could overflow.
bool is_scale(std::int64_t least, std::int64_t most)
{
    return least < most && least >= -most_points && most <= 2 * most_points &&
           most - least < most_points;
}

class Reader {
public:
    Reader(std::string const& file, base::Diagnostics& diagnostics)
        : file_(file), fields_(diagnostics)
    {}

    /// Everything that could be read; faults tell whether it may be used.
    Instrument read(Node const& root);

private:
    void version(Node const& root);
    void identity(Node const& root);
    void scale(Node const& root);
    void ends(Node const& scale);
    void handling(Node const& root);
    void items(Node const& root);
    void item(Node const& node);

    std::string const& file_;
    InstrumentFields fields_;
    Instrument instrument_;
    ItemPlaces item_places_;
};

Instrument Reader::read(Node const& root)
{
    if (!root.is_map()) {
        fields_.fault(root.place, "instrument-type", "an instrument is a map of keys");
        return {};
    }
    fields_.keys(root,
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
    InstrumentKey(fields_, item_places_, instrument_).read(root);
    return std::move(instrument_);
}

void Reader::version(Node const& root)
{
    Node const* const node = root.find("instrument");
    if (node == nullptr) {
        fields_.fault(root.place,
                      "instrument-version",
                      "this is no instrument: 'instrument: 1' is missing",
                      "write it as the first line");
    } else if (node->text != "1") {
        fields_.fault(node->place,
                      "instrument-version",
                      "version " + quoted(node->text) + " of the instrument format is not known",
                      "write instrument: 1");
    }
}

void Reader::identity(Node const& root)
{
    instrument_.id = fields_.text(root, "id", true);
    instrument_.title = fields_.text(root, "title", true);
    instrument_.status = fields_.text(root, "status", true);
    instrument_.label = fields_.text(root, "label", false);
    if (root.find("language") != nullptr) {
        instrument_.language = fields_.text(root, "language", true);
    }
    instrument_.instructions = fields_.text(root, "instructions", false);

    std::size_t const slash = file_.find_last_of('/');
    std::string stem = slash == std::string::npos ? file_ : file_.substr(slash + 1);
    stem = stem.substr(0, stem.find_last_of('.'));
    Node const* const id = root.find("id");
    if (id != nullptr && !instrument_.id.empty() && instrument_.id != stem) {
        fields_.fault(id->place,
                      "instrument-id",
                      "the id " + quoted(instrument_.id) + " is not the name of the file, " +
                          quoted(stem),
                      "sessions find an instrument by its file: give both the same name");
    }
    std::vector<std::string> const known = {"own-worded", "verified", "by source", "from memory"};
    Node const* const status = root.find("status");
    if (status != nullptr && !instrument_.status.empty() &&
        std::find(known.begin(), known.end(), instrument_.status) == known.end()) {
        fields_.fault(status->place,
                      "instrument-status",
                      "the status " + quoted(instrument_.status) + " is not known",
                      base::nearest_hint(instrument_.status, known));
    }
}

void Reader::scale(Node const& root)
{
    Node const* const node = fields_.value(root, "scale", true);
    if (node == nullptr || !node->is_map()) {
        if (node != nullptr) {
            fields_.wanted(*node, "scale", "a map such as { points: 7, low: ..., high: ... }");
        }
        return;
    }
    fields_.keys(*node, "a scale", {"points", "least", "most", "low", "middle", "high"});
    instrument_.low = fields_.text(*node, "low", true);
    instrument_.middle = fields_.text(*node, "middle", false);
    instrument_.high = fields_.text(*node, "high", true);
    ends(*node);
}

void Reader::ends(Node const& scale)
{
    Node const* const points = scale.find("points");
    bool const has_least = scale.find("least") != nullptr;
    bool const has_most = scale.find("most") != nullptr;
    std::optional<std::int64_t> const count = fields_.whole(scale, "points");
    std::optional<std::int64_t> const lowest = fields_.whole(scale, "least");
    std::optional<std::int64_t> const highest = fields_.whole(scale, "most");
    if (has_least != has_most || (points != nullptr) == has_most) {
        fields_.fault(scale.place,
                      "instrument-scale",
                      "a scale has either 'points' or both 'least' and 'most'",
                      "points: 7 runs from 1 to 7; least: 0, most: 4 runs from 0 to 4");
        return;
    }
    std::optional<std::int64_t> const least = has_least ? lowest : 1;
    std::optional<std::int64_t> const most = has_most ? highest : count;
    if (!least || !most) {
        return;
    }
    instrument_.least = *least;
    instrument_.most = *most;
    if (!is_scale(*least, *most)) {
        fields_.fault(has_most ? scale.find("most")->place : points->place,
                      "instrument-scale",
                      "a scale has from 2 to " + std::to_string(most_points) + " points");
    }
}

void Reader::handling(Node const& root)
{
    if (Node const* const order = root.find("order")) {
        instrument_.shuffle = order->text == "random";
        if (order->text != "random" && order->text != "fixed") {
            fields_.fault(order->place,
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
        fields_.wanted(*missing, "missing", "a map such as { least: 80 % }");
        return;
    }
    fields_.keys(*missing, "'missing'", {"least"});
    Complaint complaint;
    auto const share = least->is_scalar() ? read_percent(least->text, complaint) : std::nullopt;
    if (!share) {
        fields_.fault(least->place,
                      "instrument-type",
                      complaint.why.empty() ? "'least' must be a share such as 80 %"
                                            : complaint.why,
                      complaint.hint);
    }
    instrument_.least_answered = share.value_or(instrument_.least_answered);
}

void Reader::items(Node const& root)
{
    Node const* const list = fields_.value(root, "items", true);
    if (list == nullptr || !fields_.is_list(root, "items")) {
        return;
    }
    if (list->items.empty()) {
        fields_.fault(list->place, "instrument-missing", "there are no items");
    }
    for (Node const& node : list->items) {
        item(node);
    }
}

void Reader::item(Node const& node)
{
    if (!node.is_map()) {
        fields_.fault(node.place, "instrument-type", "an item is written { id: ..., text: ... }");
        return;
    }
    fields_.keys(node, "an item", {"id", "text"});
    Item item{fields_.text(node, "id", true), fields_.text(node, "text", true)};
    Node const* const id = node.find("id");
    if (id == nullptr || item.id.empty()) {
        return;
    }
    auto const [first, fresh] = item_places_.emplace(item.id, id->place);
    if (!fresh) {
        fields_.diagnostics().add({base::Severity::error,
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
