// SPDX-License-Identifier: MIT
// No source says a banned word, no exemption outlives its reason, and the check itself works.
#include "base/text.h"
#include "house/words.h"

#include <boost/test/unit_test.hpp>

#include <stdexcept>

using namespace securebase;
using namespace securebase::house;

namespace {

std::vector<Banned> banned_in_the_house()
{
    auto const text = base::load_file(SECUREBASE_SOURCE_DIR "/tests/house/banned.txt");
    BOOST_REQUIRE(text.has_value());
    return read_banned(*text);
}

} // namespace

BOOST_AUTO_TEST_SUITE(house_words)

BOOST_AUTO_TEST_CASE(no_source_says_a_banned_word)
{
    BOOST_TEST(to_text(check_words(read_sources(SECUREBASE_SOURCE_DIR), banned_in_the_house())) ==
               "");
}

BOOST_AUTO_TEST_CASE(every_exemption_is_needed)
{
    std::vector<std::string> idle =
        idle_exemptions(read_sources(SECUREBASE_SOURCE_DIR), banned_in_the_house());
    std::erase(idle, "catch (...): src/app/main.cpp"); // main may catch all, and need not
    BOOST_TEST(base::join(idle, "\n") == "");
}

BOOST_AUTO_TEST_CASE(planted_words_are_found_at_their_lines)
{
    std::vector<SourceFile> const files = {
        {"src/base/a.cpp",
         "#include <new>\n"
         "int* p = new int; // new\n"
         "A(A const&) = delete;\n"
         "delete p;\n"
         "renew(newer, \"new\");\n"
         "std::snprintf(x);\n"
         "try {} catch (...) {}\n"
         "static_assert(true);\n"
         "assert(true);\n"
         "x = 1'000; std::shuffle(y);\n"},
        {"src/app/main.cpp", "try {} catch (...) {}\ndelete p;\n"}};
    std::vector<Banned> const banned = read_banned("# comment\n"
                                                   "new -> a value\n"
                                                   "delete -> a value -> src/app/\n"
                                                   "*printf -> a stream\n"
                                                   "assert( -> ours\n"
                                                   "std::shuffle -> our own\n"
                                                   "catch (...) -> less -> src/app/main.cpp\n");
    BOOST_TEST(to_text(check_words(files, banned)) == "src/base/a.cpp:2: 'new': a value\n"
                                                      "src/base/a.cpp:4: 'delete': a value\n"
                                                      "src/base/a.cpp:6: 'printf': a stream\n"
                                                      "src/base/a.cpp:9: 'assert(': ours\n"
                                                      "src/base/a.cpp:10: 'std::shuffle': our own\n"
                                                      "src/base/a.cpp:7: 'catch (...)': less\n");
}

BOOST_AUTO_TEST_CASE(idle_exemptions_are_found)
{
    std::vector<SourceFile> const files = {{"src/a/b.cpp", "new X;\n"}, {"src/c/d.cpp", "\"new\""}};
    std::vector<Banned> const banned = read_banned("new -> x -> src/a/ src/c/d.cpp src/gone.h\n");
    BOOST_TEST(base::join(idle_exemptions(files, banned), "; ") ==
               "new: src/c/d.cpp; new: src/gone.h");
}

BOOST_AUTO_TEST_CASE(a_line_of_another_form_is_refused)
{
    BOOST_CHECK_THROW(read_banned("new\n"), std::runtime_error);
    BOOST_CHECK_THROW(read_banned("a -> b -> c -> d\n"), std::runtime_error);
    BOOST_CHECK_THROW(read_banned(" -> b\n"), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
