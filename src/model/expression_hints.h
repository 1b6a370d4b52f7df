// SPDX-License-Identifier: MIT
// What an author most likely meant by an expression that cannot be read (private to the room).
#pragma once

#include "model/expression.h"
#include "model/expression_lexer.h"

#include <string>
#include <string_view>

namespace securebase::model {

/// For a token that cannot stand where it does; may be empty, as may the others.
std::string hint_for_unexpected(Token const& token);
std::string hint_for_unknown_name(std::string_view name, Names const& names);
std::string hint_for_unknown_function(std::string_view name, Names const& names);

} // namespace securebase::model
