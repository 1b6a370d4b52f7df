// SPDX-License-Identifier: MIT
// Comparisons that are always the same: with a text that the name beside it never is (private to
// the room).
#pragma once

#include "base/diagnostics.h"
#include "model/check_scope.h"

#include <string_view>
#include <vector>

namespace securebase::model {

/// A text that nothing compared with it can be.
struct NeverEqual {
    std::size_t begin = 0; ///< Bytes of `source`, its quotes included.
    std::size_t end = 0;
    std::string what;
    std::string hint;
};

/// Looks at `name == 'text'`, `name != 'text'`, both also turned round, and `name in ['a', 'b']`
/// for the names whose texts are known (levels, columns of tables, options of a question).
std::vector<NeverEqual> find_never_equal(std::string_view source, Scope const& scope);

} // namespace securebase::model
