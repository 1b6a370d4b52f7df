// SPDX-License-Identifier: MIT
// Finding frames again.
#include "devices/sdl/frame_shelf.h"

#include <algorithm>
#include <utility>

namespace securebase::devices {

namespace {

/// A box from its edges, so that boxes can be joined.
struct Edges {
    std::int32_t left = 0;
    std::int32_t top = 0;
    std::int32_t right = 0;
    std::int32_t bottom = 0;

    void take_in(ports::Box const& box)
    {
        left = std::min(left, box.x);
        top = std::min(top, box.y);
        right = std::max(right, box.x + box.width);
        bottom = std::max(bottom, box.y + box.height);
    }
};

} // namespace

FrameShelf::FrameShelf(std::size_t places) : entries_(places)
{
    for (Entry& entry : entries_) {
        entry.sprites.reserve(most_sprites);
    }
}

std::optional<std::size_t> FrameShelf::find(ports::Frame const& frame) const noexcept
{
    auto const found = std::ranges::find_if(entries_, [&](Entry const& entry) {
        return entry.known && entry.background == frame.background &&
               std::ranges::equal(entry.sprites, frame.sprites);
    });
    if (found == entries_.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - entries_.begin());
}

std::size_t FrameShelf::put(ports::Frame const& frame) noexcept
{
    std::optional<std::size_t> free;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        bool const taken = i == on_screen_ || entries_[i].reserved > 0;
        if (!taken && (!free || entries_[i].used < entries_[*free].used)) {
            free = i;
        }
    }
    std::size_t const best = free.value_or(0);
    Entry& entry = entries_[best];
    entry.known = frame.sprites.size() <= most_sprites;
    entry.background = frame.background;
    entry.sprites.clear();
    if (entry.known) {
        entry.sprites.insert(entry.sprites.end(), frame.sprites.begin(), frame.sprites.end());
    }
    entry.used = ++uses_;
    return best;
}

void FrameShelf::clear(std::size_t place) noexcept
{
    entries_[place].known = false;
    entries_[place].used = 0;
}

ports::Box FrameShelf::show(std::size_t place, std::int32_t width, std::int32_t height) noexcept
{
    std::optional<std::size_t> const before = std::exchange(on_screen_, place);
    entries_[place].used = ++uses_;
    return before ? change(*before, place, width, height) : ports::Box{0, 0, width, height};
}

/// Outside the boxes of sprites that differ (or stand elsewhere in the order), two frames look the
/// same.
ports::Box FrameShelf::change(std::size_t from,
                              std::size_t to,
                              std::int32_t width,
                              std::int32_t height) const noexcept
{
    Entry const& now = entries_[to];
    Entry const& before = entries_[from];
    if (!now.known || !before.known || before.background != now.background) {
        return {0, 0, width, height};
    }
    auto const& was = before.sprites;
    Edges edges{width, height};
    for (std::size_t i = 0; i < std::max(was.size(), now.sprites.size()); ++i) {
        bool const same = i < was.size() && i < now.sprites.size() && was[i] == now.sprites[i];
        if (!same && i < was.size()) {
            edges.take_in(was[i].box);
        }
        if (!same && i < now.sprites.size()) {
            edges.take_in(now.sprites[i].box);
        }
    }
    edges.left = std::max(edges.left, 0);
    edges.top = std::max(edges.top, 0);
    edges.right = std::min(edges.right, width);
    edges.bottom = std::min(edges.bottom, height);
    if (edges.right <= edges.left || edges.bottom <= edges.top) {
        return {};
    }
    return {edges.left, edges.top, edges.right - edges.left, edges.bottom - edges.top};
}

} // namespace securebase::devices
