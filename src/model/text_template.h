// SPDX-License-Identifier: MIT
// Texts with {expressions} in them: "Dear {partner.response}"; `{{` and `}}` are braces.
#pragma once

#include "base/diagnostics.h"
#include "model/experiment.h"
#include "model/expression.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace securebase::model {

/// Whether there is anything to replace: a brace, single or doubled.
bool has_braces(std::string_view text);

/// How the characters of a text stand in its file.
enum class Layout : std::uint8_t {
    as_read, ///< One after the other; a line break leads to column 1 of the next line.
    changed, ///< Escaped or folded: every fault is shown at the place of the whole text.
};

/// Cuts `text`, whose first character stands at `place`, at its slots. Faults (a slot that is not
/// closed or empty, a lone `}`, any fault of an expression) are added at their place. Slots are not
/// marked `at_run_time`.
std::optional<Template> parse_template(std::string_view text,
                                       base::Place const& place,
                                       Names const& names,
                                       base::Diagnostics& diagnostics,
                                       Layout layout = Layout::as_read);

/// Every slot replaced by its value as data show it; a value that is missing gives nothing.
std::string fill(Template const& text, Bindings const& bindings);

/// The same for a text setting of a plan whose names are known to be right: what the stage does
/// just before a text is shown.
std::string fill(std::string_view text, Bindings const& bindings);

/// The text with its braces doubled, so that it reads back as itself.
std::string with_doubled_braces(std::string_view text);

} // namespace securebase::model
