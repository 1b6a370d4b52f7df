// SPDX-License-Identifier: MIT
// Reading a script in a test, and both outcomes as text.
#pragma once

#include "script/reader.h"

#include <optional>
#include <string>
#include <string_view>

namespace securebase::script {

struct Reading {
    std::optional<Node> tree;
    base::Diagnostics diagnostics;
};

inline Reading read(std::string_view bytes, Budget const& budget = {})
{
    Reading reading;
    reading.tree = read_text("s.yaml", bytes, reading.diagnostics, budget);
    return reading;
}

inline std::string to_text(base::Place const& place)
{
    return std::to_string(place.line) + ':' + std::to_string(place.column) + '+' +
           std::to_string(place.length);
}

/// One line each: `[warning ]line:column+length code: what (hint) | also line:column+length words`.
inline std::string faults(base::Diagnostics const& diagnostics)
{
    std::string text;
    for (base::Diagnostic const& d : diagnostics.all()) {
        text += d.severity == base::Severity::warning ? "warning " : "";
        text += to_text(d.place) + ' ' + d.code + ": " + d.what;
        text += d.hint.empty() ? "" : " (" + d.hint + ')';
        if (d.also) {
            text += " | also " + to_text(*d.also) + ' ' + d.also_what;
        }
        text += '\n';
    }
    return text;
}

/// `{key: value, ...}`, `[item, ...]`, `plain`, `"quoted"`, `null`.
inline std::string to_text(Node const& node)
{
    std::string text;
    switch (node.kind) {
    case NodeKind::null:
        return "null";
    case NodeKind::scalar:
        return node.quoted ? '"' + node.text + '"' : node.text;
    case NodeKind::list:
        for (Node const& item : node.items) {
            text += (text.empty() ? "" : ", ") + to_text(item);
        }
        return '[' + text + ']';
    case NodeKind::map:
        for (Entry const& entry : node.entries) {
            text += (text.empty() ? "" : ", ") + entry.key + ": " + to_text(entry.value);
        }
        return '{' + text + '}';
    }
    return text;
}

inline std::string tree(Reading const& reading)
{
    return reading.tree ? to_text(*reading.tree) : "nothing";
}

} // namespace securebase::script
