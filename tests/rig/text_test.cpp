// SPDX-License-Identifier: MIT
// What is printed, to the letter.
#include "rig/text.h"

#include <boost/test/unit_test.hpp>

using namespace securebase::rig;

namespace {

Line line(std::string const& group, Verdict verdict)
{
    return {"id",
            group,
            "woken later than asked",
            "half within 0.06 ms",
            0.06,
            "99 of 100 within 0.5 ms",
            verdict,
            verdict == Verdict::good ? "" : "close other programs"};
}

} // namespace

BOOST_AUTO_TEST_SUITE(rig_text)

BOOST_AUTO_TEST_CASE(lines_stand_in_groups)
{
    std::string const text = to_text({line("machine", Verdict::good),
                                      line("machine", Verdict::look),
                                      line("disk", Verdict::unknown)});
    std::string const expected =
        "machine\n"
        "  good     woken later than asked              half within 0.06 ms\n"
        "  look     woken later than asked              half within 0.06 ms (good: 99 of 100 "
        "within 0.5 ms)\n"
        "             close other programs\n"
        "\n"
        "disk\n"
        "  unknown  woken later than asked              half within 0.06 ms (good: 99 of 100 "
        "within 0.5 ms)\n"
        "             close other programs\n"
        "\n"
        "look before you begin: 1 line to look at, 1 unknown; sessions run, and say how sure each "
        "time is\n"
        "\n"
        "never proved in a laboratory with this version, whatever the lines say:\n";
    BOOST_TEST(text.substr(0, expected.size()) == expected);
}

BOOST_AUTO_TEST_CASE(the_worst_line_decides)
{
    BOOST_TEST((overall({line("a", Verdict::good)}) == Verdict::good));
    BOOST_TEST((overall({line("a", Verdict::good), line("a", Verdict::unknown)}) == Verdict::look));
    BOOST_TEST((overall({line("a", Verdict::look)}) == Verdict::look));
    BOOST_TEST(
        (overall({line("a", Verdict::refuse), line("a", Verdict::good)}) == Verdict::refuse));
    BOOST_TEST((overall({}) == Verdict::look)); // Nothing was looked at.
}

BOOST_AUTO_TEST_CASE(the_sentence)
{
    BOOST_TEST(to_sentence({line("a", Verdict::good)}) ==
               "fit for timed sessions: every line is good");
    BOOST_TEST(
        to_sentence(
            {line("a", Verdict::refuse), line("a", Verdict::look), line("a", Verdict::look)}) ==
        "NOT FIT for timed sessions: 1 line refuses, 2 lines to look at, 0 unknown; times "
        "measured here are not valid for a laboratory");
}

BOOST_AUTO_TEST_CASE(long_texts_break_at_spaces)
{
    BOOST_TEST(wrap("one two three", "  ", 9) == "  one two\n  three\n");
    BOOST_TEST(wrap("immovable object", "", 4) == "immovable\nobject\n");
    BOOST_TEST(wrap("\xC3\xA4\xC3\xA4 b", "", 4) == "\xC3\xA4\xC3\xA4 b\n"); // Letters, not bytes.
    BOOST_TEST(wrap("", "  ", 10) == "  \n");
}

BOOST_AUTO_TEST_SUITE_END()
