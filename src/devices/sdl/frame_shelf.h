// SPDX-License-Identifier: MIT
// Which finished frames a keeper holds, and where.
#pragma once

#include "ports/display.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace securebase::devices {

/// Remembers what is at each place of a keeper, and which place to use next. Sprites are told apart
/// by their fields, so pictures must carry numbers that are never used again. Does not allocate
/// once made. Thread: main.
class FrameShelf {
public:
    /// Frames with more sprites than this are kept, but not found again.
    static constexpr std::size_t most_sprites = 512;

    /// `places` at least 2.
    explicit FrameShelf(std::size_t places);

    std::optional<std::size_t> find(ports::Frame const& frame) const noexcept;
    /// The place unused for longest that is not on the screen; it holds `frame` from now on.
    std::size_t put(ports::Frame const& frame) noexcept;
    /// Forgets what is at a place.
    void clear(std::size_t place) noexcept;
    /// Marks a place as shown. Gives what changes on a screen of this size.
    ports::Box show(std::size_t place, std::int32_t width, std::int32_t height) noexcept;
    std::optional<std::size_t> on_screen() const noexcept { return on_screen_; }

private:
    struct Entry {
        ports::Color background;
        std::vector<ports::Sprite> sprites;
        bool known = false;
        std::uint64_t used = 0;
    };

    std::vector<Entry> entries_;
    std::optional<std::size_t> on_screen_;
    std::uint64_t uses_ = 0;
};

} // namespace securebase::devices
