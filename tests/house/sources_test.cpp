// SPDX-License-Identifier: MIT
// Blanking comments and texts, or the other house rules would see words where there are none.
#include "house/sources.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>

using namespace securebase::house;

BOOST_AUTO_TEST_SUITE(house_sources)

BOOST_AUTO_TEST_CASE(comments_become_blank_and_lines_stay)
{
    BOOST_TEST(without_comments_and_texts("a; // new\nb;") == "a;       \nb;");
    BOOST_TEST(without_comments_and_texts("a /* new\nnew */ b") == "a       \n       b");
    BOOST_TEST(without_comments_and_texts("a /* open") == "a        ");
    BOOST_TEST(without_comments_and_texts("a / b") == "a / b");
}

BOOST_AUTO_TEST_CASE(texts_become_blank_between_their_quotes)
{
    BOOST_TEST(without_comments_and_texts("f(\"new\", x);") == "f(\"   \", x);");
    BOOST_TEST(without_comments_and_texts("\"a\\\"new\" y") == "\"      \" y");
    BOOST_TEST(without_comments_and_texts("\"//\" y // z") == "\"  \" y     ");
    BOOST_TEST(without_comments_and_texts("R\"x(new \" )\" )x\" y") == "                 y");
}

BOOST_AUTO_TEST_CASE(characters_are_texts_and_marks_in_numbers_are_not)
{
    BOOST_TEST(without_comments_and_texts("'\"' new '\\'' x") == "' ' new '  ' x");
    BOOST_TEST(without_comments_and_texts("1'000 new 0xFF'00 y") == "1'000 new 0xFF'00 y");
}

BOOST_AUTO_TEST_CASE(sources_are_found_by_path)
{
    securebase::support::TemporaryFolder const folder;
    folder.write("src/b/two.cpp", "2");
    folder.write("src/a/one.h", "1");
    folder.write("src/a/CMakeLists.txt", "no");
    folder.write("tests/a/one_test.cpp", "no");
    std::vector<SourceFile> const files = read_sources(folder.path());
    BOOST_REQUIRE(files.size() == 2U);
    BOOST_TEST(files[0].path == "src/a/one.h");
    BOOST_TEST(files[0].text == "1");
    BOOST_TEST(files[1].path == "src/b/two.cpp");
}

BOOST_AUTO_TEST_SUITE_END()
