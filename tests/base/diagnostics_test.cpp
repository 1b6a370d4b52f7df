// SPDX-License-Identifier: MIT
// Mistakes collected and shown, to the letter.
#include "base/diagnostics.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>

using namespace securebase::base;
using securebase::support::TemporaryFolder;

namespace {

std::string repeat(std::string const& text, int times)
{
    std::string result;
    for (int i = 0; i < times; ++i) {
        result += text;
    }
    return result;
}

std::string shown(Place const& place)
{
    Diagnostics diagnostics;
    diagnostics.error(place, "some-code", "wrong");
    return to_text(diagnostics);
}

} // namespace

BOOST_AUTO_TEST_SUITE(base_diagnostics)

BOOST_AUTO_TEST_CASE(a_mistake_is_shown_under_its_line_with_hint_and_second_place)
{
    TemporaryFolder const folder;
    std::string const file = folder.write(
        "experiment.yaml", repeat("\n", 13) + "      - pair: { text: $pair.thret }\nmore\n");
    std::string const table = folder.write("pairs.csv", "threat,neutral\n");
    Diagnostics diagnostics;
    diagnostics.add({Severity::error,
                     {file, 14, 23, 11},
                     "unknown column 'thret' in table 'pairs'",
                     "did you mean 'threat'?",
                     "unknown-column",
                     Place{table, 1, 1, 1},
                     "table row"});
    BOOST_TEST(to_text(diagnostics) ==
               file + ":14:23: error: unknown column 'thret' in table 'pairs'\n" +
                   "   14 |       - pair: { text: $pair.thret }\n"
                   "      |                       ^~~~~~~~~~~\n"
                   "hint: did you mean 'threat'?\n" +
                   table + ":1:1: note: table row\n");
}

BOOST_AUTO_TEST_CASE(severities_are_named_and_counted)
{
    Diagnostics diagnostics;
    BOOST_TEST(!diagnostics.has_errors());
    diagnostics.warning({"a", 0, 0, 1}, "w", "careful", "look");
    BOOST_TEST(!diagnostics.has_errors());
    diagnostics.error({"a", 0, 0, 1}, "e", "wrong");
    Diagnostic note;
    note.severity = Severity::note;
    note.place = {"b", 0, 0, 1};
    note.what = "by the way";
    diagnostics.add(note);
    BOOST_TEST(diagnostics.has_errors());
    BOOST_TEST(diagnostics.error_count() == 1U);
    BOOST_TEST(diagnostics.warning_count() == 1U);
    BOOST_TEST(to_text(diagnostics) ==
               "a: warning: careful\nhint: look\na: error: wrong\nb: note: by the way\n");
}

BOOST_AUTO_TEST_CASE(nothing_wrong_says_nothing)
{
    BOOST_TEST(to_text({}).empty());
}

BOOST_AUTO_TEST_CASE(without_the_file_or_the_line_the_source_is_left_out)
{
    TemporaryFolder const folder;
    std::string const file = folder.write("two", "one\ntwo\n");
    BOOST_TEST(shown({folder.path("absent"), 3, 4, 1}) ==
               folder.path("absent") + ":3:4: error: wrong\n");
    BOOST_TEST(shown({file, 9, 1, 1}) == file + ":9:1: error: wrong\n");
    BOOST_TEST(shown({file, 0, 0, 1}) == file + ": error: wrong\n");
    BOOST_TEST(shown({file, 2, 0, 1}) == file + ":2: error: wrong\n    2 | two\n");
}

BOOST_AUTO_TEST_CASE(columns_count_code_points_and_tabs_are_one_space)
{
    TemporaryFolder const folder;
    std::string const file = folder.write("f", "\tnaïve\t愛着: x\r\nlast");
    BOOST_TEST(shown({file, 1, 8, 2}) == file + ":1:8: error: wrong\n"
                                                "    1 |  naïve 愛着: x\n"
                                                "      |        ^~\n");
    BOOST_TEST(shown({file, 2, 1, 4}) == file + ":2:1: error: wrong\n"
                                                "    2 | last\n"
                                                "      | ^~~~\n");
}

BOOST_AUTO_TEST_CASE(the_caret_stays_on_the_line)
{
    TemporaryFolder const folder;
    std::string const file = folder.write("f", "abc\n");
    BOOST_TEST(shown({file, 1, 2, 90}) == file + ":1:2: error: wrong\n"
                                                 "    1 | abc\n"
                                                 "      |  ^~\n");
    BOOST_TEST(shown({file, 1, 4, 2}) == file + ":1:4: error: wrong\n"
                                                "    1 | abc\n"
                                                "      |    ^\n");
    BOOST_TEST(shown({file, 1, 77, 2}) == file + ":1:77: error: wrong\n"
                                                 "    1 | abc\n"
                                                 "      |    ^\n");
    BOOST_TEST(shown({file, 1, 1, 0}) == file + ":1:1: error: wrong\n"
                                                "    1 | abc\n"
                                                "      | ^\n");
    BOOST_TEST(shown({file, 2, 1, 1}) == file + ":2:1: error: wrong\n"
                                                "    2 | \n"
                                                "      | ^\n");
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_takes_no_column)
{
    TemporaryFolder const folder;
    std::string const file = folder.write("f",
                                          "\xEF\xBB\xBF"
                                          "abc");
    BOOST_TEST(shown({file, 1, 3, 1}) == file + ":1:3: error: wrong\n"
                                                "    1 | abc\n"
                                                "      |   ^\n");
}

