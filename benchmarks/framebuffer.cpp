// SPDX-License-Identifier: MIT
// Benchmarks: an X window dump as memory. Its head is a row of 32-bit big-endian numbers.
#include "benchmarks/framebuffer.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace securebase::benchmarks {

namespace {

// Places in the head, in numbers from 0.
constexpr std::size_t header_size = 0;
constexpr std::size_t pixmap_width = 4;
constexpr std::size_t pixmap_height = 5;
constexpr std::size_t bits_per_pixel = 11;
constexpr std::size_t bytes_per_line = 12;
constexpr std::size_t color_count = 19;
constexpr std::size_t head_numbers = 25;
constexpr std::size_t color_bytes = 12;

std::uint32_t number_at(std::uint8_t const* bytes, std::size_t place)
{
    std::uint8_t const* at = bytes + 4 * place;
    return std::uint32_t{at[0]} << 24 | std::uint32_t{at[1]} << 16 | std::uint32_t{at[2]} << 8 |
           std::uint32_t{at[3]};
}

} // namespace

std::optional<Framebuffer> Framebuffer::map(std::string const& file)
{
    int const handle = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat facts {};
    if (handle < 0 || fstat(handle, &facts) != 0) {
        return std::nullopt;
    }
    auto const size = static_cast<std::size_t>(facts.st_size);
    void* const mapped = mmap(nullptr, size, PROT_READ, MAP_SHARED, handle, 0);
    close(handle);
    if (mapped == MAP_FAILED || size < 4 * head_numbers) {
        return std::nullopt;
    }
    auto const* bytes = static_cast<std::uint8_t const*>(mapped);
    Framebuffer buffer;
    std::size_t const start =
        number_at(bytes, header_size) + color_bytes * number_at(bytes, color_count);
    buffer.width_ = static_cast<int>(number_at(bytes, pixmap_width));
    buffer.height_ = static_cast<int>(number_at(bytes, pixmap_height));
    buffer.row_bytes_ = number_at(bytes, bytes_per_line);
    buffer.pixels_ = bytes + start;
    bool const fits = start + buffer.row_bytes_ * static_cast<std::size_t>(buffer.height_) <= size;
    if (number_at(bytes, bits_per_pixel) != 32 || !fits || buffer.width_ <= 0) {
        return std::nullopt;
    }
    return buffer;
}

int Framebuffer::brightness(int x, int y) const
{
    std::uint8_t const volatile* at =
        pixels_ + static_cast<std::size_t>(y) * row_bytes_ + 4 * static_cast<std::size_t>(x);
    return at[0] + at[1] + at[2];
}

} // namespace securebase::benchmarks
