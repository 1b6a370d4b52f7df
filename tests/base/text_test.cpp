// SPDX-License-Identifier: MIT
// UTF-8, distances, numbers, files.
#include "base/text.h"
#include "support/temporary_folder.h"

#include <boost/test/unit_test.hpp>
#include <sys/stat.h>

#include <cmath>
#include <limits>

using namespace securebase::base;
using namespace std::string_literals;

BOOST_AUTO_TEST_SUITE(base_text)

BOOST_AUTO_TEST_CASE(valid_utf8_has_no_invalid_byte)
{
    for (std::string const& text : {""s,
                                    "plain"s,
                                    "naïve"s,
                                    "愛着"s,
                                    "🙂"s,
                                    "\0"s,
                                    "\x7F"s,
                                    "\xC2\x80"s,
                                    "\xDF\xBF"s,
                                    "\xE0\xA0\x80"s,
                                    "\xED\x9F\xBF"s,
                                    "\xEE\x80\x80"s,
                                    "\xEF\xBF\xBF"s,
                                    "\xF0\x90\x80\x80"s,
                                    "\xF4\x8F\xBF\xBF"s}) {
        BOOST_TEST(!first_invalid_utf8(text).has_value(), text);
    }
}

BOOST_AUTO_TEST_CASE(invalid_utf8_is_found_at_its_byte)
{
    struct Case {
        std::string text;
        std::size_t at;
    };
    for (Case const& c : {Case{"caf\xE9", 3},          // Latin-1
                          Case{"\xFF\xFE", 0},         // a UTF-16 mark
                          Case{"a\x80", 1},            // a continuation alone
                          Case{"ab\xC0\xAF", 2},       // overlong
                          Case{"\xC1\xBF", 0},         // overlong
                          Case{"\xE0\x9F\xBF", 0},     // overlong
                          Case{"\xF0\x8F\xBF\xBF", 0}, // overlong
                          Case{"\xED\xA0\x80", 0},     // a surrogate
                          Case{"\xF4\x90\x80\x80", 0}, // above U+10FFFF
                          Case{"\xF5\x80\x80\x80", 0},
                          Case{"é\xE6\x84", 2}, // cut off
                          Case{"\xE6\x84\x41", 0}}) {
        auto const found = first_invalid_utf8(c.text);
        BOOST_REQUIRE(found.has_value());
        BOOST_TEST(*found == c.at);
    }
}

BOOST_AUTO_TEST_CASE(code_points_are_counted_and_rebuilt)
{
    BOOST_TEST(count_code_points("") == 0U);
    BOOST_TEST(count_code_points("naïve 愛 🙂") == 9U);
    BOOST_TEST(count_code_points("caf\xE9!") == 5U); // the bad byte counts as one
    std::vector<char32_t> const points = code_points("aé愛🙂");
    BOOST_TEST((points == std::vector<char32_t>{0x61, 0xE9, 0x611B, 0x1F642}));
    std::string back;
    for (char32_t const point : points) {
        append_utf8(back, point);
    }
    BOOST_TEST(back == "aé愛🙂");
    std::string bad;
    append_utf8(bad, 0xD800);
    append_utf8(bad, 0x110000);
    BOOST_TEST(bad == "\xEF\xBF\xBD\xEF\xBF\xBD");
}

BOOST_AUTO_TEST_CASE(long_texts_are_shortened_by_code_points)
{
    BOOST_TEST(shorten("naïve", 5) == "naïve");
    BOOST_TEST(shorten("naïves", 5) == "naïv…");
    BOOST_TEST(shorten("愛愛愛", 1) == "…");
    BOOST_TEST(shorten("", 1) == "");
    BOOST_TEST(shorten(std::string(60, 'x')) == std::string(60, 'x'));
    BOOST_TEST(shorten(std::string(61, 'x')) == std::string(59, 'x') + "…");
}

BOOST_AUTO_TEST_CASE(edit_distance_counts_the_four_slips)
{
    BOOST_TEST(edit_distance("", "") == 0U);
    BOOST_TEST(edit_distance("", "abc") == 3U);
    BOOST_TEST(edit_distance("threat", "thret") == 1U);   // one letter missing
    BOOST_TEST(edit_distance("threat", "threatt") == 1U); // one too many
    BOOST_TEST(edit_distance("threat", "thrept") == 1U);  // one changed
    BOOST_TEST(edit_distance("threat", "thraet") == 1U);  // neighbours swapped
    BOOST_TEST(edit_distance("ca", "abc") == 3U);         // no substring is edited twice
    BOOST_TEST(edit_distance("naïve", "naive") == 1U);
    BOOST_TEST(edit_distance("kitten", "sitting") == 3U);
}

BOOST_AUTO_TEST_CASE(trimming_splitting_joining)
{
    BOOST_TEST(trim(" \t a b \r\n") == "a b");
    BOOST_TEST(trim(" \n").empty());
    BOOST_TEST((split("a,,b,", ',') == std::vector<std::string>{"a", "", "b", ""}));
    BOOST_TEST((split("", ',') == std::vector<std::string>{""}));
    BOOST_TEST(join({"a", "", "b"}, ", ") == "a, , b");
    BOOST_TEST(join({}, ", ").empty());
    BOOST_TEST(to_lower_ascii("ECR-R É") == "ecr-r É");
}

