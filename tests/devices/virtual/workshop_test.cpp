// SPDX-License-Identifier: MIT
// Sizes without fonts.
#include "devices/display_contract.h"
#include "devices/virtual/workshop.h"

namespace {

namespace ports = securebase::ports;
using securebase::contract::run_of;
using securebase::devices::VirtualWorkshop;

} // namespace

BOOST_AUTO_TEST_SUITE(devices_virtual_workshop)

BOOST_AUTO_TEST_CASE(keeps_the_contract)
{
    VirtualWorkshop workshop;
    securebase::contract::workshop_contract(workshop);
}

BOOST_AUTO_TEST_CASE(every_character_is_half_an_em_wide)
{
    VirtualWorkshop workshop;
    BOOST_TEST(workshop.text(run_of("four", 20))->width == 40);
    BOOST_TEST(workshop.text(run_of("für", 20))->width == 30);
    BOOST_TEST(workshop.text(run_of("odd", 21))->width == 32);
    BOOST_TEST(workshop.text(run_of("e\u0301", 20))->width == 10);
    BOOST_TEST(workshop.text(run_of("我们", 20))->width == 40);
    BOOST_TEST(workshop.text(run_of("", 20))->width == 1);
    BOOST_TEST(workshop.text(run_of("a\nlonger", 20))->width == 60);
}

BOOST_AUTO_TEST_CASE(says_what_a_picture_shows_until_it_is_released)
{
    VirtualWorkshop workshop;
    auto const picture = workshop.text(run_of("hello", 20));
    BOOST_TEST(workshop.shown_by(*picture) == "hello");
    BOOST_TEST(workshop.shown_by({}) == "");
    auto const bitmap = workshop.bitmap({1, 1, {0, 0, 0, 0}});
    BOOST_TEST(workshop.shown_by(*bitmap) == "bitmap");
    workshop.release();
    BOOST_TEST(workshop.shown_by(*picture) == "");
    BOOST_TEST(workshop.picture_count() == 0U);
}

BOOST_AUTO_TEST_CASE(colours_and_alignment_make_other_pictures)
{
    VirtualWorkshop workshop;
    auto run = run_of("hello", 20);
    auto const first = workshop.text(run);
    run.color.alpha = 254;
    auto const fainter = workshop.text(run);
    run.align = ports::Align::right;
    auto const aligned = workshop.text(run);
    BOOST_TEST(first->id != fainter->id);
    BOOST_TEST(fainter->id != aligned->id);
    BOOST_TEST(workshop.picture_count() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
