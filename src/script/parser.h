// SPDX-License-Identifier: MIT
// libyaml's event interface as values: the only header that sees the library.
#pragma once

#include "script/source.h"
#include "script/syntax.h"

#include <yaml.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace securebase::script {

enum class EventKind : std::uint8_t {
    scalar,
    alias,
    list_start,
    list_end,
    map_start,
    map_end,
    document_end,
    end,
    fault,
};

struct Event {
    EventKind kind = EventKind::end;
    Point start;
    Point end;
    std::string text; ///< Of a scalar.
    bool quoted = false;
    bool flow = false;  ///< A collection in brackets.
    std::string anchor; ///< Of a node; the name of an alias.
    std::string tag;
};

/// Reads one document.
class Parser {
public:
    explicit Parser(std::string_view bytes);
    ~Parser();
    Parser(Parser const&) = delete;
    Parser& operator=(Parser const&) = delete;

    /// The next event. After `fault`, `document_end` or `end` it must not be called again: what
    /// libyaml does after a document takes quadratic time on hostile input.
    Event next();
    /// What went wrong, after an event of kind `fault`.
    SyntaxFault fault() const;

private:
    yaml_parser_t parser_{};
};

} // namespace securebase::script
