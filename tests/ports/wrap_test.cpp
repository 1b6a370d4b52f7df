// SPDX-License-Identifier: MIT
// Breaking text into lines, with ten pixels for every character.
#include "base/text.h"
#include "ports/wrap.h"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace {

namespace ports = securebase::ports;

using Lines = std::vector<std::string>;

Lines wrapped(std::string const& text, std::int32_t max_width)
{
    auto const measure = [](std::string_view line) {
        return static_cast<std::int32_t>(securebase::base::count_code_points(line)) * 10;
    };
    Lines lines;
    for (auto const line : ports::wrap(text, max_width, measure)) {
        lines.emplace_back(line);
    }
    return lines;
}

void check_lines(std::string const& text, std::int32_t max_width, Lines const& expected)
{
    Lines const lines = wrapped(text, max_width);
    BOOST_TEST(lines == expected, boost::test_tools::per_element());
}

} // namespace

BOOST_AUTO_TEST_SUITE(ports_wrap)

BOOST_AUTO_TEST_CASE(keeps_as_many_words_on_a_line_as_fit)
{
    check_lines("one two three four", 90, {"one two", "three", "four"});
    check_lines("one two three four", 100, {"one two", "three four"});
}

BOOST_AUTO_TEST_CASE(a_line_that_just_fits_is_not_broken)
{
    check_lines("abc def", 70, {"abc def"});
    check_lines("abc def", 69, {"abc", "def"});
}

BOOST_AUTO_TEST_CASE(spaces_at_a_break_vanish_and_others_stay)
{
    check_lines("abc   def  gh", 70, {"abc", "def  gh"});
    check_lines("  abc", 50, {"  abc"});
}

BOOST_AUTO_TEST_CASE(newlines_always_break_and_empty_lines_stay)
{
    check_lines("a\n\nb", 0, {"a", "", "b"});
    check_lines("a\n", 100, {"a", ""});
    check_lines("", 100, {""});
}

BOOST_AUTO_TEST_CASE(width_zero_means_never_wrapped)
{
    check_lines("a very long line of words", 0, {"a very long line of words"});
}

BOOST_AUTO_TEST_CASE(a_word_wider_than_the_line_breaks_between_characters)
{
    check_lines("a bcdefgh i", 30, {"a", "bcd", "efg", "h i"});
    check_lines("äöüß", 20, {"äö", "üß"});
    check_lines("abc", 1, {"a", "b", "c"});
}

BOOST_AUTO_TEST_CASE(a_combining_mark_stays_with_its_letter)
{
    check_lines("e\u0301e\u0301", 20, {"e\u0301", "e\u0301"});
    check_lines("e\u0301e\u0301", 10, {"e\u0301", "e\u0301"});
}

BOOST_AUTO_TEST_CASE(chinese_breaks_anywhere_but_before_closing_punctuation)
{
    check_lines("我们在这里。", 30, {"我们在", "这里。"});
    check_lines("我们在。这里", 30, {"我们", "在。这", "里"});
    check_lines("「我们」", 20, {"「我", "们」"});
}

BOOST_AUTO_TEST_CASE(a_no_break_space_does_not_break)
{
    check_lines("a b\u00a0c", 40, {"a", "b\u00a0c"});
}

BOOST_AUTO_TEST_CASE(line_height_is_a_share_of_the_em)
{
    BOOST_TEST(ports::line_height(20) == 27);
    BOOST_TEST(ports::line_height(10) == 14);
}

BOOST_AUTO_TEST_SUITE_END()
