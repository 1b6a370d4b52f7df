// SPDX-License-Identifier: MIT
// How often the test program has asked for memory.
#pragma once

#include <cstddef>

namespace securebase::contract {

/// Calls of operator new so far, in all threads.
std::size_t allocations();

} // namespace securebase::contract
