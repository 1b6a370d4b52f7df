// SPDX-License-Identifier: MIT
// Benchmarks: the pixels of an X server that keeps them in a file (Xvfb -fbdir), read in place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace securebase::benchmarks {

class Framebuffer {
public:
    /// `file` is an X window dump of 32 bits per pixel that a server writes to. Empty when it is
    /// not.
    static std::optional<Framebuffer> map(std::string const& file);

    int width() const { return width_; }
    int height() const { return height_; }
    /// Sum of the three colours, 0 to 765, as it is in memory now.
    int brightness(int x, int y) const;

private:
    Framebuffer() = default;

    std::uint8_t const volatile* pixels_ = nullptr; ///< Mapped for the life of the program.
    int width_ = 0;
    int height_ = 0;
    std::size_t row_bytes_ = 0;
};

} // namespace securebase::benchmarks
