// SPDX-License-Identifier: MIT
// Turns libyaml's words for a syntax error into ours, with the usual cause and cure.
#pragma once

#include "base/diagnostics.h"
#include "script/source.h"

#include <optional>
#include <string>

namespace securebase::script {

/// What the parser said.
struct SyntaxFault {
    std::string problem;
    Point at;
    std::string context; ///< "while scanning a quoted scalar"; may be empty.
    Point context_at;    ///< Where that began.
};

/// What was read before the fault, as far as it can explain it.
struct LastRead {
    enum class Kind : std::uint8_t { other, quoted, alias, flow_end };
    Kind kind = Kind::other;
    Point start; ///< Of a quoted text: its quote; of a flow collection: its opening bracket.
    Point end;
    std::optional<Point> open_bracket; ///< The innermost bracket not yet closed.
};

base::Diagnostic explain(Source const& source, SyntaxFault const& fault, LastRead const& last);

} // namespace securebase::script
