// SPDX-License-Identifier: MIT
// Counts what the test program asks of the heap.
#pragma once

#include <cstddef>

namespace securebase::test {

/// How often `new` was used since the program began.
std::size_t allocations();

} // namespace securebase::test
