// SPDX-License-Identifier: MIT
// Frames found again, and what changes between two.
#include "devices/sdl/frame_shelf.h"

#include <boost/test/unit_test.hpp>

#include <array>

namespace {

namespace ports = securebase::ports;
using securebase::devices::FrameShelf;
using Sprites = std::vector<ports::Sprite>;

constexpr ports::Color grey{90, 90, 90, 255};

ports::Sprite at(std::int32_t x, std::int32_t y, std::uint32_t picture = 1)
{
    return {{picture, 10, 10}, {x, y, 10, 10}, {}};
}

ports::Frame frame_of(Sprites const& sprites)
{
    return {grey, sprites};
}

} // namespace

BOOST_AUTO_TEST_SUITE(devices_sdl_frame_shelf)

BOOST_AUTO_TEST_CASE(a_frame_is_found_by_everything_it_is_made_of)
{
    FrameShelf shelf(3);
    Sprites const two{at(0, 0), at(50, 50, 2)};
    BOOST_TEST(!shelf.find(frame_of(two)).has_value());
    std::size_t const place = shelf.put(frame_of(two));
    BOOST_TEST((shelf.find(frame_of(two)) == place));
    BOOST_TEST(!shelf.find({{0, 0, 0, 255}, two}).has_value());
    BOOST_TEST(!shelf.find(frame_of({at(0, 0)})).has_value());
    BOOST_TEST(!shelf.find(frame_of({at(0, 0), at(50, 50, 3)})).has_value());
    shelf.clear(place);
    BOOST_TEST(!shelf.find(frame_of(two)).has_value());
}

BOOST_AUTO_TEST_CASE(the_oldest_gives_way_but_never_what_is_on_the_screen)
{
    FrameShelf shelf(3);
    std::size_t const first = shelf.put(frame_of({at(1, 0)}));
    shelf.show(first, 100, 100);
    std::size_t const second = shelf.put(frame_of({at(2, 0)}));
    std::size_t const third = shelf.put(frame_of({at(3, 0)}));
    BOOST_TEST(first != second);
    BOOST_TEST(second != third);
    BOOST_TEST(first != third);
    BOOST_TEST(shelf.put(frame_of({at(4, 0)})) == second);
    BOOST_TEST((shelf.find(frame_of({at(1, 0)})) == first));
    shelf.show(second, 100, 100);
    BOOST_TEST(shelf.put(frame_of({at(5, 0)})) == first);
}

BOOST_AUTO_TEST_CASE(only_what_differs_changes)
{
    FrameShelf shelf(4);
    BOOST_TEST((shelf.show(shelf.put(frame_of({at(0, 0)})), 100, 80) == ports::Box{0, 0, 100, 80}));
    // One more, one moved, the same again, none.
    BOOST_TEST((shelf.show(shelf.put(frame_of({at(0, 0), at(40, 20, 2)})), 100, 80) ==
                ports::Box{40, 20, 10, 10}));
    std::size_t const moved = shelf.put(frame_of({at(0, 0), at(60, 20, 2)}));
    BOOST_TEST((shelf.show(moved, 100, 80) == ports::Box{40, 20, 30, 10}));
    BOOST_TEST((shelf.show(moved, 100, 80) == ports::Box{}));
    BOOST_TEST((shelf.show(shelf.put(frame_of({})), 100, 80) == ports::Box{0, 0, 70, 30}));
    // Another background changes everything; what hangs over the edge is cut off.
    BOOST_TEST((shelf.show(shelf.put({{0, 0, 0, 255}, {}}), 100, 80) == ports::Box{0, 0, 100, 80}));
    Sprites const over{at(-5, 75)};
    BOOST_TEST((shelf.show(shelf.put({{0, 0, 0, 255}, over}), 100, 80) == ports::Box{0, 75, 5, 5}));
}

BOOST_AUTO_TEST_CASE(a_frame_too_large_to_remember_is_never_taken_for_another)
{
    FrameShelf shelf(3);
    Sprites const many(FrameShelf::most_sprites + 1, at(0, 0));
    std::size_t const place = shelf.put(frame_of(many));
    BOOST_TEST(!shelf.find(frame_of(many)).has_value());
    BOOST_TEST((shelf.show(place, 100, 80) == ports::Box{0, 0, 100, 80}));
}

BOOST_AUTO_TEST_SUITE_END()
