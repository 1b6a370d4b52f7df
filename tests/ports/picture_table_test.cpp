// SPDX-License-Identifier: MIT
// The books of a workshop.
#include "ports/picture_table.h"

#include <boost/test/unit_test.hpp>

namespace {

namespace ports = securebase::ports;

ports::TextRun run_of(std::string text)
{
    ports::TextRun run;
    run.text = std::move(text);
    return run;
}

} // namespace

BOOST_AUTO_TEST_SUITE(ports_picture_table)

BOOST_AUTO_TEST_CASE(what_was_made_is_found_again)
{
    ports::PictureTable table;
    BOOST_TEST(table.find(run_of("a")) == nullptr);
    auto const text = table.add(run_of("a"), 10, 20);
    auto const image = table.add_image("face.png", 30, 40);
    BOOST_TEST_REQUIRE(table.find(run_of("a")) != nullptr);
    BOOST_TEST((*table.find(run_of("a")) == text));
    BOOST_TEST_REQUIRE(table.find_image("face.png") != nullptr);
    BOOST_TEST((*table.find_image("face.png") == image));
    BOOST_TEST((text == ports::Picture{1, 10, 20}));
    BOOST_TEST((image == ports::Picture{2, 30, 40}));
    BOOST_TEST(table.find(run_of("b")) == nullptr);
}

BOOST_AUTO_TEST_CASE(every_member_of_a_run_tells_pictures_apart)
{
    ports::PictureTable table;
    table.add(run_of("a"), 1, 1);
    auto other = run_of("a");
    other.max_width = 5;
    BOOST_TEST(table.find(other) == nullptr);
    other = run_of("a");
    other.color.alpha = 0;
    BOOST_TEST(table.find(other) == nullptr);
    other = run_of("a");
    other.bold = true;
    BOOST_TEST(table.find(other) == nullptr);
}

BOOST_AUTO_TEST_CASE(release_forgets_what_was_made_since_keep)
{
    ports::PictureTable table;
    auto const kept = table.add(run_of("kept"), 1, 1);
    table.keep();
    auto const gone = table.add(run_of("gone"), 1, 1);
    table.add_image("gone.png", 1, 1);
    BOOST_TEST(table.release() == 1U);
    BOOST_TEST(table.has(kept));
    BOOST_TEST(!table.has(gone));
    BOOST_TEST(!table.has({}));
    BOOST_TEST(table.find(run_of("gone")) == nullptr);
    BOOST_TEST(table.find_image("gone.png") == nullptr);
    BOOST_TEST(table.shown_by(kept) == "kept");
    BOOST_TEST(table.shown_by(gone) == "");
    BOOST_TEST(table.add_bitmap(1, 1).id == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
