// SPDX-License-Identifier: MIT
// One cause after the other, the likeliest first.
#include "model/expression_hints.h"

#include "base/diagnostics.h"
#include "base/text.h"
#include "model/expression_node.h"
#include "model/expression_operators.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace securebase::model {

namespace {

bool is_operator(std::string_view word)
{
    return binary_of(Token{TokenKind::name, 0, 0, word, {}, {}}) != nullptr;
}

/// The names of the parts that `head` has ("pair.word" of "pair"), sorted.
std::vector<std::string> parts_of(std::string_view head, std::vector<std::string> const& known)
{
    std::vector<std::string> parts;
    std::copy_if(known.begin(), known.end(), std::back_inserter(parts), [&](auto const& name) {
        return name.starts_with(std::string(head) + ".");
    });
    std::sort(parts.begin(), parts.end());
    return parts;
}

} // namespace

std::string hint_for_unexpected(Token const& token)
{
    if (token.is("not")) {
        return "write not before the whole comparison: not x in [...]";
    }
    if (token.is("is")) {
        return "write == to compare";
    }
    if (token.kind == TokenKind::name && is_operator(base::to_lower_ascii(token.text))) {
        return "write it in small letters: " + base::to_lower_ascii(token.text);
    }
    if (token.kind == TokenKind::name || token.kind == TokenKind::number ||
        token.kind == TokenKind::text) {
        return "an operator such as and, ==, + is missing before it; a text with spaces and a "
               "value with a unit are written in quotes";
    }
    return token.is(")") || token.is("]") ? "no bracket is open here" : "";
}

std::string hint_for_unknown_name(std::string_view unknown, Names const& names)
{
    std::string const name(unknown);
    std::string const small = base::to_lower_ascii(name);
    if (small == "true" || small == "false") {
        return "write it in small letters: " + small;
    }
    if (small == "na" || small == "null" || small == "none" || small == "nan") {
        return "write NA for a missing value";
    }
    if (FunctionDecl const* function = find_function(name)) {
        return "it is a function: write " + std::string(function->written);
    }
    std::vector<std::string> known = names.all();
    std::sort(known.begin(), known.end());
    std::vector<std::string> const parts = parts_of(name, known);
    if (!parts.empty()) {
        return "name one of its parts: " + base::join(parts, ", ");
    }
    std::string hint = base::nearest_hint(name, known);
    if (hint.starts_with("did you mean") || name.find('.') != std::string::npos) {
        return hint;
    }
    return "a text is written in quotes: '" + name + "'" +
           (hint.empty() ? "" : "; a name is " + hint);
}

std::string hint_for_unknown_function(std::string_view name, Names const& names)
{
    if (names.type_of(name)) {
        return "'" + std::string(name) + "' is a value, not a function";
    }
    std::string const hint = base::nearest_hint(name, function_names());
    return hint.starts_with("did you mean") ? hint
                                            : "functions: " + base::join(function_names(), " ");
}

} // namespace securebase::model
