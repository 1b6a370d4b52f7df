// SPDX-License-Identifier: MIT
// Cuts an expression into words and signs (private to the room).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace securebase::model {

enum class TokenKind : std::uint8_t {
    end,
    number,
    text, ///< Token::text is what stands between the quotes.
    name, ///< Also `and`, `or`, `not`, `in`; dots belong to it.
    sign, ///< An operator, a bracket or a comma.
    fault ///< Something that has no place here; `what` and `hint` say why.
};

struct Token {
    TokenKind kind = TokenKind::end;
    std::size_t begin = 0; ///< Bytes from the start of the source.
    std::size_t end = 0;
    std::string_view text;
    std::string what; ///< Of a fault.
    std::string hint;

    bool is(std::string_view sign_or_word) const
    {
        return (kind == TokenKind::sign || kind == TokenKind::name) && text == sign_or_word;
    }
};

/// The first token at or after byte `from`.
Token next_token(std::string_view source, std::size_t from);

} // namespace securebase::model
