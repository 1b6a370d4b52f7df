// SPDX-License-Identifier: MIT
// What YAML allows and a script may not hold, or hardly ever means to (private to the room).
#pragma once

#include "base/diagnostics.h"
#include "script/graph.h"
#include "script/parser.h"
#include "script/source.h"

#include <optional>

namespace securebase::script {

bool is_blank(char c);

/// A fault found at once.
base::Diagnostic slip(base::Place place, std::string code, std::string what, std::string hint);

/// Nothing to read, or directives before it: these must not reach libyaml, which takes quadratic
/// time over them.
std::optional<base::Diagnostic> slip_at_head(Source const& source);
/// After the document there may be comments and `...` only.
std::optional<base::Diagnostic> slip_after_document(Source const& source, Point end);
/// A tag on a node.
std::optional<base::Diagnostic> slip_of_tag(Source const& source, Event const& event);
/// `color: #808080` and `text: Press #1` lose what the author wrote to a comment. The first is an
/// error, the second a warning.
std::optional<base::Diagnostic>
slip_of_comment(Source const& source, Event const& event, Part const& part);
/// A key that is empty, means something to YAML alone, or cannot be seen whole.
std::optional<base::Diagnostic> slip_of_key(Part const& key, base::Place const& place);

} // namespace securebase::script
