// SPDX-License-Identifier: MIT
// Collecting faults without repeats, and small questions to the tree.
#include "model/check_context.h"

#include "base/text.h"
#include "model/literals.h"

#include <algorithm>
#include <cmath>

namespace securebase::model {

using script::Node;
using script::NodeKind;

Checking::Checking(Catalogue const& kinds,
                   CheckOptions const& how,
                   std::string const& folder,
                   base::Diagnostics& diagnostics)
    : catalogue(kinds), options(how), files(folder), diagnostics_(diagnostics)
{}

namespace {

std::string key_of(Faulty::What what, base::Place const& place)
{
    return std::to_string(static_cast<int>(what)) + ":" + place.file + ":" +
           std::to_string(place.line) + ":" + std::to_string(place.column);
}

} // namespace

void Faulty::add(What what, base::Place const& place, std::size_t errors)
{
    places_.insert(key_of(what, place));
    counted_ += errors;
}

bool Faulty::has(What what, base::Place const& place) const
{
    return places_.contains(key_of(what, place));
}

void Checking::add(base::Diagnostic diagnostic)
{
    errors_met_ += diagnostic.severity == base::Severity::error ? 1 : 0;
    base::Place const& place = diagnostic.place;
    std::string key = place.file + ":" + std::to_string(place.line) + ":" +
                      std::to_string(place.column) + ":" + diagnostic.code + ":" + diagnostic.what;
    if (known_.insert(std::move(key)).second) {
        diagnostics_.add(std::move(diagnostic));
    }
}

void Checking::error(base::Place place, std::string code, std::string what, std::string hint)
{
    add({base::Severity::error,
         std::move(place),
         std::move(what),
         std::move(hint),
         std::move(code),
         std::nullopt,
         {}});
}

void Checking::warning(base::Place place, std::string code, std::string what, std::string hint)
{
    add({base::Severity::warning,
         std::move(place),
         std::move(what),
         std::move(hint),
         std::move(code),
         std::nullopt,
         {}});
}

void Checking::take(base::Diagnostics const& others)
{
    for (base::Diagnostic const& one : others.all()) {
        add(one);
    }
}

base::Duration Checking::period() const
{
    double const hertz = options.refresh_hz.value_or(experiment.screen.refresh_hz);
    return base::Duration(std::llround(1e9 / hertz));
}

bool Columns::has(std::string_view name) const
{
    return std::ranges::find(names, name) != names.end() ||
           std::ranges::any_of(unknown, [name](std::string const& head) {
               return name == head || name.starts_with(head + "_");
           });
}

std::string described(Node const& node)
{
    switch (node.kind) {
    case NodeKind::null:
        return "nothing";
    case NodeKind::list:
        return "a list";
    case NodeKind::map:
        return "a map";
    case NodeKind::scalar:
        break;
    }
    return quoted(node.text);
}

void check_keys(Checking& checking,
                Node const& map,
                std::string const& where,
                std::vector<std::string> const& known)
{
    for (script::Entry const& entry : map.entries) {
        if (std::ranges::find(known, entry.key) == known.end()) {
            checking.error(entry.key_place,
                           "unknown-key",
                           "unknown key " + quoted(entry.key) + " in " + where,
                           base::nearest_hint(entry.key, known));
        }
    }
}

namespace {

bool must_be(Checking& checking,
             Node const& node,
             NodeKind kind,
             std::string const& what,
             char const* wanted)
{
    if (node.kind == kind) {
        return true;
    }
    std::string hint;
    if (kind == NodeKind::map) {
        hint = "a map is written { key: value }, or key: value on lines of their own";
    } else if (kind == NodeKind::list) {
        hint = "a list is written [a, b], or on lines of their own that begin with -";
    } else if (node.kind == NodeKind::null) {
        hint = "write its value behind the colon";
    } else if (node.kind == NodeKind::list) {
        hint = "write one value, without [ ]";
    }
    checking.error(node.place,
                   "wrong-type",
                   what + " must be " + wanted + ", not " + described(node),
                   std::move(hint));
    return false;
}

} // namespace

bool must_be_map(Checking& checking, Node const& node, std::string const& what)
{
    return must_be(checking, node, NodeKind::map, what, "a map");
}

bool must_be_list(Checking& checking, Node const& node, std::string const& what)
{
    return must_be(checking, node, NodeKind::list, what, "a list");
}

bool must_be_text(Checking& checking, Node const& node, std::string const& what)
{
    return must_be(checking, node, NodeKind::scalar, what, "a text");
}

bool must_be_word(Checking& checking,
                  base::Place const& place,
                  std::string_view name,
                  std::string const& what)
{
    static constexpr std::string_view reserved[] = {
        "true", "false", "NA", "and", "or", "not", "in", "if", "participant", "visit", "number"};
    if (std::ranges::find(reserved, name) != std::end(reserved)) {
        checking.error(place,
                       "reserved-name",
                       what + " cannot be called " + quoted(name) +
                           ", which has a meaning of its own",
                       "add something to it: " + std::string(name) + "_1");
        return false;
    }
    if (as_word(name) == name) {
        return true;
    }
    checking.error(place,
                   "bad-name",
                   what + " cannot be called " + quoted(name) +
                       ": names are letters, digits and underscores and begin with a letter",
                   "write " + as_word(name));
    return false;
}

std::string as_word(std::string_view text)
{
    std::string word;
    for (char const c : text) {
        bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool const digit = c >= '0' && c <= '9';
        if (letter || (digit && !word.empty()) || (c == '_' && !word.empty())) {
            word += c;
        } else if (digit) {
            word = std::string("n") + c;
        } else if (!word.empty() && word.back() != '_') {
            word += '_';
        }
    }
    while (word.ends_with('_') && !text.ends_with('_')) {
        word.pop_back();
    }
    return word.empty() ? "name" : word;
}

} // namespace securebase::model