BOOST_AUTO_TEST_CASE(long_lines_are_shown_through_a_window)
{
    TemporaryFolder const folder;
    std::string const line = repeat("é", 200) + "X" + repeat("y", 199);
    std::string const file = folder.write("f", line);
    BOOST_TEST(shown({file, 1, 1, 2}) ==
               file + ":1:1: error: wrong\n    1 | " + repeat("é", 160) + "…\n      | ^~\n");
    BOOST_TEST(shown({file, 1, 201, 500}) ==
               file + ":1:201: error: wrong\n    1 | …" + repeat("é", 40) + "X" + repeat("y", 119) +
                   "…\n      | " + repeat(" ", 41) + "^" + repeat("~", 119) + "\n");
    BOOST_TEST(shown({file, 1, 400, 1}) == file + ":1:400: error: wrong\n    1 | …" +
                                               repeat("y", 160) + "\n      | " + repeat(" ", 160) +
                                               "^\n");
    std::string const just = folder.write("g", repeat("z", 160));
    BOOST_TEST(shown({just, 1, 160, 1}) == just + ":1:160: error: wrong\n    1 | " +
                                               repeat("z", 160) + "\n      | " + repeat(" ", 159) +
                                               "^\n");
}

BOOST_AUTO_TEST_CASE(what_could_fool_a_terminal_is_not_printed)
{
    TemporaryFolder const folder;
    std::string const file = folder.write("f",
                                          "a\x1B[2Jb\xE2\x80\xAE"
                                          "c\xE9");
    Diagnostics diagnostics;
    diagnostics.error({file, 1, 8, 1}, "c", "unknown stage 'x\ny\x1B'", "re\tname");
    BOOST_TEST(to_text(diagnostics) == file + ":1:8: error: unknown stage 'x�y�'\n"
                                              "    1 | a�[2Jb�c�\n"
                                              "      |        ^\n"
                                              "hint: re name\n");
}

BOOST_AUTO_TEST_CASE(line_numbers_wider_than_the_gutter_move_it)
{
    TemporaryFolder const folder;
    std::string const file = folder.write("f", repeat("\n", 123455) + "abc");
    BOOST_TEST(shown({file, 123456, 2, 1}) == file + ":123456:2: error: wrong\n"
                                                     "123456 | abc\n"
                                                     "       |  ^\n");
}

BOOST_AUTO_TEST_CASE(sorting_goes_by_place_keeps_order_and_drops_repeats)
{
    Diagnostics diagnostics;
    diagnostics.error({"b", 1, 1, 1}, "x", "sixth");
    diagnostics.error({"a", 10, 1, 1}, "x", "fifth");
    diagnostics.error({"a", 9, 2, 1}, "x", "third");
    diagnostics.error({"a", 9, 2, 1}, "x", "fourth");
    diagnostics.error({"a", 9, 2, 1}, "x", "third");
    diagnostics.error({"a", 9, 1, 1}, "x", "second");
    diagnostics.error({"a", 0, 0, 1}, "x", "first");
    diagnostics.sort();
    std::string order;
    for (Diagnostic const& d : diagnostics.all()) {
        order += d.what + ' ';
    }
    BOOST_TEST(order == "first second third fourth fifth sixth ");
}

BOOST_AUTO_TEST_CASE(appending_also_works_on_itself)
{
    Diagnostics diagnostics;
    diagnostics.error({"a", 1, 1, 1}, "x", "one");
    diagnostics.append(diagnostics);
    BOOST_TEST(diagnostics.all().size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_nearest_name_is_offered)
{
    std::vector<std::string> const known = {"threat", "neutral", "side", "at"};
    BOOST_TEST(nearest_hint("thret", known) == "did you mean 'threat'?");
    BOOST_TEST(nearest_hint("thraet", known) == "did you mean 'threat'?");
    BOOST_TEST(nearest_hint("NEUTRAL", known) == "did you mean 'neutral'?");
    BOOST_TEST(nearest_hint("ad", known) == "did you mean 'at'?");
    BOOST_TEST(nearest_hint("sdie", {"site", "side"}) == "did you mean 'side'?");
    BOOST_TEST(nearest_hint("sise", {"site", "side"}) == "did you mean 'site'?"); // first of equals
    BOOST_TEST(nearest_hint("brake", {"take", "break"}) == "did you mean 'break'?"); // same letters
    BOOST_TEST(nearest_hint("gren", {"grey", "green"}) == "did you mean 'green'?");
    BOOST_TEST(nearest_name("gren", {"grey", "green"}).value() == "green");
    BOOST_TEST(!nearest_name("colour", {"grey", "green"}).has_value());
}

BOOST_AUTO_TEST_CASE(far_names_are_listed_when_they_are_few)
{
    BOOST_TEST(nearest_hint("colour", {"threat", "side"}) == "one of: threat, side");
    BOOST_TEST(nearest_hint("xyz", {"axe"}) == "one of: axe"); // 3 letters allow 1 slip only
    BOOST_TEST(nearest_hint("x", {"y"}) == "one of: y");       // nothing of the word would be left
    BOOST_TEST(nearest_hint("colour", {}).empty());
    BOOST_TEST(nearest_hint("colour", std::vector<std::string>(16, "n")) ==
               "one of: n, n, n, n, n, n, n, n, n, n, n, n, n, n, n, n");
    BOOST_TEST(nearest_hint("colour", std::vector<std::string>(17, "n")).empty());
}

BOOST_AUTO_TEST_SUITE_END()
