// SPDX-License-Identifier: MIT
// Expressions and plain values as scripts write them, read in a scope (private to the room).
#pragma once

#include "model/check_context.h"
#include "model/text_template.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace securebase::model {

/// A scalar that is computed: `$` and something other than a second `$`.
bool is_computed(script::Node const& node);
/// The text of a scalar that is not: `$$` at its beginning is `$`.
std::string literal_text(script::Node const& node);

/// Parses `source`, which stands at `place`. A misspelt column also shows the table's header; a
/// name whose value comes later than `latest` is a fault.
std::optional<Expression> read_expression(Checking& checking,
                                          std::string_view source,
                                          base::Place const& place,
                                          Scope const& scope,
                                          Known latest);
/// The expression of a scalar, with or without `$`.
std::optional<Expression>
read_expression(Checking& checking, script::Node const& node, Scope const& scope, Known latest);
/// The same, but it must be true or false.
std::optional<Expression> read_condition(Checking& checking,
                                         script::Node const& node,
                                         Scope const& scope,
                                         Known latest,
                                         std::string const& key);

/// Says more of an unknown name: a table's column is shown with the table's header.
void explain_name(base::Diagnostic& fault, Scope const& scope);

/// When all names of an expression are known.
Known latest_of(Expression const& expression, Scope const& scope);

/// A value of a list of values: number, `true`, `false`, `NA`, else text; computed ones must be
/// known at load. Errors: no scalar.
std::optional<Value> read_value(Checking& checking,
                                script::Node const& node,
                                Scope const& scope,
                                std::string const& what);
/// What a plain word of a script or the cell of a table is: a number when it is written as one
/// ("007" is a text).
bool is_plain_number(std::string_view text);

/// A text as an expression that gives it.
std::string as_expression(Value const& value);

/// Replaces names of an expression by what `replacement` gives for them.
std::string
rewrite_names(std::string_view source,
              std::function<std::optional<std::string>(std::string_view)> const& replacement);

} // namespace securebase::model
