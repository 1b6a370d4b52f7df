// SPDX-License-Identifier: MIT
// Operators between two values and how tightly they bind (private to the room).
#pragma once

#include "model/expression_lexer.h"
#include "model/expression_node.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace securebase::model {

struct Binary {
    std::string_view sign;
    Operation operation;
    int power; ///< The higher, the tighter.
};

inline constexpr int comparison_power = 4;
inline constexpr int not_power = 3;
inline constexpr int minus_power = 7;

inline constexpr std::array binaries = {
    Binary{"or", Operation::logical_or, 1},
    Binary{"and", Operation::logical_and, 2},
    Binary{"in", Operation::in, comparison_power},
    Binary{"==", Operation::equal, comparison_power},
    Binary{"!=", Operation::not_equal, comparison_power},
    Binary{"<", Operation::less, comparison_power},
    Binary{"<=", Operation::less_equal, comparison_power},
    Binary{">", Operation::greater, comparison_power},
    Binary{">=", Operation::greater_equal, comparison_power},
    Binary{"+", Operation::add, 5},
    Binary{"-", Operation::subtract, 5},
    Binary{"*", Operation::multiply, 6},
    Binary{"/", Operation::divide, 6},
    Binary{"%", Operation::modulo, 6},
};

/// Null when the token is no such operator.
inline Binary const* binary_of(Token const& token)
{
    auto const* const found = std::find_if(
        binaries.begin(), binaries.end(), [&token](Binary const& b) { return token.is(b.sign); });
    return found == binaries.end() ? nullptr : found;
}

} // namespace securebase::model