BOOST_AUTO_TEST_CASE(numbers_are_read_whole_or_not_at_all)
{
    BOOST_TEST(parse_number("12").value() == 12);
    BOOST_TEST(parse_number("-0.5").value() == -0.5);
    BOOST_TEST(parse_number("1e3").value() == 1000);
    BOOST_TEST(parse_number(".5").value() == 0.5);
    BOOST_TEST(parse_number("0.1").value() == 0.1);
    for (std::string const& text : {""s,
                                    " 1"s,
                                    "1 "s,
                                    "1,5"s,
                                    "+1"s,
                                    "0x10"s,
                                    "inf"s,
                                    "nan"s,
                                    "NAN"s,
                                    "1e"s,
                                    "e"s,
                                    "-"s,
                                    "."s,
                                    "--1"s,
                                    "1.2.3"s,
                                    "1e999"s,
                                    "12ms"s,
                                    "1\0"s}) {
        BOOST_TEST(!parse_number(text).has_value(), text);
    }
    BOOST_TEST(parse_integer("-12").value() == -12);
    BOOST_TEST(parse_integer("9223372036854775807").value() ==
               std::numeric_limits<std::int64_t>::max());
    for (std::string const& text : {""s, "1.0"s, "1e3"s, "+1"s, " 1"s, "9223372036854775808"s}) {
        BOOST_TEST(!parse_integer(text).has_value(), text);
    }
}

BOOST_AUTO_TEST_CASE(numbers_are_written_short_and_read_back_equal)
{
    BOOST_TEST(format_number(0) == "0");
    BOOST_TEST(format_number(-0.0) == "0");
    BOOST_TEST(format_number(3) == "3");
    BOOST_TEST(format_number(-100000) == "-100000");
    BOOST_TEST(format_number(0.1) == "0.1");
    BOOST_TEST(format_number(0.1 + 0.2) == "0.30000000000000004");
    BOOST_TEST(format_number(0.0001) == "0.0001");
    BOOST_TEST(format_number(1e-7) == "1e-07");
    BOOST_TEST(format_number(123456789012345) == "123456789012345");
    BOOST_TEST(format_number(1e15) == "1e+15");
    BOOST_TEST(format_number(std::nan("")) == "NA");
    BOOST_TEST(format_number(-std::numeric_limits<double>::infinity()) == "-Inf");
    for (double const value : {1.0 / 3, 1e300, 5e-324, 123.456, -987654321.123}) {
        BOOST_TEST(parse_number(format_number(value)).value() == value);
    }
}

BOOST_AUTO_TEST_CASE(fixed_decimals_are_never_minus_zero)
{
    BOOST_TEST(format_fixed(1.005, 2) == "1.00"); // the double lies below 1.005
    BOOST_TEST(format_fixed(2.5, 0) == "2");      // ties to even
    BOOST_TEST(format_fixed(-0.001, 2) == "0.00");
    BOOST_TEST(format_fixed(-0.4, 0) == "0");
    BOOST_TEST(format_fixed(-0.01, 2) == "-0.01");
    BOOST_TEST(format_fixed(1e300, 1).size() == 303U);
    BOOST_TEST(format_fixed(std::nan(""), 2) == "NA");
}

BOOST_AUTO_TEST_CASE(hexadecimal_digits_are_as_many_as_asked)
{
    BOOST_TEST(format_hex(0xE9, 2) == "E9");
    BOOST_TEST(format_hex(0xE9, 4) == "00E9");
    BOOST_TEST(format_hex(0x1F642, 4) == "F642");
    BOOST_TEST(format_hex(~std::uint64_t{0}, 18) == "00FFFFFFFFFFFFFFFF");
    BOOST_TEST(format_hex(7, 0).empty());
}

BOOST_AUTO_TEST_CASE(files_are_read_whole_or_the_reason_is_told)
{
    securebase::support::TemporaryFolder const folder;
    std::string const file = folder.write("bytes", "a\0b\r\n"s);
    BOOST_TEST(read_file(file).value() == "a\0b\r\n"s);
    BOOST_TEST(read_file(file, 5).has_value());
    BOOST_TEST(load_file(file, 4).error().what == "larger than the 4 bytes allowed");
    BOOST_TEST(load_file(folder.path("absent")).error().what == "no such file");
    BOOST_TEST(load_file(folder.path()).error().what == "this is a folder, not a file");
    BOOST_TEST(load_file("a\0b"s).error().what == "the file name holds a null character");
    BOOST_REQUIRE(mkfifo(folder.path("pipe").c_str(), 0600) == 0);
    BOOST_TEST(load_file(folder.path("pipe")).error().what == "not an ordinary file");
    BOOST_TEST(!read_file(folder.path("pipe")).has_value());
    std::string const large(200'000, 'x');
    BOOST_TEST((read_file(folder.write("large", large)) == large));
}

BOOST_AUTO_TEST_SUITE_END()
