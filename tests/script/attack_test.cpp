// SPDX-License-Identifier: MIT
// Scripts made to exhaust the reader. Each must be refused at its place, at little cost: the
// program as a whole has a time limit, and a reader without these guards needs minutes or
// gigabytes.
#include "script/reader.h"
#include "script/reading.h"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace securebase;
using namespace securebase::script;

namespace {

std::string repeat(std::string const& text, int times)
{
    std::string result;
    for (int i = 0; i < times; ++i) {
        result += text;
    }
    return result;
}

std::string const deep = " too-deep: more than 64 levels of lists and maps (no experiment needs so "
                         "many; look for a bracket too many)\n";

} // namespace

BOOST_AUTO_TEST_SUITE(script_attack)

BOOST_AUTO_TEST_CASE(sixty_four_levels_are_read)
{
    Reading const r = read(repeat("[", 64) + repeat("]", 64));
    BOOST_TEST(faults(r.diagnostics) == "");
    BOOST_TEST(tree(r) == repeat("[", 64) + repeat("]", 64));
}

BOOST_AUTO_TEST_CASE(deeper_nesting_is_refused_at_the_level_too_many)
{
    BOOST_TEST(faults(read(repeat("[", 65) + repeat("]", 65)).diagnostics) == "1:65+1" + deep);
    BOOST_TEST(faults(read(repeat("[", 100'000)).diagnostics) == "1:65+1" + deep);
    BOOST_TEST(faults(read(repeat("[\n", 100'000)).diagnostics) == "65:1+1" + deep);
    BOOST_TEST(faults(read(repeat("{a: ", 100'000)).diagnostics) == "1:257+1" + deep);
    BOOST_TEST(faults(read(repeat("- ", 100'000)).diagnostics).ends_with(deep));
    BOOST_TEST(faults(read(repeat("? ", 100'000)).diagnostics).ends_with(deep));
    std::string stairs;
    for (int i = 0; i < 2000; ++i) {
        stairs += repeat(" ", i) + "a:\n";
    }
    BOOST_TEST(faults(read(stairs).diagnostics) == "65:65+2" + deep);
}

BOOST_AUTO_TEST_CASE(an_alias_cannot_smuggle_depth_in)
{
    std::string text = "- &a0 [" + repeat("[", 38) + repeat("]", 38) + "]\n";
    text += "- " + repeat("[", 24) + "*a0" + repeat("]", 24) + "\n";
    BOOST_TEST(faults(read(text).diagnostics) == ""); // 1 + 24 + 39
    text += "- " + repeat("[", 25) + "*a0" + repeat("]", 25) + "\n";
    BOOST_TEST(faults(read(text).diagnostics) == "3:28+3" + deep);
}

BOOST_AUTO_TEST_CASE(an_alias_bomb_is_refused_where_it_goes_off)
{
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 10; ++i) {
        std::string const before = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before +
                repeat(", " + before, 8) + "]\n";
    }
    Reading const r = read(bomb);
    // Lists of 10, 91, 820, 7,381, 66,430 nodes and their keys make 74,738 with the map; the second
    // alias of the sixth line passes 200,000.
    BOOST_TEST(faults(r.diagnostics) ==
               "6:15+3 too-many-nodes: the script grows over 200000 keys, values and lists here "
               "(keep trials in a table (CSV) and name it under 'stimuli')\n");
    BOOST_TEST(tree(r) == "nothing");
}

BOOST_AUTO_TEST_CASE(many_aliases_are_bounded_by_the_nodes_they_stand_for)
{
    std::string const head = "a: &a [1, 2, 3]\nb: [*a";
    BOOST_TEST(faults(read(head + repeat(", *a", 40'000) + "]\n").diagnostics) == "");
    // 8 nodes before the first alias, 4 in each: the 49,999th is one too many.
    BOOST_TEST(faults(read(head + repeat(", *a", 60'000) + "]\n").diagnostics)
                   .starts_with("2:199997+2 too-many-nodes"));
}

BOOST_AUTO_TEST_CASE(aliases_of_a_long_text_are_bounded_by_its_length)
{
    std::string const text =
        "a: &a " + std::string(65'536, 'x') + "\nb: [*a" + repeat(", *a", 60'000) + "]\n";
    // 256 times 64 KiB are 16 MiB: the anchored text, 255 aliases, and the keys pass it before.
    BOOST_TEST(faults(read(text).diagnostics) ==
               "2:1021+2 too-much-text: the texts of the script grow over 16777216 bytes here (use "
               "fewer aliases (*name) of long texts)\n");
}

BOOST_AUTO_TEST_CASE(nodes_are_counted_with_their_keys)
{
    Budget budget;
    budget.nodes = 6;
    BOOST_TEST(faults(read("a: [1, 2]\nb: x\n", budget).diagnostics)
                   .starts_with("2:4+1 too-many-nodes: the script grows over 6 keys"));
    budget.nodes = 7;
    BOOST_TEST(faults(read("a: [1, 2]\nb: x\n", budget).diagnostics) == "");
}

BOOST_AUTO_TEST_CASE(long_texts_are_refused)
{
    std::string const longest(65'536, 'x');
    BOOST_TEST(faults(read("a: " + longest).diagnostics) == "");
    BOOST_TEST(faults(read("a: " + longest + "x").diagnostics) ==
               "1:4+65537 scalar-too-long: text of 65537 bytes, at most 65536 are allowed (keep "
               "long texts in a file of their own, or look for a quote that is not closed)\n");
}

BOOST_AUTO_TEST_CASE(large_files_are_refused_unread)
{
    std::string const text(std::size_t{4 << 20} + 1, ' ');
    BOOST_TEST(faults(read(text).diagnostics)
                   .starts_with("0:0+1 script-too-large: larger than the "
                                "4194304 bytes"));
}

BOOST_AUTO_TEST_CASE(directives_in_thousands_do_not_reach_the_parser)
{
    std::string head;
    for (int i = 0; i < 100'000; ++i) {
        head += "%TAG !a" + std::to_string(i) + "! a\n";
    }
    BOOST_TEST(faults(read(head).diagnostics).starts_with("1:1+11 directive"));
    BOOST_TEST(faults(read("a: 1\n...\n" + head).diagnostics).starts_with("3:1+11 directive"));
    BOOST_TEST(faults(read("a: 1\n" + head).diagnostics).starts_with("2:1+11 directive"));
}

BOOST_AUTO_TEST_CASE(after_fifty_faults_the_rest_is_not_read)
{
    Reading const r = read(repeat("a: 1\n", 5'000));
    BOOST_TEST(r.diagnostics.error_count() == 51U);
    BOOST_TEST(r.diagnostics.all().back().what == "more than 50 faults; the rest was not read");
    BOOST_TEST(r.diagnostics.all().back().place.line == 52U);
    Reading const warned = read(repeat("- a #b\n", 5'000));
    BOOST_TEST(warned.diagnostics.warning_count() == 50U);
    BOOST_TEST(warned.tree->items.size() == 5'000U);
}

BOOST_AUTO_TEST_CASE(a_long_line_of_wide_characters_takes_no_quadratic_time)
{
    std::string const text = "[" + repeat("愛: é, ", 30'000) + "x]";
    Reading const r = read(text);
    BOOST_TEST(faults(r.diagnostics) == "");
    BOOST_TEST(to_text(r.tree->items.back().place) == "1:180002+1");
}

BOOST_AUTO_TEST_CASE(long_tokens_are_shortened_in_messages)
{
    std::string const name(3'000'000, 'n');
    Reading const r = read("a: *" + name + "\n");
    BOOST_REQUIRE(r.diagnostics.error_count() == 1U);
    BOOST_TEST(r.diagnostics.all()[0].what.size() < 200U);
    BOOST_TEST(r.diagnostics.all()[0].hint.size() < 300U);
}

BOOST_AUTO_TEST_CASE(a_hundred_thousand_of_one_sign_are_survived)
{
    for (char const* sign : {"&",  "*",   "!",   "|",   ">",   "'",    "\"",    "%",    "@",
                             "`",  ",",   "]",   "}",   ":",   "#",    "-",     "? ",   ": ",
                             "\n", "\r",  "\t",  " ",   "é",   "a: ",  "a:\n",  "- \n", "'' ",
                             "{}", "[],", "!a ", "&a ", "*a ", "--- ", "---\n", "...\n"}) {
        Reading const r = read(repeat(sign, 100'000));
        BOOST_TEST((r.tree.has_value() || r.diagnostics.has_errors()), sign);
    }
}

BOOST_AUTO_TEST_SUITE_END()
