// SPDX-License-Identifier: MIT
// Counts what the test program asks of the heap. In a file of its own, so that the compiler sees
// no half of a pair alone.
#include "kinds/count_allocations.h"

#include <cstdlib>
#include <new>

namespace {

std::size_t count = 0;

} // namespace

namespace securebase::test {

std::size_t allocations()
{
    return count;
}

} // namespace securebase::test

void* operator new(std::size_t size)
{
    ++count;
    void* memory = std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) {
        throw std::bad_alloc();
    }
    return memory;
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}
