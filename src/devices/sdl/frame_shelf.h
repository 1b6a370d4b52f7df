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

    /// `places` at least 2, and more than are ever reserved at once.
    explicit FrameShelf(std::size_t places);

    std::optional<std::size_t> find(ports::Frame const& frame) const noexcept;
    /// The place unused for longest that is neither on the screen nor reserved; it holds `frame`
    /// from now on.
    std::size_t put(ports::Frame const& frame) noexcept;
    /// Forgets what is at a place.
    void clear(std::size_t place) noexcept;
    /// Marks a place as shown. Gives what changes on a screen of this size.
    ports::Box show(std::size_t place, std::int32_t width, std::int32_t height) noexcept;
    /// What would change on a screen of this size when one place were shown after another.
    ports::Box change(std::size_t from,
                      std::size_t to,
                      std::int32_t width,
                      std::int32_t height) const noexcept;
    std::optional<std::size_t> on_screen() const noexcept { return on_screen_; }
    /// The place is not used for another frame until it has been released as often.
    void reserve(std::size_t place) noexcept { ++entries_[place].reserved; }
    void release(std::size_t place) noexcept { --entries_[place].reserved; }

private:
    struct Entry {
        ports::Color background;
        std::vector<ports::Sprite> sprites;
        bool known = false;
        std::uint64_t used = 0;
        std::size_t reserved = 0;
    };

    std::vector<Entry> entries_;
    std::optional<std::size_t> on_screen_;
    std::uint64_t uses_ = 0;
};

} // namespace securebase::devices
