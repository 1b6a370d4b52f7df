// SPDX-License-Identifier: MIT
// Assertions for mistakes of the programmer, compiled into every build.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace securebase::base {

/// Says where the program contradicted itself, then aborts. Journals need no closing to be
/// readable.
[[noreturn]] inline void
assertion_failed(char const* condition, char const* why, char const* file, int line)
{
    std::fprintf(stderr, "%s:%d: assertion failed: %s (%s)\n", file, line, why, condition);
    std::abort();
}

} // namespace securebase::base

#define SECUREBASE_ASSERT(condition, why)                                                          \
    ((condition) ? static_cast<void>(0)                                                            \
                 : ::securebase::base::assertion_failed(#condition, why, __FILE__, __LINE__))
